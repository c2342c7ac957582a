"""Whom the text credits with a figure: "according to X", "X said", "figures from X show"."""

from __future__ import annotations

import re
from calendar import month_name

_NAME = r"(?:the )?[A-Z][\w.&'’-]*(?: (?:of|for|and|the|on|de|in)(?: the)? [A-Z][\w.&'’-]*| [A-Z][\w.&'’-]*){0,8}"
_SOURCES = "data|figures|statistics"
_TELLERS = (
    "(?:state|local|official|government|customs|trade|industry|press) (?:media|officials|sources|estimates|reports|data|figures)|"
    "media|estimates|officials|sources"
)
_BODY = (
    "(?:(?:central|statistics|customs|trade|finance|foreign|economy|commerce|state|national) )?"
    "(?:bank|office|bureau|agency|ministry|authority|authorities|government|embassy|institute|customs|department|commission)"
)
_HOLDER = (
    "(?:(?:trade|finance|foreign|prime|economy|industry|deputy|chief|central bank|government) ){0,2}"
    "(?:minister|president|premier|governor|spokesman|spokeswoman|ambassador|officials?|economists?|analysts?|exporters|traders)"
)
# "the Omani statistics office", "Omani trade minister Qais Said": a name, what it is in lower case, the name of whoever holds the office
_WHO = rf"{_NAME}(?: (?:{_BODY}|{_HOLDER}(?: [A-Z][\w'’-]*){{0,4}})(?= |[,.]|$))?"
_ACCORDING = re.compile(rf"\b[Aa]ccording to (?:(?:{_SOURCES}) (?:from|of|by) )?({_WHO}(?: (?:{_SOURCES}|{_TELLERS}))?)")
_FIGURES = re.compile(
    rf"\b(?:[Ff]igures|[Dd]ata|[Ss]tatistics|[Rr]eports?)(?: released| published)? (?:from|by|of) ({_WHO})"
    r"(?: on [A-Z][a-z]+)? show(?:s|ed)?\b"
)
_SPEAKING = re.compile(r" (?:said|says|reported|added|showed|shows?|estimated|noted|told reporters)\b")
_SAID_BY = re.compile(
    rf"\b(?:said|says|noted|added) ({_WHO})(?=[,.;:\"”]|$| \(| (?:in|on|at|after|during|when|as|last|this|today|yesterday|while|who)\b)"
)
_BY_PRONOUN = re.compile(r"\b[Hh]e (?:said|says|added|noted)\b|\b(?:[Ss]he|[Ii]t|[Tt]hey) (?:said|says|added|noted)\b")
_GENERIC = frozenset({"statistics", "data", "figures", "reports", "estimates"})
_BEFORE = re.compile(
    rf"({_WHO}(?: (?:{_SOURCES}))?|\bthe {_BODY}(?: (?:of|in) (?:the )?[A-Z]\w+)?|"
    r"\b(?:officials|analysts|economists|traders|trade sources|sources))$"
)
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "the", "this", "that"})
_PLACING = (" in ", " on ", " during ", " since ", " until ", " to ", " from ", " with ")  # "exports in March showed" credits nobody
_MONTHS = frozenset(month.lower() for month in month_name if month)
_WHEN = re.compile(rf" (?:in|on|last|this) (?:{'|'.join(month for month in month_name if month)})\b.*$")
_LONGEST = 90


def find_attribution(sentence: str) -> str | None:
    """The words that name the source of a sentence's figures; None if it names none.

    >>> find_attribution("Exports fell, according to the Central Statistics Office.")
    'the Central Statistics Office'
    """
    for pattern in (_ACCORDING, _FIGURES):
        if (match := pattern.search(sentence)) and (words := _named(match[1])):
            return words
    for verb in _SPEAKING.finditer(sentence):
        before = sentence[max(0, verb.start() - _LONGEST) : verb.start()]
        match = _BEFORE.search(before)
        if match and not before[: match.start(1)].endswith(_PLACING) and (words := _named(match[1])):
            return words
    match = _SAID_BY.search(sentence)
    return _named(match[1]) if match else None


def credits_by_pronoun(sentence: str) -> bool:
    """Whether the sentence credits somebody named before ("..., he said").

    >>> credits_by_pronoun("Exports fell, she said."), credits_by_pronoun("Exports fell.")
    (True, False)
    """
    return _BY_PRONOUN.search(sentence) is not None


def _named(words: str) -> str | None:
    words = _WHEN.sub("", words.rstrip(" .,"))
    return (
        None
        if words.lower() in _PRONOUNS
        or words.lower() in _GENERIC
        or words.endswith(("'s", "’s"))
        or words.split(None, 1)[0].lower() in _MONTHS
        else words
    )
