"""Front matter: what the first lines of a Markdown file, between two lines of dashes, say of the article.

Only single values by name are read ("title: Trade up"), as news files have them. A full YAML reader would refuse
"title: Japan: a deal", which people write, and turn "published: 2017-05" into something else.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from etl.sources.build import Metadata, parse_published

_YAML = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<fields>(?:(?!---|\.\.\.)[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_TOML = re.compile(r"\ufeff?\+\+\+[ \t]*\r?\n(?P<fields>(?:(?!\+\+\+)[^\n]*\n)*?)\+\+\+[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w .-]*?)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t\r]*\Z")
_NAMES = {
    "title": "title",
    "headline": "title",
    "publisher": "publisher",
    "publication": "publisher",
    "newspaper": "publisher",
    "published": "published",
    "date": "published",
    "url": "url",
    "link": "url",
    "permalink": "url",
    "canonical_url": "url",
}
_EMPTY = frozenset({"", "null", "~", "|", ">", "|-", ">-", "[]", "{}"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before an article's text.

    Attributes:
        text: The article without it.
        warnings: Fields that could not be used.
    """

    metadata: Metadata
    text: str
    warnings: tuple[str, ...] = ()


def split_front_matter(text: str) -> FrontMatter:
    """The article's text and what the lines before it say; without such lines, the text as it is.

    >>> split_front_matter("---\\ntitle: Trade up\\ndate: 2017-05-04\\n---\\nTrade was up.").metadata.title
    'Trade up'
    """
    if match := _YAML.match(text):
        lines = match["fields"].split("\n")
        if not all(_is_field(line) for line in lines):
            return FrontMatter(Metadata(), text)  # two ruled lines around prose
        fields = dict(_fields(lines))
    elif match := _TOML.match(text):
        try:
            table = tomllib.loads(match["fields"].replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError:
            return FrontMatter(Metadata(), text)
        fields = {name: str(value) for name, value in table.items() if not isinstance(value, (dict, list, bool))}
    else:
        return FrontMatter(Metadata(), text)
    return _front_matter(fields, text[match.end() :])


def _is_field(line: str) -> bool:
    """Whether a line may belong to front matter: a field, part of a list or of an indented value, a comment, or empty."""
    return not line.strip() or line[0] in " \t-#" or bool(_FIELD.match(line))


def _fields(lines: list[str]) -> list[tuple[str, str]]:
    found = (_FIELD.match(line) for line in lines if line[:1].isalpha())
    return [(match["name"], _unquoted(match["value"] or "")) for match in found if match]


def _unquoted(value: str) -> str:
    """A value without its quotation marks or the comment behind it."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return re.split(r"[ \t]#", value, maxsplit=1)[0].rstrip()


def _front_matter(fields: dict[str, str], text: str) -> FrontMatter:
    known: dict[str, str] = {}
    for name, value in fields.items():
        field = _NAMES.get(name.strip().lower())
        if field and value not in _EMPTY:
            known.setdefault(field, value.strip())
    published = parse_published(known["published"]) if "published" in known else None
    warnings: tuple[str, ...] = ()
    if "published" in known and not published:
        warnings = (f"front matter: {known['published'][:40]!r} is not a date like YYYY-MM-DD, so it is read without one",)
    metadata = Metadata(known.get("title"), known.get("publisher"), known.get("url"), published)
    return FrontMatter(metadata, text, warnings)
