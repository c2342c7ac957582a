"""Writes the filters in force into a question.

The filters of pages are table macros (``served/030_in_view.sql``), where each condition stands once, under a line that names the filters
it is needed for. DuckDB takes several milliseconds to plan away those that let everything through, and a page asks a dozen questions;
so a call of such a macro is replaced by its text with the conditions that are needed and no others.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from warehouse.sqlfiles import read_folder

_MACRO = re.compile(r"^create macro (\w+)\(([^()]*)\) as table\n(.*?);$", re.MULTILINE | re.DOTALL)
_DEFAULT = re.compile(r"(\w+) := ([^,]+?)\s*(?:,|$)")
_MARK = re.compile(r"^ *-- if (.*)\n", re.MULTILINE)
_PARAMETER = re.compile(r"\$([a-z_]\w*)")
_COMMENT = re.compile(r"--[^\n]*")
_WORD = re.compile(r"(?<![$\w.])[a-z_]+\b")

Sizes = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _View:
    """A macro of the pages.

    Attributes:
        defaults: Parameters in their order, and the value that lets everything through.
        head: The text before the first condition.
        conditions: For which filters each is needed ("countries and no partners"), and its text.
    """

    defaults: Mapping[str, Any]
    head: str
    conditions: tuple[tuple[str, str], ...]


def written(sql: str, params: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The question with the filters in force, and the parameters that it then takes.

    Args:
        sql: A question; calls of the macros in it give all arguments, in order, as parameters or literals.
        params: Values of its ``$parameters``.
    """
    text = _written(sql, tuple((name, _size(name, value)) for name, value in sorted(params.items())))
    taken = set(_PARAMETER.findall(text))
    return text, {name: value for name, value in params.items() if name in taken}


@lru_cache(maxsize=2048)
def _written(sql: str, sizes: Sizes) -> str:
    known, sql = dict(sizes), _COMMENT.sub("", sql)
    for name in reversed(tuple(_views())):  # the last ones call those before them
        sql = re.sub(rf"(?<!\w){name}\(([^()]*)\)", lambda call, name=name: _expanded(name, call[1], known), sql)  # type: ignore[misc]
    return sql


def _expanded(name: str, arguments: str, known: Mapping[str, int]) -> str:
    """The macro's text with these arguments, as a subquery."""
    view = _views()[name]
    given = dict(zip(view.defaults, (part.strip() for part in arguments.split(",")), strict=True))
    sizes = {part: known[text[1:]] if text.startswith("$") else _size(part, ast.literal_eval(text)) for part, text in given.items()}
    body = view.head + "".join(text for needed, text in view.conditions if _needed(needed, sizes))
    return f"({_WORD.sub(lambda word: given.get(word[0], word[0]), body)})"


def _needed(needed: str, sizes: Mapping[str, int]) -> bool:
    """Whether a line like "one countries and no partners" or "areas or acts" is true of what is chosen."""
    return any(all(_holds(part.split(), sizes) for part in group.split(" and ")) for group in needed.split(" or "))


def _holds(words: list[str], sizes: Mapping[str, int]) -> bool:
    size = sizes[words[-1]]
    return {"no": size == 0, "one": size == 1, "many": size > 1}[words[0]] if len(words) > 1 else size > 0


def _size(name: str, value: Any) -> int:
    """How many values a filter has: 0 if it lets everything through, 2 for all that are many."""
    if isinstance(value, list | tuple):
        return min(len(value), 2)
    return int(any(name in view.defaults and value != view.defaults[name] for view in _views().values()))


@cache
def _views() -> Mapping[str, _View]:
    """The macros that filter, by name, in the order of their file."""
    return {name: _view(head, body) for name, head, body in _MACRO.findall(dict(read_folder("served"))["030_in_view"])}


def _view(signature: str, body: str) -> _View:
    head, *rest = _MARK.split(body)
    defaults = {
        name: ast.literal_eval(text.capitalize() if text in {"true", "false"} else text) for name, text in _DEFAULT.findall(signature)
    }
    return _View(defaults, head, tuple(zip(rest[::2], rest[1::2], strict=True)))
