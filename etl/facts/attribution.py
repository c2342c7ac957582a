"""Whom the text credits with a figure: "according to X", "X said", "figures from X show"."""

from __future__ import annotations

import re

_NAME = r"(?:the )?[A-Z][\w.&'’-]*(?: (?:of|for|and|the|on|de|in)(?: the)? [A-Z][\w.&'’-]*| [A-Z][\w.&'’-]*){0,8}"
_ACCORDING = re.compile(rf"\b[Aa]ccording to (?:(?:data|figures|statistics) (?:from|of|by) )?({_NAME}(?: data| statistics| figures)?)")
_FIGURES = re.compile(rf"\b(?:[Ff]igures|[Dd]ata|[Ss]tatistics|[Rr]eports?)(?: released)? (?:from|by|of) ({_NAME}) shows?\b")
_SPEAKERS = "officials|analysts|economists|traders|trade sources|sources"
_SAID = re.compile(rf"({_NAME}|(?:{_SPEAKERS})) (?:said|says|reported|added|showed|estimated|noted|told reporters)\b")
_SAID_BY = re.compile(rf"\b(?:said|says|noted|added) ({_NAME})")
_DATA_SHOW = re.compile(rf"({_NAME} (?:data|statistics|figures)) shows?\b")


def find_attribution(sentence: str) -> str | None:
    """The words that name the source of a sentence's figures; None if it names none.

    >>> find_attribution("Exports fell, according to the Central Statistics Office.")
    'the Central Statistics Office'
    """
    for pattern in (_ACCORDING, _FIGURES, _DATA_SHOW, _SAID, _SAID_BY):
        match = pattern.search(sentence)
        if match:
            words = match[1].rstrip(" .,")
            if words.lower() not in ("he", "she", "it", "they", "we", "i", "the"):
                return words
    return None
