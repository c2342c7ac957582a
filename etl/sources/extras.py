"""What to say when an optional library is not installed."""

from __future__ import annotations

from etl.sources.problem import Problem


def remedy(extra: str) -> str:
    """How to get an extra.

    >>> remedy("watch")
    "Run: pip install 'entente[watch]'."
    """
    return f"Run: pip install 'entente[{extra}]'."


def missing(source: str, what: str, extra: str) -> Problem:
    """The problem of a source that needs an extra."""
    return Problem(source, f"{what} need a library that is not installed", remedy(extra))
