"""The noun that a number counts: "twenty large Japanese firms" -> "large Japanese firms"."""

from __future__ import annotations

import re

from .lexicon import Lexicon

_PHRASE = re.compile(
    r"(?:[ \u00a0]|-|\n)([^\s]{1,30})(?:[ \u00a0\n]([^\s]{1,30}))?(?:[ \u00a0\n]([^\s]{1,30}))?(?:[ \u00a0\n]([^\s]{1,30}))?(?:[ \u00a0\n]([^\s]{1,30}))?(?:[ \u00a0\n]([^\s]{1,30}))?"
)
_OF = re.compile(
    r"[ ](?:out )?of(?: (?:the|its|their|his|her|our|your|my|these|those|all|such|[A-Z][\w.]*['’]s?|[A-Z]\w+s['’]))*(?=[ ])", re.IGNORECASE
)
_HYPHEN_WORD = re.compile(r"[A-Za-z]{3,}(?![\w-])")
_STRIP = "\"“”‘'’()[]*+_…"
_END_MARKS = frozenset('.,;:!?)]”"—–')


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in lexicon.plurals:
        return True
    return len(word) > 2 and word[-1] == "s" and word[-2] not in "s'’u" and word not in lexicon.not_plural and not word.endswith("is")


def read_noun(text: str, end: int, lexicon: Lexicon, *, singular: bool, hyphen: bool = True) -> tuple[str, int, int] | None:
    """The counted phrase after a number: (phrase, start, end); None if no noun follows.

    ``singular``: the number is one, so the head need not be a plural.
    """
    following = text[end : end + 1]
    if following not in (" ", "-", "\n", "\u00a0") or (following == "\n" and text[end + 1 : end + 2] == "\n"):
        return None
    match = _PHRASE.match(text, end)
    if match is None:
        return None
    if following == "-":
        return _hyphened(match, lexicon) if hyphen else None
    start = -1
    last = -1
    fallback = -1
    for index in range(1, 7):
        token = match[index]
        if token is None:
            break
        word = token.rstrip('.,;:!?)]”"’…') if token[-1] in '.,;:!?)]”"’…' else token
        lowered = word.lower()
        if not lowered or lowered[0] in _STRIP + "$€£-–—&" or lowered in lexicon.stop:
            if lowered in lexicon.skip and index == 1:
                continue
            break
        if lowered[0].isdigit() or lowered in lexicon.months:
            break
        if start < 0:
            start = match.start(index)
        fallback = match.start(index) + len(word)
        if lowered.endswith(("'s", "’s", "s'", "s’")):
            if word is not token and len(word) != len(token):
                break
            continue
        ended = len(word) != len(token)
        if is_plural(lowered, lexicon):
            last = fallback
            if ended or not _compound_goes_on(match, index, lexicon):
                break
        elif lowered in lexicon.plural_if_last and (
            ended or index == 6 or not match[index + 1] or match[index + 1].lower().rstrip(".,;:") in lexicon.stop
        ):
            last = fallback
            break
        if ended:
            break
    if start < 0:
        return None
    if last < 0:
        if not singular:
            return None
        last = fallback
    return text[start:last], start, last


def _hyphened(match: re.Match[str], lexicon: Lexicon) -> tuple[str, int, int] | None:
    """The one word behind a hyphen: "six-cylinder engines" counts cylinders."""
    word = _HYPHEN_WORD.match(match[1])
    if word is None or word[0].lower() in lexicon.stop:
        return None
    return word[0], match.start(1), match.start(1) + word.end()


def _compound_goes_on(match: re.Match[str], index: int, lexicon: Lexicon) -> bool:
    """Whether the plural is only the first part of a compound: "20 rights groups"."""
    if index == 6 or match[index + 1] is None:
        return False
    following = match[index + 1].rstrip(".,;:!?)").lower()
    return following not in lexicon.stop and is_plural(following, lexicon) and following.isalpha() and index < 3


def read_of_noun(text: str, end: int, lexicon: Lexicon) -> tuple[str, int, int] | None:
    """The noun after "of": "15m | of its devices", "thousands | of Japanese tourists"; None if there is none."""
    match = _OF.match(text, end)
    return read_noun(text, match.end(), lexicon, singular=False) if match else None
