"""Rows of the warehouse made ready to draw and to list: labels that are short and unique, figures written out. No Streamlit here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import unescape
from itertools import accumulate
from typing import Any

import pandas as pd

from dashboard.wording import Figure, agreement, count, language, period, say, speak, write
from warehouse.lists import Row

FEWEST_YEARS = 3  # amounts of whole years, from which on a chart does without those of months
Rows = pd.DataFrame | Sequence[Mapping[str, Any]]
LONG = 50  # years, from which on few of them hold most of what there is
DOUBTFUL = 0.6  # below this confidence page and briefing say "uncertain"
_YEAR = re.compile(r"\d{4}")
_DIGEST = re.compile(r"(?<=.)[_-][0-9a-f]{12,64}$")
_DRAWN = (
    *("amount", "low", "high", "qualifier", "written", "spoken", "status", "period", "year", "indicator", "indicator_label", "fact_id"),
    *("quote", "source"),
)
_QUOTE = 180  # characters of a sentence in a tooltip


def lead_pair(heads: Sequence[Any]) -> str:
    """The pair of countries that the first headline speaks of ("ISR JPN"); empty if it is about one country alone."""
    return f"{heads[0]['side_a']} {heads[0]['side_b']}" if heads and known(heads[0]["side_b"]) else ""


def leading_levels(rows: Sequence[Mapping[str, Any]], most: int) -> list[Mapping[str, Any]]:
    """The amounts that a chart of ``most`` bars shows, what is alike together, the newest of it first.

    Whole years go before months where there are enough of them, and what several articles write alike is one bar.
    """
    whole = [row for row in rows if _YEAR.fullmatch(known(row["period_label"]) or "")]
    told: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for row in whole if len(whole) >= FEWEST_YEARS else rows:
        alike = (row["indicator"], row["product"], row["reporter"], row["partner"], row["period_label"], write(Figure.of(row)))
        told.setdefault(alike, row)
    return sorted(list(told.values())[:most], key=lambda row: (row["indicator_order"], row["year"] is None, -(row["year"] or 0)))


def most_told(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The figures that most articles state, of these the surest and newest first."""
    order = {"article_count": False, "confidence": False, "year": False, "fact_id": True}
    return rows.sort_values(list(order), ascending=list(order.values()), na_position="last", kind="stable").head(most)


def span(first: int, last: int, events: pd.DataFrame) -> str:
    """The years in view, "2013–2023"; of a long history those in which nine tenths of the events lie.

    Args:
        first: The first year that anything in view speaks of.
        last: The last one.
        events: ``year`` (missing if undated) and ``events``, the number of them.
    """
    whole = str(first) if first == last else f"{first}–{last}"
    counted: Counter[int] = Counter()
    for year, number in zip(events["year"].tolist(), events["events"].tolist(), strict=True):
        if not pd.isna(year):
            counted[int(year)] += number
    if last - first <= LONG or not counted:
        return whole
    years = sorted(counted)
    share = [reached / counted.total() for reached in accumulate(counted[year] for year in years)]
    core = [year for year, before, now in zip(years, [0.0, *share], share, strict=False) if now >= 0.05 and before <= 0.95]
    return say("overview.mostly", first=core[0], last=core[-1])


def drawable(rows: Rows, *, usd: bool = False) -> pd.DataFrame:
    """One row per figure with what the charts need.

    Args:
        rows: Of ``observation_evidence``.
        usd: Draw the value in US dollars; what has none is left out.
    """
    records = [row for row in records_of(rows) if not usd or not pd.isna(row["usd_value"])]
    drawn = [_drawn(row, usd) for row in records]
    table: dict[str, Any] = {"label": short_labels(records), **{name: [each[name] for each in drawn] for name in _DRAWN}}
    for name in ("low", "high"):
        table[name] = pd.array(table[name], dtype="Float64")
    year, indicator = table["year"], table["indicator"]
    table["year"] = pd.array(year, dtype="Int64")
    times = Counter(zip(indicator, year, strict=True))
    once = [
        times[pair] == 1 and known(row["product"]) is None for pair, row in zip(zip(indicator, year, strict=True), records, strict=True)
    ]
    points = Counter(name for name, alone in zip(indicator, once, strict=True) if alone)
    table["joined"] = [alone and points[name] > 1 for name, alone in zip(indicator, once, strict=True)]
    return pd.DataFrame(table)


def _drawn(row: Mapping[str, Any], usd: bool) -> dict[str, Any]:
    """What the charts need of one figure; kept with a row that many views share."""
    made = row.made if isinstance(row, Row) else {}
    found = made.get((usd, language()))
    if found is None:
        amount, low, high = ("usd_value", "usd_low", "usd_high") if usd else ("value", "low", "high")
        values = (
            float(row[amount]), _number(row[low]), _number(row[high]), known(row["qualifier"]), shown(row, usd=usd), speak(Figure.of(row)),
            row["status"], period(known(row["period_label"])), None if pd.isna(row["year"]) else int(row["year"]),
            row["indicator"], row["indicator_label"], row["fact_id"], shortened(row["quote_text"]), source(row),
        )  # fmt: skip
        found = made[usd, language()] = dict(zip(_DRAWN, values, strict=True))
    return found


def shown(row: Any, *, usd: bool = False) -> str:
    """A figure as written; where it is drawn in dollars but printed in another currency, both."""
    written = write(Figure.of(row))
    if not usd or row["unit"] == "USD":
        return written
    converted = write(Figure(value=row["usd_value"], unit="USD", qualifier="about"))
    return f"{converted} ({written})"


def short_labels(records: Sequence[Any]) -> list[str]:
    """For each figure the shortest label that tells it from the others, as two lines; what all share is left to the heading."""
    several_pairs = len({_pair(row) for row in records}) > 1
    several_periods = len({known(row["period_label"]) for row in records}) > 1
    details: list[list[str]] = [
        [part for part in (several_pairs and known(row["direction_label"]), several_periods and period(known(row["period_label"]))) if part]
        for row in records
    ]
    for tell in (_direction, _authority):
        for group in _alike(records, details):
            told = [tell(records[place]) for place in group]
            if len(set(told)) > 1:
                for place, words in zip(group, told, strict=True):
                    details[place].append(words)
    if any(details):  # where one label has two lines all have, or the single ones hang too high
        details = [detail or [period(known(row["period_label"]))] for row, detail in zip(records, details, strict=True)]
    labels = [_two_lines(row, detail) for row, detail in zip(records, details, strict=True)]
    return numbered(labels)


def numbered(labels: Sequence[str]) -> list[str]:
    """The labels, the second of the same name as "name (2)"."""
    seen: Counter[str] = Counter()
    found = []
    for label in labels:
        seen[label] += 1
        found.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return found


def _alike(records: Sequence[Any], details: Sequence[Sequence[str]]) -> list[list[int]]:
    """Groups of places whose labels are still the same."""
    groups: dict[str, list[int]] = {}
    for place, row in enumerate(records):
        groups.setdefault(_two_lines(row, details[place]), []).append(place)
    return [group for group in groups.values() if len(group) > 1]


def _two_lines(row: Any, detail: Sequence[str]) -> str:
    return "\n".join(part for part in (measured(row), " · ".join(detail)) if part)


def _direction(row: Any) -> str:
    return known(row["direction_label"]) or ""


def _authority(row: Any) -> str:
    return shortened(who_says(row), 26)


def _pair(row: Any) -> frozenset[str | None]:
    return frozenset((known(row["reporter"]), known(row["partner"])))


def shared(rows: Rows) -> str:
    """What all figures have in common, for a heading: "Israel – Japan · 2016"."""
    records = records_of(rows)
    if not records:
        return ""
    pairs = {_pair(row) for row in records}
    periods = {known(row["period_label"]) for row in records}
    where = ""
    if len(pairs) == 1:
        first = records[0]
        where = " – ".join(name for name in (known(first["reporter_label"]), known(first["partner_label"])) if name)
    return " · ".join(part for part in (where, period(periods.pop()) if len(periods) == 1 else "") if part)


def checks_told(rows: Rows, most: int) -> list[Any]:
    """One check of all that set the same flows of the same sides and period against each other: one that holds, if any does.

    Where articles state a flow several ways, every way is checked with every other. How many others do not fit is said in ``statement``.
    """
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for row in records_of(rows):
        meaning = str(row["statement"]).rpartition("(")[2]
        groups.setdefault((frozenset((row["reporter"], row["partner"])), meaning), []).append(row)
    return [_first_told(group) for group in list(groups.values())[:most]]


def _first_told(group: Sequence[Any]) -> Any:
    first = next((row for row in group if row["holds"]), group[0])
    others = sum(not row["holds"] for row in group) - (not first["holds"])
    if not others:
        return first
    more = count(others, say("figures.combination"), say("figures.combinations"))
    return {**first, "statement": f"{first['statement']} · {more}"}


def check_line(row: Any) -> str:
    """An arithmetic check and whose figures it is about: "Israel – Japan: 0.7 + 2.3 = 3.0 billion USD"."""
    where = " – ".join(name for name in (known(row["reporter_label"]), known(row["partner_label"])) if name)
    return f"{where}: {row['statement']}" if where else str(row["statement"])


def tab_of(row: Any) -> str:
    """The tab of the Figures page that lists a figure: levels, changes, targets or counts."""
    if row["status"] in {"target", "forecast"}:
        return "targets"
    if row["kind"] in {"multiplier", "change_pct", "change_abs"}:
        return "changes"
    return "levels" if row["kind"] == "level" and row["dimension"] in {"money", "physical"} else "counts"


def measured(row: Any) -> str:
    """What a figure measures: "Trade", "Exports of goods" where the article names the product."""
    label = str(row["indicator_label"])
    product = known(row.get("product"))
    if row["indicator"] == "other" and product:
        return product[:1].upper() + product[1:]
    return f"{label}, {product}" if product and product.lower() not in {"goods", "all", "all goods"} and len(product) < 24 else label


def source(row: Any) -> str:
    """The article and its date: "Herald, 4 May 2017"."""
    name = known(row.get("publisher")) or titled(row)
    day = known(row.get("published_label"))
    return f"{name}, {period(day)}" if day else name


def who_says(row: Any) -> str:
    """The named authority, else the outlet."""
    named = (known(row.get("attribution")) or "").strip(" .,;").removeprefix("the ")
    return named or known(row.get("publisher")) or shortened(titled(row), 60)


def titled(row: Any) -> str:
    """The title of an article; where it has none the name of its file, without the digest that only machines read."""
    return known(row.get("title")) or say("untitled", name=_DIGEST.sub("", str(row.get("doc_id") or "")).replace("_", " "))


def figure_list(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures as a table for the eye, one row each."""
    records = records_of(rows)
    return pd.DataFrame(
        {
            say("column.what"): [measured(row) for row in records],
            say("column.figure"): [write(Figure.of(row), noun=True) for row in records],
            say("column.who"): [known(row["direction_label"]) or "–" for row in records],
            say("column.period"): [period(known(row["period_label"])) for row in records],
            say("column.status"): [say(f"status.{row['status']}") for row in records],
            say("column.says"): [who_says(row) for row in records],
            say("column.sources"): [agreement(row["agreement"], row["article_count"]) for row in records],
            say("column.sentence"): [readable(row["quote_text"]) for row in records],
        }
    )


def event_list(rows: pd.DataFrame) -> pd.DataFrame:
    """Events as a table for the eye, one row each."""
    records = records_of(rows)
    return pd.DataFrame(
        {
            say("column.date"): [period(known(row["date_label"])) for row in records],
            say("column.event"): [row["act_label"] for row in records],
            say("column.who"): [known(row["parties_label"]) or "–" for row in records],
            say("column.areas"): [", ".join(row["area_labels"]) for row in records],
            say("column.status"): [status(row)[:1].upper() + status(row)[1:] for row in records],
            say("column.sources"): [count(row["article_count"], say("noun.source"), say("noun.sources")) for row in records],
            say("column.sentence"): [readable(row["quote_text"]) for row in records],
        }
    )


def status(row: Any) -> str:
    """How an event stands: happened, background, planned; a setback is called one."""
    if row["quad"] == "setback":
        return say("status.setback")
    return say("status.not_counted") if row["polarity"] == "negated" else say(f"status.{row['status']}").lower()


def dots(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per dated event and area, placed in the middle of what is known of its date; neighbours get lanes of their own."""
    found = []
    lanes: dict[tuple[str, str], int] = {}
    for row in records_of(rows):
        if pd.isna(row["date_start"]):
            continue
        start, end = pd.Timestamp(row["date_start"]), pd.Timestamp(row["date_end"])
        day = start + (end - start) / 2
        for area, label in zip(row["areas"], row["area_labels"], strict=True):
            place = (area, day.strftime("%Y-%m"))
            lanes[place] = lanes.get(place, -1) + 1
            lane = (lanes[place] + 1) // 2 * (-1 if lanes[place] % 2 else 1)
            found.append(
                {
                    "event_id": row["event_id"], "area": area, "area_label": label, "day": day.strftime("%Y-%m-%d"),
                    "lane": max(-2, min(2, lane)),
                    "date_label": period(row["date_label"]), "act_label": row["act_label"], "parties": known(row["parties_label"]) or "–",
                    "quote": shortened(row["quote_text"]), "planned": bool(row["planned"]),
                }
            )  # fmt: skip
    names = ["event_id", "area", "area_label", "day", "lane", "date_label", "act_label", "parties", "quote", "planned"]
    return pd.DataFrame(found, columns=names)


def ranked(rows: pd.DataFrame, *, keys: Sequence[str], measure: str) -> pd.DataFrame:
    """Rows added up by ``keys``, most first, as ``n``."""
    sums: dict[tuple[Any, ...], float] = {}
    for *key, number in zip(*(rows[name].tolist() for name in (*keys, measure)), strict=True):
        sums[tuple(key)] = sums.get(tuple(key), 0) + number
    order = sorted(sums, key=lambda key: (-sums[key], key[-1]))
    return pd.DataFrame({**{name: [key[at] for key in order] for at, name in enumerate(keys)}, "n": [sums[key] for key in order]})


def readable(text: Any) -> str:
    """An article's words without the marks of the web page they came from: "A&nbsp;forecast" is "A forecast"."""
    words = str(text)
    return unescape(words) if "&" in words else words


def shortened(text: Any, limit: int = _QUOTE) -> str:
    """The beginning of a sentence, cut between words."""
    words = " ".join(readable(text).split())
    return words if len(words) <= limit else f"{words[:limit].rsplit(' ', 1)[0]} …"


def comparison_list(rows: pd.DataFrame) -> pd.DataFrame:
    """Stated amounts beside recorded ones, as the reader sees them; ``rows`` of the query ``comparison``."""
    records = records_of(rows)
    return pd.DataFrame(
        {
            say("column.what"): [str(row["indicator_label"]) for row in records],
            say("column.who"): [known(row["direction_label"]) or "–" for row in records],
            say("column.year"): [str(int(row["year"])) for row in records],
            say("column.stated"): [write(Figure(row["usd_value"], "USD")) for row in records],
            say("column.recorded"): [_record(row, "recorded") for row in records],
            say("column.mirror"): [_record(row, "mirror") for row in records],
            say("column.ratio"): ["–" if pd.isna(row["ratio"]) else f"{row['ratio']:.2f}" for row in records],
            say("column.verdict"): [say(f"verdict.{row['verdict']}") for row in records],
            say("column.rate_source"): [f"{row['source']}, {period(known(row['vintage']))}" for row in records],
        }
    )


def days(start: Any, end: Any) -> str:
    """The days from ``start`` to before ``end`` as people write them: whole years and months by their names."""
    if pd.isna(start) or pd.isna(end):
        return say("undated")
    first, last = pd.Timestamp(start), pd.Timestamp(end) - pd.Timedelta(days=1)
    whole_years = (first.day_of_year, last.month, last.day) == (1, 12, 31)
    whole_months = first.day == 1 and last.is_month_end
    form = "%Y" if whole_years else "%Y-%m" if whole_months else "%Y-%m-%d"
    one, other = first.strftime(form), last.strftime(form)
    return period(one if one == other else f"{one}/{other}")


def _record(row: Any, whose: str) -> str:
    """A recorded amount and who recorded it."""
    amount, by = row[f"{whose}_usd"], known(row[f"{whose}_by"])
    return "–" if pd.isna(amount) else " · ".join(part for part in (write(Figure(amount, "USD")), by) if part)


def records_of(rows: Rows) -> Sequence[Mapping[str, Any]]:
    """The rows as dictionaries, which they may be already."""
    if not isinstance(rows, pd.DataFrame):
        return rows
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def known(value: Any) -> str | None:
    """Text, or None for the several ways in which a table writes "nothing"."""
    return None if value is None or value != value or str(value) in {"", "<NA>", "NaT"} else str(value)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
