"""The small words that the grammar of events turns on, read from ``event_grammar.toml``."""

from __future__ import annotations

from functools import cache

from etl.terms.load import TermsError, read_terms


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of grammar words by its name."""
    lists = read_terms("event_grammar")["lists"]
    if name not in lists:
        raise TermsError(f"etl/terms/event_grammar.toml has no list '{name}'. Use one of: {', '.join(sorted(lists))}.")
    return frozenset(lists[name])
