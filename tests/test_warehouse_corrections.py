"""Corrections by analysts survive every rerun and every new version, show as corrections, and are never lost in silence."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.lake import Lake
from tests.synthetic import articles, make_home, with_copies, write_lake
from warehouse.corrections import COLUMNS, Correction, append_corrections, corrections_text, read_corrections
from warehouse.errors import WarehouseError
from warehouse.publish import update
from warehouse.read import Warehouse
from warehouse.review import list_corrections, with_reading


def correct(home: Path, *lines: tuple[str, str, str, str]) -> Warehouse:
    """Write corrections (action, target, field, value) and build."""
    with (home / "corrections.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([*line, "Ada", "2024-05-01", "read it again"] for line in lines)
    update(home / "lake", home)
    return Warehouse(home)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    make_home(tmp_path)
    return tmp_path


def fact(home: Path, words: str) -> str:
    return str(Warehouse(home).execute("select fact_id from fact_evidence where value_text = $words", {"words": words}).iloc[0, 0])


def event(home: Path, doc_id: str, act: str) -> str:
    members = "core.event_member as member join core.event using (event_id)"
    sql = f"select member_id from {members} where member.doc_id = $doc_id and act = $act order by all"
    return str(Warehouse(home).execute(sql, {"doc_id": doc_id, "act": act}).iloc[0, 0])


def test_changed_fields_are_used_everywhere_and_shown_as_corrected(home: Path) -> None:
    words = "900 billion roubles"
    warehouse = correct(
        home,
        ("change", fact(home, words), "value", "9.5e11"),
        ("change", fact(home, words), "period", "2021"),
        ("change", fact(home, words), "partner", "CHN"),
        ("change", fact(home, words), "qualifier", ""),
    )

    row = warehouse.execute("from observation_evidence where value_text = '900 billion roubles'").iloc[0]

    assert (row["value"], row["year"], row["period_basis"], row["direction_label"]) == (9.5e11, 2021, "corrected", "Russia – China")
    assert row["corrected"]
    assert row["rate_note"].startswith("mean of")  # 2021 has a rate, 2023 had none
    assert warehouse.execute("from correction")["applied"].all()
    assert warehouse.execute("from fact_evidence where corrected").shape[0] == 1


def test_a_rejected_figure_stands_among_the_dropped_numbers(home: Path) -> None:
    warehouse = correct(home, ("reject", fact(home, "$3.5 billion"), "", ""))

    dropped = warehouse.execute("from dropped_number where text = '$3.5 billion'")
    total = warehouse.execute("from observation_evidence where indicator = 'trade_total' and kind = 'level' and year = 2016")

    assert dropped["reason"].tolist() == ["rejected by Ada: read it again"]
    assert total["agreement"].tolist() == ["agree"]  # what contradicted it is gone


def test_an_accepted_figure_is_certain(home: Path) -> None:
    row = (
        correct(home, ("accept", fact(home, "$3.5 billion"), "", ""))
        .execute("from fact_evidence where value_text = '$3.5 billion'")
        .iloc[0]
    )

    assert (row["confidence"], row["corrected"]) == (1, True)


def test_an_event_can_be_changed_rejected_split_and_merged(home: Path) -> None:
    first, second = event(home, "001-investors", "agreement_signed"), event(home, "003-trade", "agreement_signed")
    talks, urged = event(home, "021-roubles", "talks_held"), event(home, "031-undated", "urged")
    warehouse = correct(
        home,
        ("split", first, "", ""),
        ("change", first, "areas", "cyber health"),
        ("change", second, "date", "2017-05-04"),
        ("reject", urged, "", ""),
        ("merge", talks, "", event(home, "021-roubles", "invited")),
        ("change", event(home, "031-undated", "agreed_to"), "parties", "DEU ISR FRA"),
    )
    found = warehouse.execute("from event_evidence")

    cyber = found[found["areas"].map(lambda areas: "cyber" in areas)].sort_values("doc_id")
    assert cyber["mention_count"].tolist() == [1, 1]
    assert [list(areas) for areas in cyber["areas"]] == [["cyber", "health"], ["cyber"]]
    assert cyber["date_label"].tolist() == ["2017-05", "2017-05-04"]
    assert cyber["corrected"].all()
    assert "urged" not in set(found["act"])
    assert found[found["merge_reason"].notna()]["merge_reason"].tolist() == ["merged by Ada: read it again"]
    assert found.set_index("act").loc["agreed_to", "parties_label"] == "France – Germany – Israel"
    assert warehouse.execute("from correction where not applied").empty


def test_corrections_survive_a_new_version_and_a_rename(home: Path) -> None:
    correct(home, ("change", fact(home, "$2.3 billion"), "value", "2.4e9"))
    renamed = [each.__class__(**{**each.__dict__, "doc_id": f"new-{each.doc_id}"}) for each in with_copies(articles())]
    write_lake(Lake(home / "lake"), renamed, version="synthetic-2")
    update(home / "lake", home)

    rows = Warehouse(home).execute("select doc_id, value, corrected from fact_evidence where value_text = '$2.3 billion'")

    assert rows.values.tolist() == [["new-003-trade", 2.4e9, True]]


def test_the_same_corrections_give_the_same_generation_and_others_another(home: Path) -> None:
    before = update(home / "lake", home)
    line = ("change", fact(home, "$2.3 billion"), "value", "2.4e9")
    correct(home, line)
    corrected = update(home / "lake", home)
    (home / "corrections.csv").unlink()

    assert corrected.generation != before.generation
    assert update(home / "lake", home).generation == before.generation


def test_what_cannot_be_applied_is_reported_with_its_line(home: Path) -> None:
    lines = [
        (("change", "0000000000000000", "value", "1"), "no finding has this id any more"),
        (("improve", "FACT", "", ""), "no such action; there are accept, reject, change, merge, split"),
        (("change", "FACT", "colour", "red"), "no such field; there are indicator, kind, value"),
        (("change", "FACT", "value", "much"), "a plain number"),
        (("change", "FACT", "value", ""), "a plain number"),
        (("change", "FACT", "indicator", "happiness"), "not in dim_indicator"),
        (("change", "FACT", "reporter", "ATL"), "'ATL' is not in dim_country"),
        (("change", "FACT", "status", "wished"), "status is one of reported, forecast, target"),
        (("change", "FACT", "period", "next year"), "is no period; write 2016"),
        (("change", "FACT", "period", "2016-13"), "is no period"),
        (("change", "FACT", "period", "2017/2016"), "ends before it begins"),
        (("merge", "FACT", "", "EVENT"), "only events are merged"),
        (("merge", "EVENT", "", "0000"), "no event has the id '0000'"),
        (("change", "EVENT", "areas", "cyber love"), "'love' is not in dim_area"),
        (("change", "EVENT", "parties", "ISR ATL"), "'ATL' is not in dim_country"),
    ]
    targets = {"FACT": fact(home, "$2.3 billion"), "EVENT": event(home, "003-trade", "agreement_signed")}
    filled = [(action, targets.get(target, target), field, targets.get(value, value)) for (action, target, field, value), _ in lines]

    warehouse = correct(home, *filled)

    table = warehouse.execute("from correction order by line")
    assert table["line"].tolist() == list(range(2, 2 + len(lines)))
    assert not table["applied"].any()
    assert [told for told, (_, problem) in zip(table["problem"], lines, strict=True) if problem not in told] == []
    checks = warehouse.execute("from quality_check where rows > 0").set_index("name")
    assert checks.loc["correction_not_applied", "rows"] == len(lines)


def test_a_table_with_other_columns_is_refused_and_the_warehouse_stays(home: Path) -> None:
    before = Warehouse(home).generation()
    (home / "corrections.csv").write_text("who,what\nAda,all\n")

    with pytest.raises(WarehouseError, match=r"corrections\.csv: the columns are who, what\. Make them action, target"):
        update(home / "lake", home)
    assert Warehouse(home).generation() == before


ADDED = "words=900 billion roubles; value=9e11; unit=RUB; indicator=exports; reporter=RUS; partner=IND; period=2022"


def article_of(home: Path, words: str) -> str:
    return str(
        Warehouse(home).execute("select doc_id from article_text where contains(text, $words) order by 1", {"words": words}).iloc[0, 0]
    )


def test_a_figure_that_was_missed_can_be_added(home: Path) -> None:
    doc_id = article_of(home, "900 billion roubles")
    warehouse = correct(home, ("reject", fact(home, "900 billion roubles"), "", ""), ("add", doc_id, "", ADDED))

    row = warehouse.execute("from observation_evidence where value_text = '900 billion roubles'").iloc[0]

    assert (row["indicator"], row["direction_label"], row["year"], row["confidence"]) == ("exports", "Russia → India", 2022, 1.0)
    assert row["corrected"] and row["rule"].startswith("added by ")
    assert "900 billion roubles" in row["quote_text"]
    assert warehouse.execute("from correction")["applied"].all()


def test_an_added_figure_survives_a_rename_by_the_digest_of_its_text(home: Path) -> None:
    doc_id = article_of(home, "900 billion roubles")
    text_hash = str(Warehouse(home).execute("select text_hash from core.article where doc_id = $d", {"d": doc_id}).iloc[0, 0])
    warehouse = correct(home, ("reject", fact(home, "900 billion roubles"), "", ""), ("add", text_hash, "", ADDED))
    assert warehouse.execute("from fact_evidence where rule like 'added by%'")["doc_id"].tolist() == [doc_id]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("", "value is like"),
        ("words=900 billion roubles; value=9e11; unit=RUB", "indicator missing"),
        ("words=900 billion roubles; value=9e11; unit=RUB; indicator=exports; colour=red", "no such field: colour"),
        ("words=900 billion roubles; value=many; unit=RUB; indicator=exports", "is a plain number"),
        ("words=901 billion roubles; value=9e11; unit=RUB; indicator=exports", "does not stand in the article"),
        ("value=9e11; unit=RUB; indicator=exports", "words missing"),
        ("words=o; value=9e11; unit=RUB; indicator=exports", "say which with at="),
        (ADDED, ""),
    ],
)
def test_a_figure_that_does_not_fit_its_article_is_reported(home: Path, value: str, problem: str) -> None:
    doc_id = article_of(home, "900 billion roubles")
    row = correct(home, ("add", doc_id, "", value)).execute("from correction").iloc[0]
    assert (problem in str(row["problem"])) if problem else row["applied"]


def test_a_figure_whose_article_is_gone_is_reported(home: Path) -> None:
    row = correct(home, ("add", "gone", "", ADDED)).execute("from correction").iloc[0]
    assert (row["applied"], row["problem"]) == (False, "no article has this doc_id or text_hash any more")


NEW_EVENT = "words=hopes to sign a pact; act=plan_announced; parties=RUS JPN; areas=defence_security; date=2024; status=planned"


def test_an_event_that_was_missed_can_be_added(home: Path) -> None:
    doc_id = article_of(home, "900 billion roubles")
    warehouse = correct(home, ("add", doc_id, "", NEW_EVENT), ("add", doc_id, "", NEW_EVENT))

    row = warehouse.execute("from event_evidence where rule like 'added by%'").iloc[0]
    table = warehouse.execute("from correction order by line")

    assert (row["act"], row["parties_label"], row["status"], row["date_label"]) == ("plan_announced", "Japan – Russia", "planned", "2024")
    assert (list(row["areas"]), row["quote_text"], row["planned"]) == (["defence_security"], "It hopes to sign a pact.", True)
    assert row["corrected"]
    assert table["what"].fillna("").tolist() == ["event", ""]
    assert table["problem"].fillna("").tolist() == ["", f"it is there already as {row['event_id']}"]


def test_an_added_event_can_be_merged_by_its_id(home: Path) -> None:
    doc_id = article_of(home, "It hopes to sign a pact")
    events = correct(home, ("add", doc_id, "", NEW_EVENT)).execute("from event_evidence where rule like 'added by%'")
    added = str(events["event_id"].iloc[0])
    talks = event(home, "021-roubles", "talks_held")
    found = correct(home, ("add", doc_id, "", NEW_EVENT), ("merge", talks, "", added)).execute("from event_evidence")

    assert "merged by Ada: read it again" in found["merge_reason"].tolist()
    assert not found["rule"].str.startswith("added by").any()  # one event now, told first by the other sentence


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("words=hopes to sign a pact; act=plan_announced", "parties missing"),
        ("words=hopes to sign a pact; act=hoped; parties=RUS JPN", "'hoped' is not in dim_act"),
        ("words=hopes to sign a pact; act=plan_announced; parties=RUS JPN; unit=USD", "no such field: unit"),
    ],
)
def test_an_event_that_does_not_fit_is_reported(home: Path, value: str, problem: str) -> None:
    row = correct(home, ("add", article_of(home, "900 billion roubles"), "", value)).execute("from correction").iloc[0]
    assert problem in row["problem"]


def keep(home: Path, action: str, target: str, field: str | None = None, value: str | None = None) -> Correction:
    """Write a correction with how its target reads now, as the command and the page do."""
    correction = with_reading(Correction(0, action, target, field, value, "Ada", "2024-05-01", None), home)
    append_corrections(home, [correction])
    return correction


def notes(warehouse: Warehouse) -> list[str]:
    return list(warehouse.execute("select coalesce(note, '') as note from correction order by line")["note"])


def reread(home: Path, words: str, **changes: Any) -> Warehouse:
    """Build with another version of the extractor, which reads the figure of these words differently."""
    given = [
        replace(each, facts=tuple(replace(fact, **changes) if fact.words == words else fact for fact in each.facts))
        for each in with_copies(articles())
    ]
    write_lake(Lake(home / "lake"), given, version="synthetic-2")
    update(home / "lake", home)
    return Warehouse(home)


def test_a_correction_whose_target_reads_otherwise_by_now_holds_and_is_reported(home: Path) -> None:
    words = "$2.3 billion"
    kept = [keep(home, "change", fact(home, words), "value", "2.4e9"), keep(home, "accept", fact(home, words))]
    warehouse = reread(home, words, value=2.5e9, period="2015")

    row = warehouse.execute("from fact_evidence where value_text = $words", {"words": words}).iloc[0]
    table = warehouse.execute("from correction order by line")

    assert [each.was for each in kept] == ["2300000000.0", "imports level 2300000000.0 USD ISR JPN 2016 reported"]
    assert (row["value"], row["period_label"], row["confidence"]) == (2.4e9, "2015", 1)
    assert table["applied"].all()
    assert table["note"].tolist() == [
        "made when this read '2300000000.0'; it reads '2500000000.0' now",
        "made when this read 'imports level 2300000000.0 USD ISR JPN 2016 reported'; "
        "it reads 'imports level 2400000000.0 USD ISR JPN 2015 reported' now",
    ]
    assert warehouse.execute("select rows from quality_check where name = 'correction_outdated'").iloc[0, 0] == 2
    assert [state.split(";")[0] for _, state in list_corrections(home)] == ["applied", "applied"]


def test_a_correction_that_the_extractor_caught_up_with_is_reported_as_needless(home: Path) -> None:
    keep(home, "change", fact(home, "900 billion roubles"), "partner", "CHN")
    keep(home, "change", fact(home, "500 million marks"), "attribution", "Central Bank")
    warehouse = reread(home, "900 billion roubles", partner="CHN")

    assert read_corrections(home / "corrections.csv")[1].was == "(nothing)"
    assert notes(warehouse) == ["no longer needed: the article is read so by now", ""]


def test_how_an_event_read_is_noted_as_the_article_of_the_telling_has_it(home: Path) -> None:
    merged, alone = event(home, "003-trade", "agreement_signed"), event(home, "021-roubles", "invited")

    assert keep(home, "change", alone, "parties", "RUS CHN").was == "JPN RUS"
    assert keep(home, "reject", alone).was == "invited happened affirmed 2023-03-12 JPN RUS diplomacy"
    assert keep(home, "accept", merged).was == "agreement_signed happened affirmed 2017-05-03 ISR JPN cyber"
    update(home / "lake", home)
    assert notes(Warehouse(home)) == ["", "", ""]  # what the lines before changed is no news


def test_a_table_without_the_column_was_and_one_with_it_say_the_same(home: Path) -> None:
    keep(home, "change", fact(home, "$2.3 billion"), "value", "2.4e9")
    path = home / "corrections.csv"
    lines = read_corrections(path)
    short = [",".join(COLUMNS), ",".join(lines[0].cells())]
    path.write_text("\n".join(short) + "\n")

    assert [each.cells() for each in read_corrections(path)] == [each.cells() for each in lines]
    assert append_corrections(home, lines) == 0  # there already, whatever it says of before
    path.write_text(corrections_text(lines))
    assert read_corrections(path) == lines
