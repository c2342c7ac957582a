"""What the page says when it has no data, cannot read it, or newer data has come."""

from __future__ import annotations

import streamlit as st

from dashboard import data
from dashboard.wording import LANGUAGES, count, language, period, say

COMMAND = "entente etl"
LOOK_AGAIN_SECONDS, LOOK_SOON_SECONDS = 15, 2


def no_warehouse(trouble: str | None) -> None:
    """Nothing can be shown yet: how far the build is that is at work, else why, and the exact command."""
    if data.at_work():
        st.title(say("state.building"), anchor=False)
        how_far()
        return
    if trouble:
        st.title(say("state.unreadable_none"), anchor=False)
        st.error(say("state.unreadable_none_text", reason=trouble.rstrip(".")), icon=":material/error:")
    else:
        st.title(say("state.no_warehouse"), anchor=False)
        st.markdown(say("state.no_warehouse_text", home=f"`{data.home()}`"))
    st.code(f"{COMMAND} {'--full ' if trouble else ''}--home {data.home()}", language="bash")
    st.caption(say("state.no_warehouse_after"))
    watch(None)


@st.fragment(run_every=f"{LOOK_SOON_SECONDS}s")
def how_far() -> None:
    """How far the first build is; the page begins anew when it is done or has ended otherwise."""
    work = data.at_work()
    if work is None or data.standing().generation:
        st.rerun()
    read = say("state.read", count=count(work.count, say("noun.article"), say("noun.articles"))) if work.count else say("state.beginning")
    st.info(say("state.writing") if work.stage and not work.count else read, icon=":material/hourglass_top:")
    st.caption(say("state.no_warehouse_after"))


def failed(trouble: str) -> None:
    """A question could not be answered: why, and what brings the page back."""
    st.error(say("state.failed", reason=trouble.rstrip(".")), icon=":material/error:")
    st.code(f"{COMMAND} --home {data.home()}", language="bash")


def banner(trouble: str) -> None:
    """An older generation is shown, because the newest cannot be read."""
    st.error(say("state.unreadable", reason=trouble), icon=":material/warning:")


@st.fragment(run_every=f"{LOOK_AGAIN_SECONDS}s")
def watch(shown: str | None) -> None:
    """A quiet button when a newer generation is there; it never reloads by itself while someone reads."""
    if shown is None and data.at_work():
        st.rerun()
    newest = data.standing().generation
    if newest == shown:
        return
    if shown is None:
        st.rerun()
    if st.button(say("state.new_data"), icon=":material/refresh:", type="primary", key="new_data"):
        st.rerun()


def _other_language(spoken: str) -> None:
    if spoken == LANGUAGES[0]:
        st.query_params["lang"] = LANGUAGES[1]
    else:
        st.query_params.pop("lang", None)


def footer() -> None:
    """Which generation this is, when it was built, what it holds, and what is not charted."""
    about = data.row("about_generation")
    if about is None:
        return
    text = say(
        "footer.text",
        generation=str(about["generation"])[:8],
        built=f"{period(str(about['built_at'])[:10])}, {str(about['built_at'])[11:16]}",
        articles=count(about["articles"], say("noun.article"), say("noun.articles")),
        figures=count(about["observations"], say("noun.figure"), say("noun.figures")),
        events=count(about["counted_events"], say("noun.event"), say("noun.events")),
        dropped=count(about["dropped"]),
    )
    with st.container(horizontal=True, vertical_alignment="center", key="footer"):
        st.caption(text)
        st.button(
            say("footer.language"),
            key="language",
            type="tertiary",
            icon=":material/translate:",
            on_click=_other_language,
            args=(language(),),
        )
        if st.session_state.get("_page") != "data":
            st.page_link("app_pages/data.py", label=say("footer.link"), icon=":material/arrow_forward:", help="")
