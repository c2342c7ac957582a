"""Entry of the page: what stands on it, in order."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import data, filter_bar, show, states
from dashboard.ahead import ask_ahead
from dashboard.wording import say, speak_language
from warehouse.errors import WarehouseError

HERE = Path(__file__).parent
PAGES = ("overview", "figures", "events", "map", "evidence", "articles", "review", "data")
ICONS = {
    "overview": "dashboard",
    "figures": "bar_chart",
    "events": "handshake",
    "map": "public",
    "evidence": "format_quote",
    "articles": "article",
    "review": "fact_check",
    "data": "database",
}

st.set_page_config(page_title=f"{say('product')}: {say('tagline')}", page_icon=HERE / "icon.png", layout="wide")
st.logo(HERE / "icon.png", size="large")


def main() -> None:
    """Draw the page that the address names."""
    speak_language(str(st.query_params.get("lang", "en")))
    pages = [
        st.Page(
            f"app_pages/{name}.py",
            title=say(f"page.{name}"),
            icon=f":material/{ICONS[name]}:",
            url_path=name,
            default=name == "overview",
            help=say(f"page_help.{name}"),
        )
        for name in PAGES
    ]
    page = st.navigation(pages, position="hidden")

    standing = data.standing()
    st.session_state["_generation"] = standing.generation
    if standing.generation is None:
        states.no_warehouse(standing.trouble)
        return
    if standing.trouble:
        states.banner(standing.trouble)
    st.session_state["_page"] = page.url_path or "overview"
    try:
        draw(page, pages, standing.generation)
    except WarehouseError as err:  # it answered a moment ago: it was damaged, or an older program built it
        states.failed(str(err))


def draw(page: StreamlitPage, pages: list[StreamlitPage], generation: str) -> None:
    """Menu, title, filters, the page and what stands under it."""
    if st.context.is_embedded:  # ?embed=true: the page alone, with the filters of its address
        show.remember(filter_bar.silent(filter_bar.choices(), st.session_state["_page"]))
        page.run()
        return
    menu = st.container(horizontal=True, wrap=True, gap="xsmall", key="menu")
    st.title(say("tagline") if st.session_state["_page"] == "overview" else page.title, anchor=False)
    view = filter_bar.draw(filter_bar.choices(), st.session_state["_page"])
    ask_ahead(st.session_state["_page"], view)
    show.remember(view)
    with menu:  # links of our own, for only they carry the filters from page to page in the address
        for each in pages:
            st.page_link(each, query_params=show.address(), help="")
    states.watch(generation)
    page.run()
    states.footer()


main()
