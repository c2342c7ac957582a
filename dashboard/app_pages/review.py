"""Review: findings one by one, the least sure first; accept, reject or correct each with a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import data, review, show, states, tables
from dashboard.passages import Mark
from dashboard.tables import known
from dashboard.wording import Figure, count, listing, period, plain, say, write
from warehouse.errors import WarehouseError

MOST = 200
KINDS = ("figures", "events")

view = show.view()


def decide(action: str, target: str, **more: str) -> None:
    """Keep a decision and go on to the next; for buttons."""
    if action != "skip":
        try:
            review.keep(action, target, by=str(st.session_state.get("reviewer") or ""), **more)
        except WarehouseError as err:
            st.session_state["_review_trouble"] = str(err)
            return
    st.session_state.setdefault("_reviewed", set()).add(target)


def change(target: str) -> None:
    """Keep the change that the form holds; for its button."""
    state = st.session_state
    decide("change", target, field=str(state["review_field"]), value=str(state["review_value"] or ""), why=str(state["review_why"] or ""))


def draw_waiting() -> None:
    """How many decisions wait for a build, and the button that makes it."""
    waiting = review.waiting(set(data.ask("corrections_known")["target"]))
    if not waiting:
        return
    about = data.row("about_generation") or {}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("review.waiting", count=count(len(waiting), say("review.one"), say("review.many"))))
        if int(about.get("articles", 0)) <= review.MOST_AT_ONCE:
            st.button(say("review.apply"), icon=":material/published_with_changes:", type="primary", on_click=_apply)
        else:
            st.code(f"{states.COMMAND} --home {data.home()}", language="bash")


def _apply() -> None:
    try:
        review.apply()
    except WarehouseError as err:
        st.session_state["_review_trouble"] = str(err)


def draw_finding(row: Mapping[str, Any], what: str) -> None:
    """One finding: its sentence, what was read, and the keys."""
    target = str(row["fact_id" if what == "figures" else "event_id"])
    article = data.row("article", id=row["doc_id"])
    left, right = st.columns([3, 2], gap="large")
    with left:
        if what == "figures":
            st.subheader(" · ".join(part for part in (write(Figure.of(row), noun=True), tables.measured(row)) if part), anchor=False)
            mark = Mark(int(row["value_start"]), int(row["value_end"]), "target")
        else:
            st.subheader(" · ".join(part for part in (str(row["act_label"]), known(row["parties_label"]) or "") if part), anchor=False)
            mark = Mark(int(row["quote_start"]), int(row["quote_end"]), "target")
        st.caption(" · ".join(part for part in _facts(row, what) if part))
        show.sentence(row, article, mark)
    with right:
        with st.container(horizontal=True):
            for action, key, icon in (("accept", "a", "check"), ("reject", "x", "close"), ("skip", "s", "skip_next")):
                st.button(
                    say(f"review.{action}"), icon=f":material/{icon}:", key=f"review_{action}", shortcut=key,
                    on_click=decide, args=(action, target),
                )  # fmt: skip
        with st.form("review_form", clear_on_submit=True):
            st.selectbox(say("review.field"), review.FIELDS[what], key="review_field", format_func=lambda name: _now(row, name))
            st.text_input(say("review.value"), key="review_value", help=say("review.value_help"))
            st.text_input(say("review.why"), key="review_why")
            st.form_submit_button(say("review.change"), icon=":material/edit:", on_click=change, args=(target,))
        st.text_input(say("review.by"), key="reviewer", help=say("review.by_help"))


def _facts(row: Mapping[str, Any], what: str) -> list[str]:
    sure = f"{say('evidence.confidence')} {float(row['confidence']):.0%}"
    if what == "figures":
        return [known(row["direction_label"]) or "", period(known(row["period_label"])), say(f"status.{row['status']}").lower(), sure]
    return [period(known(row["date_label"])), listing(row["area_labels"], 5), tables.status(row), sure]


def _now(row: Mapping[str, Any], name: str) -> str:
    """A field and what it holds now."""
    value: Any = row.get(review.COLUMNS.get(name, name))
    value = value.tolist() if hasattr(value, "tolist") else value
    text = " ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else known(value)
    text = text.removesuffix(".0") if text else "–"
    return f"{say(f'field.{name}')}: {text}"


def draw_refused() -> None:
    """Decisions that no longer fit anything."""
    for row in tables.records_of(data.ask("corrections_refused", most=20)):
        st.caption(plain(say("review.refused", line=row["line"], action=row["action"], target=row["target"], problem=row["problem"])))


def draw_queue() -> None:
    """What waits for a look, the first of it opened."""
    st.caption(say("review.intro"))
    trouble = st.session_state.pop("_review_trouble", None)
    if trouble:
        st.error(plain(trouble))
    draw_waiting()
    chosen = st.segmented_control(
        say("column.kind"), KINDS, format_func=lambda name: say(f"export.{'facts' if name == 'figures' else name}"), required=True,
        default="figures", key="review_what", label_visibility="collapsed",
    )  # fmt: skip
    what = str(chosen or "figures")
    rows = data.ask(f"review_{what}", most=MOST, **(view.figures() if what == "figures" else view.events()))
    done = {*st.session_state.get("_reviewed", ()), *(each.target for each in review.waiting(set()))}
    rows = rows[~rows["fact_id" if what == "figures" else "event_id"].isin(done)]
    if rows.empty:
        st.success(say("review.nothing"), icon=":material/done_all:")
    else:
        st.caption(say("review.left", count=f"{count(len(rows))}{'+' if len(rows) >= MOST - len(done) > 0 else ''}"))
        draw_finding(tables.records_of(rows.head(1))[0], what)
    draw_refused()


if review.allowed():
    draw_queue()
else:
    st.info(say("review.off"), icon=":material/lock:")
