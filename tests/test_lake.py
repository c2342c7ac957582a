"""The lake holds what was extracted, once, whole, or not at all."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from etl.identity import content_key
from etl.lake import MAX_QUOTE, Entry, Lake, LakeError, Rejected
from etl.model import Article, Extraction, Span
from tests.synthetic import A, E, F, articles, extraction, write_lake

VERSION = "v1"
REPOSITORY = Path(__file__).parents[1]
ONE = A("one", "Trade came to $3 billion in 2016.", facts=(F("$3 billion", "trade_total", 3e9, period="2016"),))
TWO = A("two", "Ministers met on 3 May 2017.", events=(E("Ministers met", "talks_held", "diplomacy", date="2017-05-03"),))


def keyed(*given: A) -> dict[str, Extraction]:
    return {content_key(each.article): each for each in map(extraction, given)}


def key(article: A) -> str:
    return content_key(extraction(article).article)


def test_a_commit_names_its_articles_and_their_parts(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert lake.last_commit() is None
    part = lake.write_part(keyed(ONE, TWO), VERSION)
    entry = Entry("one", "seeds/one.txt", key(ONE), ("not UTF-8",))

    commit = lake.commit([entry], [Rejected("bad.txt", "empty", "Remove it.")], {"run_id": "r"}, VERSION)

    assert Lake(tmp_path).last_commit() == commit
    assert commit.inventory == {"one": entry}
    assert commit.parts == {key(ONE): part}
    assert commit.rejected[0].reason == "empty"
    assert (commit.number, commit.version, commit.run) == (1, VERSION, {"run_id": "r"})


def test_writing_the_same_part_twice_gives_the_same_part(tmp_path: Path) -> None:
    first = Lake(tmp_path).write_part(keyed(ONE, TWO), VERSION)
    before = (tmp_path / "parts" / first / "part.json").stat().st_mtime_ns

    assert Lake(tmp_path).write_part(keyed(TWO, ONE), VERSION) == first
    assert (tmp_path / "parts" / first / "part.json").stat().st_mtime_ns == before


def test_known_tells_versions_and_contents_apart(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write_part(keyed(ONE), VERSION)

    assert lake.known({key(ONE), key(TWO)}, VERSION) == {key(ONE)}
    assert lake.known({key(ONE)}, "v2") == set()


def test_a_commit_refuses_what_was_not_extracted(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write_part(keyed(ONE), VERSION)
    with pytest.raises(LakeError, match="two"):
        lake.commit([Entry("two", "two.txt", key(TWO))], (), {}, VERSION)
    with pytest.raises(LakeError, match="Two articles are called 'one'"):
        lake.commit([Entry("one", "a", key(ONE)), Entry("one", "b", key(ONE))], (), {}, VERSION)
    with pytest.raises(LakeError, match="at least one"):
        lake.write_part({}, VERSION)
    assert lake.last_commit() is None


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [cut_short, flip_a_bit, Path.unlink])
@pytest.mark.parametrize("name", ["articles.parquet", "facts.parquet", "dropped.parquet", "part.json"])
def test_a_damaged_part_is_reported_and_its_articles_are_no_longer_known(tmp_path: Path, name: str, damage: Callable[[Path], None]) -> None:
    lake = Lake(tmp_path)
    part = lake.write_part(keyed(ONE), VERSION)
    other = lake.write_part(keyed(TWO), VERSION)
    assert lake.damaged() == []
    damage(tmp_path / "parts" / part / name)

    again = Lake(tmp_path)

    assert again.damaged() == [part]
    assert again.known({key(ONE), key(TWO)}, VERSION) == {key(TWO)}
    assert again.write_part(keyed(ONE), VERSION) == part  # the same part, whole again
    assert Lake(tmp_path).damaged() == []
    assert other != part


def test_a_damaged_pointer_or_manifest_falls_back_to_the_newest_whole_commit(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write_part(keyed(ONE, TWO), VERSION)
    first = lake.commit([Entry("one", "one.txt", key(ONE))], (), {}, VERSION)
    second = lake.commit([Entry("two", "two.txt", key(TWO))], (), {}, VERSION)

    (tmp_path / "current").unlink()
    assert Lake(tmp_path).last_commit() == second
    (tmp_path / "current").write_bytes(b"\xff\xfe nonsense")
    assert Lake(tmp_path).last_commit() == second
    cut_short(tmp_path / "commits" / "00000002.json")
    assert Lake(tmp_path).last_commit() == first


def test_a_manifest_the_pointer_was_not_moved_to_does_not_count_and_its_number_is_not_taken_again(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write_part(keyed(ONE, TWO), VERSION)
    first = lake.commit([Entry("one", "one.txt", key(ONE))], (), {}, VERSION)
    lake.commit([Entry("two", "two.txt", key(TWO))], (), {}, VERSION)
    (tmp_path / "current").write_text("00000001.json")

    assert Lake(tmp_path).last_commit() == first
    assert Lake(tmp_path).commit([], (), {}, VERSION).number == 3


def test_an_altered_manifest_is_not_believed(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write_part(keyed(ONE), VERSION)
    lake.commit([Entry("one", "one.txt", key(ONE))], (), {}, VERSION)
    path = tmp_path / "commits" / "00000001.json"
    path.write_text(path.read_text().replace('"version": "v1"', '"version": "v2"'))

    assert Lake(tmp_path).last_commit() is None


@pytest.mark.parametrize("damage", [cut_short, flip_a_bit, Path.unlink])
def test_a_commit_without_its_inventory_does_not_count(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    lake = Lake(tmp_path)
    lake.write_part(keyed(ONE, TWO), VERSION)
    first = lake.commit([Entry("one", "one.txt", key(ONE))], (), {}, VERSION)
    before = set((tmp_path / "inventories").iterdir())
    lake.commit([Entry("two", "two.txt", key(TWO))], (), {}, VERSION)
    (inventory,) = set((tmp_path / "inventories").iterdir()) - before
    damage(inventory)

    assert Lake(tmp_path).last_commit() == first


def test_sweeping_keeps_what_the_last_commits_name(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    old = lake.write_part(keyed(ONE), VERSION)
    lake.commit([Entry("one", "one.txt", key(ONE))], (), {}, VERSION)
    new = lake.write_part(keyed(TWO), VERSION)
    commit = lake.commit([Entry("two", "two.txt", key(TWO))], (), {}, VERSION)
    (tmp_path / "parts" / ".draft-1-a").mkdir()

    assert lake.sweep(keep_commits=1) == [".draft-1-a", old]
    assert Lake(tmp_path).last_commit() == commit
    assert [path.name for path in (tmp_path / "parts").iterdir()] == [new]


def test_the_words_of_every_finding_are_stored_as_the_article_has_them(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    write_lake(lake, articles())
    commit = lake.last_commit()
    assert commit is not None
    for part in set(commit.parts.values()):
        folder = tmp_path / "parts" / part
        texts = {row["content_key"]: row["text"] for row in pq.read_table(folder / "articles.parquet").to_pylist()}
        facts = pq.read_table(folder / "facts.parquet").to_pylist()
        assert facts
        for row in facts:
            text = texts[row["content_key"]]
            assert text[row["value_start"] : row["value_end"]] == row["value_text"]
            assert text[row["quote_start"] : row["quote_end"]] == row["quote_text"]


def test_a_page_without_a_full_stop_is_not_stored_with_each_of_its_figures(tmp_path: Path) -> None:
    text = "word " * 2000 + "$3 billion" + " word" * 2000
    found = extraction(A("long", text, facts=(F("$3 billion", "trade_total", 3e9),)))
    found = replace(found, facts=(replace(found.facts[0], quote=Span(0, len(text))),))
    part = Lake(tmp_path).write_part({"k": found}, VERSION)

    (row,) = pq.read_table(tmp_path / "parts" / part / "facts.parquet").to_pylist()

    assert len(row["quote_text"]) == row["quote_end"] - row["quote_start"] == MAX_QUOTE
    assert "$3 billion" in row["quote_text"]
    assert text[row["quote_start"] : row["quote_end"]] == row["quote_text"]


def test_a_lone_surrogate_can_be_stored_without_moving_an_offset(tmp_path: Path) -> None:
    text = "A \ud800 broken character, a \ud83d\ude00 pair and \N{GRINNING FACE}."
    part = Lake(tmp_path).write_part({"k": Extraction(Article("x", text, title="\udfff"))}, VERSION)

    (row,) = pq.read_table(tmp_path / "parts" / part / "articles.parquet").to_pylist()

    assert row["text"] == "A \ufffd broken character, a \ufffd\ufffd pair and \N{GRINNING FACE}."
    assert len(row["text"]) == row["chars"] == len(text)


@pytest.mark.parametrize("step", ["part", "commit"])
def test_a_full_disk_is_explained_and_leaves_the_last_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    lake = Lake(tmp_path)
    lake.write_part(keyed(ONE), VERSION)
    before = lake.commit([Entry("one", "one.txt", key(ONE))], (), {}, VERSION)
    if step == "commit":
        lake.write_part(keyed(TWO), VERSION)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LakeError, match=r"cannot write there \(No space left on device\)\. Free some space"):
        if step == "part":
            lake.write_part(keyed(TWO), VERSION)
        else:
            lake.commit([Entry("two", "two.txt", key(TWO))], (), {}, VERSION)
    monkeypatch.undo()

    assert Lake(tmp_path).last_commit() == before
    assert Lake(tmp_path).damaged() == []
    assert not list((tmp_path / "parts").glob(".*"))


WRITER = """
import sys
from pathlib import Path
from etl.lake import Entry, Lake
from etl.identity import content_key
from tests.synthetic import A, F, extraction
lake = Lake(Path(sys.argv[1]))
for number in range(100000):
    found = extraction(A(f"d{number}", f"Trade came to $3 billion in {number}.", facts=(F("$3 billion", "trade_total", 3e9),)))
    key = content_key(found.article)
    lake.write_part({key: found}, "v1")
    lake.commit([Entry(f"d{number}", "s", key)], (), {}, "v1")
    print(number, flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_a_whole_commit(tmp_path: Path) -> None:
    for commits, moment in ((1, 0.0), (1, 0.003), (2, 0.007), (2, 0.012), (3, 0.02)):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=REPOSITORY)
        assert process.stdout is not None
        for _ in range(commits):
            process.stdout.readline()
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

        lake = Lake(tmp_path)
        commit = lake.last_commit()

        assert commit is not None
        assert set(commit.parts) == lake.known(commit.parts, VERSION)
        assert lake.damaged() == []


def test_manifests_hold_no_clock_of_their_own(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write_part(keyed(ONE), VERSION)
    lake.commit([Entry("one", "one.txt", key(ONE))], (), {}, VERSION)
    raw = json.loads((tmp_path / "commits" / "00000001.json").read_text())

    assert set(raw["commit"]) == {"number", "version", "run", "rejected", "inventory", "content"}
