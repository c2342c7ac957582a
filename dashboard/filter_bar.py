"""The bar of filters: one button per filter that says what it lets through, a chip per choice, reset, and the link to this view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from dashboard import data
from dashboard.address_bar import give, in_force, put, take
from dashboard.choices import offered
from dashboard.filters import FIELDS, Choices, Filters
from dashboard.kept import kept
from dashboard.tables import DOUBTFUL
from dashboard.wording import LANGUAGES, language, listing, say

SHOWN = ("country", "partner", "area", "status")
MORE = tuple(key for key in FIELDS if key not in SHOWN)


def choices() -> Choices:
    """What this generation offers."""
    return _choices(data.generation(), language())


@kept(8)
def _choices(_generation: str, _language: str) -> Choices:
    return offered(data.ask)


def draw(given: Choices, page: str) -> Filters:
    """Draw the bar; gives the filters in force."""
    unknown = take(given, page)
    give(given, page)
    before = in_force()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filter_bar"):
        _draw_years(given, before)
        for key in SHOWN:
            with st.popover(_button(key, given.labels(key), before), key=f"pop_{key}"):
                _draw_choice(key, given.labels(key))
        _draw_more(given, before)
        view = in_force()
        if view.active:
            st.button(say("filter.reset"), icon=":material/close:", type="tertiary", help=say("filter.reset_help"), on_click=reset)
        with st.popover(say("filter.link"), icon=":material/link:", type="tertiary"):
            st.caption(say("filter.link_text"))
            st.code(_link(view, given), language=None, wrap_lines=True)
    if unknown:
        st.warning(say("filter.unknown", values=listing(unknown, 5), is_are="is" if len(unknown) == 1 else "are"), icon=":material/help:")
    if view.active:
        _draw_chips(view, given)
    return view


def silent(given: Choices, page: str) -> Filters:
    """The filters of the address, without a bar."""
    take(given, page)
    return in_force()


def spoken() -> dict[str, list[str]]:
    """The language as part of an address; nothing for English."""
    return {} if language() == LANGUAGES[0] else {"lang": [language()]}


def take_away(key: str, code: str | None = None) -> None:
    """Take one filter, or one value of it, out of force; for buttons."""
    put(in_force().without(key, code))


def choose_country(iso3: str) -> None:
    """Choose a country: the first is the one the view is about, the next its partner; choosing one again lets it go."""
    view = in_force()
    for key in ("country", "partner"):
        if iso3 in getattr(view, FIELDS[key]):
            put(view.without(key, iso3))
            return
    put(replace(view, partners=(iso3,)) if view.countries else replace(view, countries=(iso3,)))


def label_of(key: str) -> str:
    """The name of a filter as the reader sees it."""
    return say(f"filter.{key}")


def in_words(view: Filters) -> str:
    """The filters in force as a line under a picture: "country: Israel · area: Cyber security"; nothing for none."""
    named = {**view.address(choices()), **({"years": [_years(replace_undated(view))]} if "years" in view.names() else {})}
    if not view.undated:
        named["dated"] = [say("filter.no_undated")]
    shown = {key: values for key, values in named.items() if key not in {"from", "to"}}
    return " · ".join(f"{label_of(key).lower()}: {', '.join(values)}" if key != "dated" else values[0] for key, values in shown.items())


def reset() -> None:
    """Take all filters away; for buttons."""
    put(Filters())


def _draw_years(given: Choices, view: Filters) -> None:
    with st.popover(f"{say('filter.years')}: {_years(view)}", key="pop_years"):
        options = [None, *given.years]
        first, last = st.columns(2)
        first.selectbox(
            say("filter.from"),
            options,
            key="from",
            format_func=lambda year: say("filter.earliest") if year is None else str(year),
        )
        last.selectbox(
            say("filter.to"),
            options,
            key="to",
            format_func=lambda year: say("filter.latest") if year is None else str(year),
        )
        st.toggle(say("filter.dated"), key="dated", help=say("filter.dated_help"))


def _button(key: str, labels: Mapping[str, str], view: Filters) -> str:
    chosen = [labels.get(code, code) for code in getattr(view, FIELDS[key])]
    return f"{label_of(key)}: {listing(chosen, 2) or say('filter.any')}"


def _draw_more(given: Choices, view: Filters) -> None:
    """What analysts need and executives do not: behind one button, so that the bar stays one line."""
    chosen = sum(len(getattr(view, FIELDS[key])) for key in MORE)
    with st.popover(f"{say('filter.more')}: {chosen}" if chosen else say("filter.more"), icon=":material/tune:", key="pop_more"):
        for key in MORE:
            _draw_choice(key, given.labels(key), most=1 if key == "sure" else None)


def _draw_choice(key: str, labels: Mapping[str, str], most: int | None = None) -> None:
    st.multiselect(
        label_of(key),
        list(labels),
        key=key,
        format_func=lambda code: labels.get(code, code),
        help=say(f"filter.{key}_help", percent=round(DOUBTFUL * 100)),
        max_selections=most,
        placeholder=say("filter.any"),
    )


def _years(view: Filters) -> str:
    if view.first is None and view.last is None:
        shown = say("filter.all_years")
    else:
        first = say("filter.earliest") if view.first is None else str(view.first)
        last = say("filter.latest") if view.last is None else str(view.last)
        shown = first if first == last else f"{first}–{last}"
    return shown if view.undated else f"{shown}, {say('filter.no_undated')}"


def _draw_chips(view: Filters, given: Choices) -> None:
    with st.container(horizontal=True, gap="xsmall", key="chips"):
        for key in view.names():
            if key in FIELDS:
                for code in getattr(view, FIELDS[key]):
                    _draw_chip(f"{label_of(key)}: {given.labels(key).get(code, code)}", key, code)
            else:
                _draw_chip(_years(replace_undated(view)) if key == "years" else say("filter.no_undated"), key, None)


def replace_undated(view: Filters) -> Filters:
    """The view with undated included, for the chip of the years alone."""
    return view.without("undated")


def _draw_chip(text: str, key: str, code: str | None) -> None:
    st.button(
        f"{text}",
        icon=":material/close:",
        icon_position="right",
        key=f"chip_{key}_{code}",
        on_click=take_away,
        args=(key, code),
        help=say("filter.drop", what=text),
    )


def _link(view: Filters, given: Choices) -> str:
    address = {**view.address(given), **spoken()}
    own = {"evidence": ("fact", "event", "topic", "year", "pair", "done"), "articles": ("doc",)}
    for key in own.get(str(st.session_state.get("_page")), ()):
        if st.query_params.get(key):
            address[key] = [str(st.query_params[key])]
    base = (st.context.url or "").split("?")[0]
    base = base if base.count("/") > 2 else f"{base}/"
    return f"{base}?{urlencode(address, doseq=True)}" if address else base
