"""The noun that a number counts: "twenty large Japanese firms" -> "large Japanese firms"."""

from __future__ import annotations

import re

from .lexicon import Lexicon

_TOKENS = 6
_PHRASE = re.compile(r"(?:[ \u00a0-]|\n(?=[a-z]))([^\s]{1,30})" + r"(?:[ \u00a0\n]([^\s]{1,30}))?" * (_TOKENS - 1))
_OF = re.compile(
    r"[ ](?:out )?of"
    r"(?:[ ](?:the|its|their|his|her|our|your|my|these|those|all|such|(?:[A-Z][\w.]*[ ]){0,2}[A-Z][\w.]*(?:['’]s|s['’])))*(?=[ ])"
)
_HYPHEN_WORD = re.compile(r"[A-Za-z]{3,}(?![\w-])")
_ENDING = '.,;:!?)]”"’…'
_CLOSING = "'.,;:!?"
_SAID_FIRST = tuple(f" first {word}" for word in ("reported", "announced", "estimated", "published", "thought", "given", "forecast"))
_BEFORE_COUNT = frozenset({"first", "last", "next", "past", "top"})  # "12 of his first 14 games" has two counts
_NOT_A_WORD = frozenset("\"“”‘'’()[]*+_…$€£-–—&")

Noun = tuple[str, int, int]
"""The phrase, and where it starts and ends."""


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in lexicon.plurals:
        return True
    return len(word) > 2 and word[-1] == "s" and word[-2] not in "s'’u" and word not in lexicon.not_plural and not word.endswith("is")


def read_noun(text: str, end: int, lexicon: Lexicon, *, singular: bool, compound: bool = True) -> Noun | None:
    """The counted phrase directly after a number; None if no noun follows.

    ``singular``: the number is one, so the head need not be a plural.
    ``compound``: singular nouns in a row count too ("an 11 member bloc").
    """
    match = None if text.startswith(_SAID_FIRST, end) else _PHRASE.match(text, end)
    if match is None:
        return None
    if text[end] == "-":
        return _hyphened(match, lexicon)
    start = head_end = last_end = -1
    words, previous = 0, ""
    for index in range(1, _TOKENS + 1):
        token = match[index]
        if token is None:
            break
        word = token.rstrip(_ENDING) if token[-1] in _ENDING else token
        if "—" in word:
            word = word.partition("—")[0]  # "four ways—tourism, trade"
        if word[-1:] == "'" and word[-2:-1] in _CLOSING:
            word = word.rstrip(_CLOSING)  # a quotation ends: "policies,''"
        lowered = word.lower()
        if not lowered or lowered[0] in _NOT_A_WORD or lowered in lexicon.stop:
            if index == 1 and lowered in lexicon.skip:
                continue
            if lowered in ("and", "or") and head_end < 0 and words and _joins(match, index, lexicon):
                continue  # "700 local and foreign visitors", "90 direct building and mining jobs"
            if not (index == 1 and lowered in lexicon.adjectives_too and token == word and _plural_follows(match, index, lexicon)):
                break
        if lowered[0].isdigit() and words and token == word and previous not in _BEFORE_COUNT and lowered.replace("-", "").isalnum():
            continue  # "two new 737 jets", "two new 4-lane spans"
        if lowered[0].isdigit() or (lowered in lexicon.months and word[0].isupper()):
            break
        if singular and words and not previous.endswith("ly") and (lowered.endswith("ed") or is_plural(lowered, lexicon)):
            break  # "one minister resigned", "one proposal asks"
        previous = lowered
        if start < 0 and lowered in lexicon.sequence and token == word:
            continue  # "four consecutive years" counts years
        if start < 0:
            start = match.start(index)
        words += 1
        last_end = match.start(index) + len(word)
        if lowered.endswith(("s'", "s’")):
            last_end = head_end = last_end - 1  # "the two countries' companies" counts countries
            break
        initials = len(word) > 2 and word[-1] == "s" and word[-2].isupper()  # "two RBIs", "11 MoUs"
        if initials or is_plural(lowered, lexicon) or (lowered in lexicon.plural_if_last and _ends_here(match, index, lexicon)):
            head_end = last_end
            if len(word) != len(token) or not _compound_goes_on(match, index, lexicon):
                break
        elif len(word) != len(token):
            break
    if start < 0:
        return None
    if head_end < 0 and not singular:
        return _compound_head(text, start, last_end, words) if compound else None
    return text[start : (head_end if head_end > 0 else last_end)], start, head_end if head_end > 0 else last_end


_ADJECTIVE = re.compile(
    r"[A-Za-z-]*(?:al|ic|ese|ish|ian|can|ed|ive|ous|ern|ary|ory|able|ible|ant|ent|ful|less)|foreign|big|large|small|new|old|young|rich|poor|free|major|senior|junior|private|local|male|female|black|white",
    re.IGNORECASE,
)


def _joins(match: re.Match[str], index: int, lexicon: Lexicon) -> bool:
    """Whether "and" at ``index`` stands inside the phrase: between two adjectives, or before a word and its plural."""
    if not 1 < index < _TOKENS or match[index + 1] is None:
        return False
    if _ADJECTIVE.fullmatch(match[index - 1]) is not None and _ADJECTIVE.fullmatch(match[index + 1]) is not None:
        return True
    if match[index - 1][0].isupper() and match[index + 1][0].isupper():
        return _plural_follows(match, index + 1, lexicon)  # "10 Senate and House staff members"
    following = match[index + 1].lower()
    if not match[index - 1].isalpha() or following in lexicon.stop or not following.isalpha():
        return False
    return match[index + 1].islower() and not is_plural(following, lexicon) and _plural_follows(match, index + 1, lexicon)


def _plural_follows(match: re.Match[str], index: int, lexicon: Lexicon) -> bool:
    """Whether a plural stands next or next but one, so that a word which mostly ends a phrase is an adjective: "four wide runways"."""
    for step in (1, 2):
        token = match[index + step] if index + step <= _TOKENS else None
        if token is None:
            return False
        word = token.rstrip(_ENDING).lower()
        if is_plural(word, lexicon):
            return True
        if word in lexicon.stop or word != token.lower():
            return False
    return False


def _compound_head(text: str, start: int, end: int, words: int) -> Noun | None:
    """The first of two or more singular nouns: "an 11 member bloc" counts members; None if a lone singular follows."""
    if words < 2:
        return None
    word = _HYPHEN_WORD.match(text, start)
    if word is not None and words == 2 and word[0] in ("new", "other", "big", "small", "old"):
        return text[start:end], start, end  # "230 new emoji"
    return (
        (word[0], start, word.end())
        if word and word[0].islower() and not word[0].endswith(("ed", "ing", "ly", "ish", "ese", "an", "al", "ic"))
        else None
    )


def _hyphened(match: re.Match[str], lexicon: Lexicon) -> Noun | None:
    """The one word behind a hyphen: "six-cylinder engines" counts cylinders."""
    word = _HYPHEN_WORD.match(match[1])
    if word is None or word[0].lower() in lexicon.stop:
        return None
    return word[0], match.start(1), match.start(1) + word.end()


def _ends_here(match: re.Match[str], index: int, lexicon: Lexicon) -> bool:
    if match[index][-1] in _ENDING or index == _TOKENS or match[index + 1] is None:
        return True
    return match[index + 1].lower().rstrip(_ENDING) in lexicon.stop


def _compound_goes_on(match: re.Match[str], index: int, lexicon: Lexicon) -> bool:
    """Whether the plural is only the first part of a compound: "20 rights groups"."""
    if index == _TOKENS or match[index + 1] is None or match[index].lower() not in lexicon.compound_first:
        return False
    following = match[index + 1].rstrip(_ENDING).lower()
    return following.isalpha() and following not in lexicon.stop and is_plural(following, lexicon)


def read_of_noun(text: str, end: int, lexicon: Lexicon) -> Noun | None:
    """The noun after "of": "15m | of its devices", "thousands | of Japanese tourists"; None if there is none."""
    if text[end : end + 2] not in (" o", "\u00a0o"):
        return None
    match = _OF.match(text, end)
    noun = read_noun(text, match.end(), lexicon, singular=False, compound=False) if match else None
    if noun is not None and any(word in lexicon.cardinals or word.isdigit() for word in noun[0].lower().split()):
        return None  # "12 | of the team's 16 matches", "one | of the two brothers": the next number counts them
    return noun
