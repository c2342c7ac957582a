"""Conditions, hopes, denials and guesses: what stands behind them is not told as a fact."""

from __future__ import annotations

import re

_CONDITION = re.compile(
    r"(?<!\w)(?:hop(?:e|es|ed|ing)|den(?:y|ies|ied|ying) (?:that|having|reports?|any|it|they)|if|unless|whether|in case"
    r"|provided that|were to|as if"
    r"|(?:dismiss|reject|deny|deni|refut|scotch|quash|contradict)\w* (?:\w+ ){0,2}"
    r"(?:reports?|rumou?rs|suggestions?|claims?|speculation))(?!\w)"
)
_DOUBT = re.compile(
    r"(?<!\w)(?:not unlikely|possibility|possible|rumou?rs|speculat\w+|reportedly considering|considering|weighing|mulling"
    r"|may have|might have)(?!\w)"
)


def is_conditional(clause: str) -> bool:
    """Whether a clause is a condition or a guess, so that nothing in it is told as a fact."""
    return bool(_CONDITION.search(clause) or _DOUBT.search(clause))
