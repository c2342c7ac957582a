"""Keeps the browser's address and the page's choices the same: what is chosen stands in the address, what the address says is chosen.

One place decides who is right: if the address is another than the one this page last knew, a link, the back button or the reader wrote
it, and it wins; otherwise a widget changed, and the address follows.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.filters import FIELDS, Choices, Filters, parse
from dashboard.wording import say

FILTER_KEYS = ("from", "to", "dated", *FIELDS)
EXTRAS: Mapping[
    str, Mapping[str, str]
] = {  # page: key of the address and of its widget, and what it is when the address is silent; tabs by their name in the catalogue
    "figures": {"log": "false", "same": "false", "kind": "figures.levels"},
    "events": {"count": "events"},
    "map": {"count": "events"},
    "evidence": {"q": ""},
    "articles": {"title": ""},
    "data": {"part": "data.part_downloads"},
}
_KNOWN = "_address"

Snapshot = tuple[tuple[str, tuple[str, ...]], ...]


def take(offered: Choices, page: str) -> list[str]:
    """Choose what a new address says; gives the values in it that mean nothing here."""
    seen = _snapshot(page)
    if st.session_state.get(_KNOWN) == seen:
        return []
    values = dict(seen)
    view, unknown = parse(values, offered)
    put(view)
    for key, silent in _extras(page).items():
        value = next(iter(values.get(key, ())), silent)
        st.session_state[key] = value == "true" if silent == "false" else value
    return unknown


def give(offered: Choices, page: str) -> None:
    """Write into the address what is chosen now."""
    wanted = in_force().address(offered)
    for key, silent in _extras(page).items():
        value = st.session_state.get(key, silent)
        text = str(value).lower() if isinstance(value, bool) else str(value or silent)
        if text != silent:
            wanted[key] = [text]
    for key in (*FILTER_KEYS, *EXTRAS.get(page, {})):
        if st.query_params.get_all(key) != wanted.get(key, []):
            if key in wanted:
                st.query_params[key] = wanted[key]
            else:
                st.query_params.pop(key, None)
    st.session_state[_KNOWN] = _snapshot(page)


def _extras(page: str) -> dict[str, str]:
    """The widgets of a page that stand in the address, and their silent values in the reader's language."""
    return {key: say(silent) if "." in silent else silent for key, silent in EXTRAS.get(page, {}).items()}


def put(view: Filters) -> None:
    """Make these filters the chosen ones."""
    st.session_state["from"], st.session_state["to"], st.session_state["dated"] = view.first, view.last, not view.undated
    for key, name in FIELDS.items():
        st.session_state[key] = list(getattr(view, name))


def in_force() -> Filters:
    """The filters chosen now."""
    state = st.session_state
    chosen = {name: tuple(state.get(key) or ()) for key, name in FIELDS.items()}
    return Filters(first=state.get("from"), last=state.get("to"), undated=not state.get("dated", False), **chosen)


def _snapshot(page: str) -> Snapshot:
    keys = (*FILTER_KEYS, *EXTRAS.get(page, {}))
    return (("page", (page,)), *((key, tuple(st.query_params.get_all(key))) for key in keys))
