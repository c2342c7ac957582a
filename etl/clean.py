"""Blanks what a web page puts around an article: every offset stays, only the words go.

Works line by line and keeps what it is not sure about: a share button left over costs nothing, a lost sentence costs a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from etl.terms.load import read_terms

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_ODD_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|shy|zwnj|zwj);?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”)]+")
_NOTHING = re.compile(r"[\W_]{0,12}\Z|\d{1,2}[.)]?\Z|[$£€]\d[\d.,]*/(?:month|year|week)\Z")
_SENTENCE_END = re.compile(r"""[.!…:;]["'”’)\]]*\s*\Z|[,–—-]\s*\Z""")
_BIO = r"(?:{name}|(?:Mr|Ms|Mrs|Dr|Prof)\.? \w+)[^.]{{0,40}}? (?:is|was|has been) (?:an?|the) (?:[\w-]+ ){{0,8}}(?:{jobs})\b"
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){1,3}"
_MAX_LISTED = 120
_MIN_SENTENCE = 40
_MAX_TAG_WORDS = 3
_KEY = 4
_MAX_BIO_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class _Furniture:
    lines: frozenset[str]
    sections: frozenset[str]
    starts: dict[str, tuple[str, ...]]  # by their first characters
    contains: ahocorasick_rs.AhoCorasick
    bio_starts: tuple[str, ...]
    bio: re.Pattern[str]


def blank_boilerplate(text: str) -> str:
    """``text`` with page furniture replaced by spaces; same length, line breaks kept, every kind of space a plain space.

    >>> blank_boilerplate("Trade grew.\\nMOST READ\\nA cat on a roof")
    'Trade grew.\\n         \\n               '
    """
    furniture = _furniture()
    text = _plain_spaces(text)
    marked = {start for _, start, _ in furniture.contains.find_matches_as_indexes(text)}
    lines = [match.span() for match in _LINE.finditer(text) if not match[0].isspace()]
    spans = list(_furniture_lines(text, lines, furniture, sorted(marked)))
    spans += _biographies(text, lines, furniture)
    return _blank(text, spans)


def _plain_spaces(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda match: " " * len(match[0]), text)
    if "://" in text or "www." in text:
        text = _URL.sub(lambda match: " " * len(match[0]), text)
    if not text.isascii():
        for space in _ODD_SPACES:
            text = text.replace(space, " ")
    return text.replace("\t", " ")


def _furniture_lines(text: str, lines: list[tuple[int, int]], furniture: _Furniture, marked: list[int]) -> Iterator[tuple[int, int]]:
    in_section = False
    at = 0
    for start, end in lines:
        while at < len(marked) and marked[at] < start:
            at += 1
        line = text[start:end].strip()
        if at < len(marked) and marked[at] < end:
            yield start, end
            continue
        key = line.rstrip(" :").casefold() if len(line) <= _MAX_LISTED else ""
        if key in furniture.sections:
            in_section = True
        elif in_section:
            in_section = (
                bool(key)
                and (not line[0].islower() or line.count(" ") < _MAX_TAG_WORDS)
                and (len(line) < _MIN_SENTENCE or not _SENTENCE_END.search(line))
            )
        if in_section or key in furniture.lines or line.startswith(furniture.starts.get(line[:_KEY], ())) or _NOTHING.match(line):
            yield start, end


def _biographies(text: str, lines: list[tuple[int, int]], furniture: _Furniture) -> Iterator[tuple[int, int]]:
    """The last paragraphs that tell who wrote the article."""
    if len(lines) < 4:
        return
    for start, end in lines[-max(2, int(len(lines) * _MAX_BIO_SHARE)) :]:
        if text.startswith(furniture.bio_starts, start):
            yield start, end
    body = [span for span in lines if span[1] - span[0] >= _MIN_SENTENCE]
    for start, end in body[-2:]:
        if len(body) >= 4 and furniture.bio.match(text, start, end):
            yield start, end


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in sorted(set(spans)):
        parts += (text[at:start], " " * (end - start))
        at = end
    parts.append(text[at:])
    return "".join(parts)


@cache
def _furniture() -> _Furniture:
    terms = read_terms("boilerplate")
    starts: dict[str, tuple[str, ...]] = {}
    for start in terms["starts"]:
        for form in (start, start.upper()):
            starts[form[:_KEY]] = (*starts.get(form[:_KEY], ()), form)
    jobs = "|".join(re.escape(job) for job in terms["bio_jobs"])
    return _Furniture(
        lines=frozenset(terms["lines"]),
        sections=frozenset(terms["sections"]),
        starts=starts,
        contains=ahocorasick_rs.AhoCorasick(terms["contains"]),
        bio_starts=tuple(terms["bio_starts"]),
        bio=re.compile(_BIO.format(name=_NAME, jobs=jobs)),
    )
