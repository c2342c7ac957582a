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
    r"(?<!\w)(?:not unlikely|possibility|possible|unclear (?:when|whether|if|how)|falsely|rumou?rs"
    r"|speculat\w+|reportedly considering|considering|weighing|mulling"
    r"|may have|might have)(?!\w)"
)
_ALLEGED = re.compile(
    r"(?<!\w)(?:alleg(?:e|es|ed|ing|ations?)|suspected of|(?:thought|believed|said|rumoured|rumored|alleged|suspected|supposed) to have"
    r"|charg(?:e|es|ed|ing) that|accus\w+ (?:\w+ ){1,5}of|purported(?:ly)?"
    r"|(?:analysts?|observers?|critics|experts?|opponents?|pundits|skeptics|sceptics) (?:\w+ )?"
    r"(?:believe|believes|argue|argues|think|thinks|suspect|suspects|claim|claims|allege|fear|fears|expect|expects))(?!\w)"
)
_DENIED = re.compile(r", (?:an? )?(?:charge|claim|accusation|allegation)s?(?!\w)[^.;]{0,40}(?:den(?:y|ies|ied)|reject|dismiss)")


def is_conditional(clause: str) -> bool:
    """Whether a clause is a condition, a guess or a charge, so that nothing in it is told as a fact."""
    return bool(_CONDITION.search(clause) or _DOUBT.search(clause) or _ALLEGED.search(clause))


def is_denied(following: str) -> bool:
    """Whether what comes behind a clause calls it a charge and denies it."""
    return ", " in following and _DENIED.search(following) is not None
