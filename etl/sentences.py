"""Finds the sentences of a text: a candidate pattern, then a look at the word before and the word after.

Every line is its own paragraph, unless a block of lines was wrapped at a fixed width. Sentences never overlap and together cover
all characters that are not white space.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import ahocorasick_rs

from etl.document import Sentence
from etl.model import Span
from etl.terms.load import read_terms

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_STOP = re.compile(r"""[.!?…][.!?…]*+["'”’»)\]*]*+(?=\s)""")  # begins with a plain set, which `re` looks for fast
_NEXT_WORD = re.compile(r"""\s*(?P<open>["'“‘«(\[*]*)(?P<word>[^\W\d_]+(?:['’][a-z]+)?|\d|\.|\S)?""")
_OPENING = "\"'“‘«([*-–—"
_ACRONYM = re.compile(r"(?:[A-Z]\.)*[A-Z]\Z")
_SCALE = re.compile(r"[$€£¥]?\d[\d,.]*[a-z]{1,3}\Z")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,4}|[a-zA-Z])\Z")
_BULLET = re.compile(r"\s*(?:[-–—•*·▪●◦]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s*\S")
_CLOSING = "\"'”’»)]*"
_ENDS = frozenset(".!?…:;,")
_STARTS = r"""\s*(?:photo|image|picture|caption|\?\?)\b            # "Photo: ...", "?? (name) ??"
  | \s*\([^()]{3,40}\)\ [A-Z]{3,}                         # "(Rafi Kotz) ECONOMY MINISTER ..."
"""
_ENDS_WITH = r"""
    \([^()]*\b(?:reuters|antara|afp|ap|epa|xinhua|getty\ images|courtesy|bernama|kyodo|file)\b(?:\ ?/\ ?[^()]*|[^()]{0,25})\)\s*$
"""
_OPENS_CAPTION = re.compile(_STARTS, re.VERBOSE | re.IGNORECASE)
_CREDIT = re.compile(_ENDS_WITH, re.VERBOSE | re.IGNORECASE)
_CAPTION = re.compile(
    rf"""
    ^(?:{_STARTS})
  | \bphotos?\ (?:by|credit|courtesy)\b | \bfile\ (?:photo|picture)\b | \b(?:ap|afp|pool|epa|associated\ press|reuters|xinhua)\ photo\b
  | \b(?:credit|photo):\s | \?\?\s*\( | shutterstock
  | ,\ (?:far\ |(?:second|third|fourth)\ (?:from\ )?|center\ |front\ |top\ )?(?:left|right|cent(?:re|er))(?:\ in\ \w+\ row)?,\  # ", left, "
  | \b(?:second|third|fourth)\ from\ (?:left|right)\b | \(from\ left
  | {_ENDS_WITH}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CAPTION_HINTS = ahocorasick_rs.AhoCorasick(
    [
        "hoto",
        "HOTO",
        "Image",
        "Picture",
        "Caption",
        "??",
        "redit",
        "REDIT",
        "hutterstock",
        " left",
        " right",
        " center",
        " centre",
        "from left",
    ]
)
_MAX_WORD = 24
_MAX_HEADING = 180
_MAX_CAPTION = 1_200
_MIN_WRAP, _MAX_WRAP = 45, 100


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(read_terms("abbreviations")[group])


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences, headlines, captions and list items of ``text`` in reading order."""
    sentences: list[Sentence] = []
    hints = [start for _, start, _ in _CAPTION_HINTS.find_matches_as_indexes(text)]
    for number, (start, end) in enumerate(_paragraphs(text)):
        ends = [*_sentence_ends(text, start, end), end]
        begin = start
        heading = len(ends) == 1 and _is_heading(text, start, end)
        caption = end - start < _MAX_CAPTION and _is_caption(text, start, end, hints)
        for stop in ends:
            span = _trimmed(text, begin, stop)
            if span is not None:
                sentences.append(Sentence(span, number, heading and not caption, caption))
            begin = stop
    return tuple(sentences)


def _is_caption(text: str, start: int, end: int, hints: list[int]) -> bool:
    """Whether the line is a caption; ``hints`` are where words of captions stand, so that most lines need no pattern."""
    hint = bisect_left(hints, start)
    if hint < len(hints) and hints[hint] < end:
        return _CAPTION.search(text[start:end]) is not None
    if text[end - 1] != ")" and text[start] != "(":
        return False
    return (
        _OPENS_CAPTION.match(text, start, end) is not None or _CREDIT.match(text, max(start, text.rfind("(", start, end)), end) is not None
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line with words, wrapped lines joined."""
    block: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        if text[start:end].isspace():
            continue
        if block and _blank_between(text, block[-1][1], start):
            yield from _unwrapped(text, block)
            block = []
        block.append((start, end))
    yield from _unwrapped(text, block)


def _blank_between(text: str, end: int, start: int) -> bool:
    """Whether more than one line break lies between two lines ("\\r\\n" is one)."""
    return start - end > 2 or (start - end == 2 and text[end:start] != "\r\n")


def _unwrapped(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join the lines of a block that were broken at a fixed width, or before a lower-case word."""
    if len(block) < 2:
        yield from block
        return
    width = max(end - start for start, end in block)
    wrapped = len(block) >= 3 and width <= _MAX_WRAP and all(_is_full(text, one, other, width) for one, other in pairwise(block))
    begin, last = block[0]
    for start, end in block[1:]:
        if wrapped or _runs_on(text, begin, last, start):
            last = end
        else:
            yield begin, last
            begin, last = start, end
    yield begin, last


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the first word of the following line had no room in this line."""
    length = line[1] - line[0]
    word = text.find(" ", following[0], following[1])
    return length >= _MIN_WRAP and length + 1 + (word if word > 0 else following[1]) - following[0] >= width


def _runs_on(text: str, begin: int, end: int, start: int) -> bool:
    """Whether the line at ``start`` goes on with the sentence before it: "agreed\\nto meet", "with\\nJapan", "Japan\\n, he said"."""
    first, last = text[start], text[end - 1]
    if first in ",;:?!)’'." or last == "(":
        return not text.startswith("...", start)
    word_floor = max(begin, end - _MAX_WORD)
    before = text[max(word_floor, text.rfind(" ", word_floor, end) + 1, text.rfind("\n", word_floor, end) + 1) : end]
    if not first.islower():
        return before in _words("ends_open")
    if end - begin == 1:
        return last.isupper()  # an initial set apart: "T\nwenty years ago"
    if end - begin >= _MIN_WRAP and (last.isalnum() or last in ",-"):
        return True
    word = _NEXT_WORD.match(text, start)
    return (last.isalnum() or last in ',-–)”"') and word is not None and word["word"] in _words("starts_open")


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_heading(text: str, start: int, end: int) -> bool:
    if end - start > _MAX_HEADING:
        return False
    line = text[start:end]
    return line.rstrip().rstrip(_CLOSING)[-1:] not in _ENDS and not _BULLET.match(line)


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, start, end, match):
            yield match.end()


def _ends_sentence(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    stop = match.start()
    tail = text[stop - 4 : stop]
    if tail.islower() and tail.isalpha() and tail not in _abbreviated_tails() and text[match.end() + 1 : match.end() + 2].isupper():
        return True  # most ends by far: "... last year. Exports ..."
    following = _NEXT_WORD.match(text, match.end(), end)
    word = following["word"] if following else None
    if following is None or word is None:
        return True
    if word[0].islower() or word in (".", ",", ";"):
        return False
    if text[stop] != "." or match[0] == "...":
        return True
    return not _is_abbreviated(text, start, stop, word, following["open"])


@cache
def _abbreviated_tails() -> frozenset[str]:
    """The last four letters of abbreviations that long: "approx" may not end a sentence, "govt" need not."""
    return frozenset(word[-4:] for group in ("never", "before_number", "maybe") for word in _words(group) if word[-4:].islower())


def _is_abbreviated(text: str, start: int, stop: int, word: str, opened: str) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation that goes on with ``word``."""
    before = text[max(start, stop - 24) : stop]
    token = before.split()[-1].lstrip(_OPENING) if before and not before[-1].isspace() else ""
    if not token:
        return False  # ". . ." ends where a capital follows
    if token in _words("never"):
        return True
    if token in _words("before_number"):
        return word[0].isdigit() or word not in _words("openers")
    if token in _words("maybe") or _ACRONYM.match(token):
        return opened in ("", "(", "[") and word not in _words("openers")
    if stop - len(token) - start <= 3 and _LIST_NUMBER.match(token):
        return not text[start : stop - len(token)].strip(_OPENING + " ")
    return _SCALE.match(token) is not None and not word[0].isupper() and not opened
