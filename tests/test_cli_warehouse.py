"""The commands over the warehouse: what they print, where, and their exit status."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.cli import main
from tests.synthetic import articles, make_home
from warehouse.read import Warehouse

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two generations: the second lacks an article."""
    place = tmp_path_factory.mktemp("prepared") / "home"
    make_home(place, articles())
    make_home(place, articles()[1:])
    return place


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(prepared, tmp_path / "home", symlinks=True))


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ENTENTE_HOME", str(home))

    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            main(map(str, arguments))
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        return status, *capsys.readouterr()

    return call


def fact(home: Path) -> str:
    return str(Warehouse(home).execute("select min(fact_id) from fact_evidence").iloc[0, 0])


def rebuild(home: Path) -> None:
    make_home(home, articles()[1:])


def test_generations_are_listed_and_the_served_one_is_marked(run: Run) -> None:
    status, out, _ = run("generations", "--json")
    assert status == 0
    assert [each["served"] for each in json.loads(out)] == [True, False]
    assert run("generations")[1].splitlines()[1].startswith("→")


def test_a_difference_is_status_1_and_none_is_0(run: Run) -> None:
    status, out, _ = run("diff", "--json")
    assert status == 1
    assert {row["change"] for row in json.loads(out)} >= {"withdrawn"}
    newest, older = [each["generation"] for each in json.loads(run("generations", "--json")[1])]
    assert run("diff", newest, newest) == (0, "", "")
    assert {row["change"] for row in json.loads(run("diff", newest[:8], older[:8], "--json")[1])} >= {"added"}


def test_what_cannot_be_compared_is_status_2_with_the_right_names(run: Run) -> None:
    status, out, err = run("diff", "nosuch")
    assert (status, out) == (2, "")
    assert "nosuch: no generation has this name. There are " in err


def test_rollback_serves_the_one_before_or_the_one_named(run: Run) -> None:
    newest, older = [each["generation"] for each in json.loads(run("generations", "--json")[1])]
    assert older in run("rollback")[1]
    status, _, err = run("rollback")
    assert status == 1
    assert "no older generation" in err
    assert newest in run("rollback", newest[:6])[1]


def test_sql_answers_in_each_format(run: Run) -> None:
    query = "select 1 as n, null as nothing, '=1+1' as words"
    assert json.loads(run("sql", query, "--format", "json")[1]) == [{"n": 1, "nothing": None, "words": "=1+1"}]
    assert run("sql", query, "--format", "csv")[1] == "n,nothing,words\n1,,'=1+1\n"
    assert run("sql", query)[1] == "n  nothing  words\n1           =1+1\n"


def test_sql_is_bounded_in_rows_and_time(run: Run) -> None:
    status, out, err = run("sql", "from range(100)", "--rows", "3", "--format", "csv")
    assert (status, len(out.splitlines())) == (0, 4)
    assert "more than 3 rows" in err
    status, _, err = run("sql", "select count(*) from range(1e9::bigint) as a, range(1e9::bigint) as b", "--seconds", "0.2")
    assert status == 1
    assert "took longer than 0.2 seconds" in err


@pytest.mark.parametrize(
    "query",
    [
        *("drop table core.fact", "copy core.fact to 'x.csv'", "attach 'x.duckdb'", "set threads = 1", "select 1; select 2", ""),
        *("from read_csv('/etc/passwd')", "from '/etc/passwd'", "create temp table t as select 1", "selec 1", "select * from nowhere"),
    ],
)
def test_sql_that_is_no_question_to_the_warehouse_is_refused_in_one_line(run: Run, query: str) -> None:
    status, out, err = run("sql", query)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("SQL: ")


def test_a_correction_is_tried_before_it_is_kept(run: Run, home: Path) -> None:
    for wrong in (("accept", "0" * 16), ("praise", fact(home)), ("change", fact(home), "--field", "period", "--value", "20-16")):
        status, _, err = run("corrections", "add", *wrong)
        assert status == 1
        assert "nothing was added" in err
    assert not (home / "corrections.csv").exists()


def test_corrections_are_added_once_listed_and_applied(run: Run, home: Path) -> None:
    line = ("corrections", "add", "accept", fact(home), "--by", "M. Levi", "--why", "read twice,\nand again")
    assert "added" in run(*line)[1]
    assert "already" in run(*line)[1]
    assert json.loads(run("corrections", "list", "--json")[1])[0]["state"] == "waits for the next 'entente etl'"
    rebuild(home)
    (row,) = json.loads(run("corrections", "list", "--json")[1])
    assert (row["state"], row["made_by"], row["why"]) == ("applied", "M. Levi", "read twice,\nand again")


def test_corrections_travel_from_home_to_home(run: Run, home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    run("corrections", "add", "reject", fact(home), "--by", "M. Levi")
    file = tmp_path_factory.mktemp("other") / "corrections.csv"
    run("corrections", "export", "-o", file)
    other = file.parent / "home"
    make_home(other)
    assert "1 added, 0 there already" in run("corrections", "import", file, "--home", other)[1]
    assert "0 added, 1 there already" in run("corrections", "import", file, "--home", other)[1]
    assert run("corrections", "export", "--home", other)[1] == file.read_text()
    status, _, err = run("corrections", "import", file.parent / "nowhere.csv")
    assert (status, "no such file" in err) == (1, True)


def test_statistics_are_kept_and_listed(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("files") / "dyads.csv"
    file.write_text("year,iso1,iso2,imports_1_from_2_musd,imports_2_from_1_musd\n2016,ISR,JPN,2300,700\n")
    status, out, _ = run("stats", "add", file)
    assert (status, out.splitlines()[0].startswith("added dyads: 2 flows between two countries, as Correlates of War, dyadic, of ")) == (
        0,
        True,
    )
    assert [each["name"] for each in json.loads(run("stats", "list", "--json")[1])] == ["dyads"]
    assert "dyads.csv" in run("stats", "list")[1]
    file.write_text("something,else\n")
    status, _, err = run("stats", "add", file)
    assert (status, "no format of trade statistics that is known; its columns are something, else." in err) == (1, True)
    assert run("stats", "remove", "dyads")[1] == "removed dyads. Run 'entente etl' to build without it.\n"
    assert run("stats", "list")[1] == "No statistics yet. Add a file with 'entente stats add FILE'.\n"
    status, _, err = run("stats", "remove", "dyads")
    assert (status, "no statistics of this name" in err) == (1, True)
    assert run("stats", "add", file, file, "--name", "x")[0] == 1


def test_amounts_are_exported_in_the_currency_and_the_prices_that_were_asked_for(run: Run) -> None:
    status, out, _ = run("export", "facts", "--format", "json", "--currency", "eur", "--prices-of", "2015")
    rows = json.loads(out)
    assert status == 0
    assert {row["amount_unit"] for row in rows} == {"EUR", None}
    assert all("dollars of 2015" in row["constant_note"] for row in rows if row["usd_constant"] is not None)
    assert run("export", "events", "--currency", "EUR")[2] == (
        "Only facts have amounts, and SDMX takes them as stated. Leave out --currency and --prices-of.\n"
    )
    assert "Choose one of AUD, BGN, " in run("export", "facts", "--currency", "XYZ")[2]
    assert run("sql", "select count(*) > 0 as some from figures_in('JPY') where amount is not null", "--format", "json")[0] == 0


def test_an_event_can_be_added_from_the_command_line_and_how_a_finding_read_is_kept(run: Run, home: Path) -> None:
    value = "words=Talks between Russia and Japan; act=agreed_to; parties=RUS JPN; date=2023-03-12"
    assert run("corrections", "add", "add", "021-roubles", "--value", value)[0] == 0
    assert run("corrections", "add", "change", fact(home), "--field", "status", "--value", "target")[0] == 0
    table = run("corrections", "export")[1].splitlines()
    assert table[0] == "action,target,field,value,by,on,why,was"
    assert "021-roubles" not in table[1]  # by the digest of the text, which survives a rename
    assert table[2].endswith(",reported")
    rebuild(home)
    assert [each["state"] for each in json.loads(run("corrections", "list", "--json")[1])] == ["applied", "applied"]
