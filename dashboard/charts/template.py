"""Specifications drawn once and filled in for each view.

Building a chart by Altair takes ten milliseconds, and a page has six. What changes from view to view is little: the order of names, where
an axis ends. So each chart is built once per shape (theme, language, which layers it has) with blanks in these places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ParamSpec

from dashboard.wording import language

P = ParamSpec("P")
Spec = Mapping[str, Any]
ROWS = "rows"  # the name of the data


def blank(name: str) -> Any:
    """A place to be filled, alone or within an expression; a list that holds nothing else becomes a list that is filled in."""
    return f"⟦{name}⟧"


def drawn_once(draw: Callable[P, Any]) -> Callable[P, Spec]:
    """Decorator for a function that gives a chart of Altair: it is built once for each set of arguments and language."""

    @lru_cache(maxsize=256)
    def spec(_language: str, *args: P.args, **kwargs: P.kwargs) -> Spec:
        return without_data(draw(*args, **kwargs).to_dict(validate=False))

    def known(*args: P.args, **kwargs: P.kwargs) -> Spec:
        return spec(language(), *args, **kwargs)  # type: ignore[arg-type]

    return known


def filled(spec: Any, values: Mapping[str, Any]) -> Any:
    """The specification with its blanks filled. Parts without blanks are shared with it, so nobody may change them.

    Args:
        spec: As :func:`drawn_once` gives it.
        values: By the names of the blanks.

    Raises:
        KeyError: A blank has no value.
    """
    if isinstance(spec, dict):
        found = {key: filled(value, values) for key, value in spec.items()}
        return found if any(found[key] is not value for key, value in spec.items()) else spec
    if isinstance(spec, list):
        if len(spec) == 1 and isinstance(spec[0], str) and _is_blank(spec[0]):
            given = values[spec[0][1:-1]]
            return list(given) if isinstance(given, list | tuple) else [given]
        parts = [filled(value, values) for value in spec]
        return parts if any(part is not value for part, value in zip(parts, spec, strict=True)) else spec
    if not isinstance(spec, str) or "⟦" not in spec:
        return spec
    if _is_blank(spec):
        return values[spec[1:-1]]
    for name, value in values.items():
        spec = spec.replace(blank(name), str(value))
    return spec


def without_data(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification without its data, which travels beside it; changed in place."""
    spec.pop("datasets", None)
    spec.pop("data", None)
    _drop_rows(spec)
    return spec


def _drop_rows(spec: Any) -> None:
    if isinstance(spec, dict):
        if isinstance(spec.get("data"), dict) and spec["data"].get("name") == ROWS:
            del spec["data"]
        for value in spec.values():
            _drop_rows(value)
    elif isinstance(spec, list):
        for value in spec:
            _drop_rows(value)


def _is_blank(text: str) -> bool:
    return text.startswith("⟦") and text.find("⟧") == len(text) - 1
