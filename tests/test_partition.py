"""A source cut into partitions gives what the whole source gives, wherever it is cut and whoever reads it."""

from __future__ import annotations

import gzip
import json
import pickle
import sys
import zipfile
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.model import Article
from etl.sources import open_source, partition, read_source
from etl.sources.blob import Blob
from etl.sources.jsonlines import cut_lines
from etl.sources.partition import Partition, Piece, cut, gather
from etl.sources.problem import Problem
from etl.sources.shelf import label, labelled
from etl.survey import survey
from etl.update import update


def whole(path: Path | str) -> list[Article | Problem]:
    return list(read_source(str(path)))


def in_parts(path: Path | str, size: int) -> list[Article | Problem]:
    """The same by way of partitions, each of which went to another process."""
    shelf = open_source(str(path))
    labels = label(shelf)
    pieces = [piece for place, file in enumerate(labels.files) for piece in cut(Piece(place, labelled(shelf, labels, file)), size)[0]]
    items = [item for each in gather(pieces, size) for item in pickle.loads(pickle.dumps(each)).read()]
    assert [(item.place, item.order) for item in items] == sorted((item.place, item.order) for item in items)
    return [*labels.problems, *(item.content for item in items)]


RECORDS = [{"id": f"a{number}", "text": f"Trade came to ${number} million. {'More was said. ' * (number % 7)}"} for number in range(60)]
NAMELESS = [{"text": record["text"]} for record in RECORDS]


@pytest.mark.parametrize("size", [1, 100, 1_000, 10**9])
@pytest.mark.parametrize("records", [RECORDS, NAMELESS], ids=["with ids", "without ids"])
@pytest.mark.parametrize("name", ["wire.jsonl", "wire.jsonl.gz", "wire.ndjson", "wire.parquet", "wire.csv", "wire.json", "wire.zip"])
def test_any_cut_gives_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, records: list[dict[str, str]], size: int
) -> None:
    monkeypatch.setattr(partition, "MOST_PACKED_SLICES", 10**6)
    path = tmp_path / name
    lines = "".join(json.dumps(record) + "\n" for record in records).replace("\n", "\n\n", 3) + "no JSON\n"
    if name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(records), path, row_group_size=7)
    elif name.endswith(".csv"):
        path.write_text("id,text\n" + "".join(f'{record.get("id", "")},"{record["text"]}\n"\n' for record in records))
    elif name.endswith(".json"):
        path.write_text(json.dumps(records))
    elif name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("wire.jsonl", lines)
    else:
        path.write_bytes(gzip.compress(lines.encode()) if name.endswith(".gz") else lines.encode())

    assert in_parts(path, size) == whole(path)
    assert len(whole(path)) >= 60


@given(st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"")), max_size=30), st.integers(1, 40), st.booleans())
def test_lines_are_cut_between_lines(lines: list[bytes], size: int, ended: bool) -> None:
    data = b"\n".join(lines) + (b"\n" if ended else b"")
    slices, _ = cut_lines(Blob("x.jsonl", "x", "x", None, lambda: BytesIO(data)), size)

    assert [each.start for each in slices] == [0, *(each.end for each in slices[:-1])][: len(slices)]
    assert (slices[-1].end if slices else 0) == len(data)
    for each in slices:
        assert each.items == data[: each.start].count(b"\n")
        assert each.start == 0 or data[each.start - 1 : each.start] == b"\n"
        assert each is slices[-1] or each.end - each.start >= size


def test_a_folder_is_gathered_into_partitions(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number:02d}.txt").write_text("Trade was up. " * number)
    (tmp_path / "wire.jsonl").write_text("".join(json.dumps(record) + "\n" for record in RECORDS))
    assert in_parts(tmp_path, 2_000) == whole(tmp_path)


def test_a_partition_can_be_read_in_part() -> None:
    articles = tuple(Article(str(number), "text") for number in range(10))
    piece = Piece(0, Blob("-", "-", "-", None, lambda: BytesIO()), given=articles, before=100)
    assert [item.order for item in Partition((piece,), 3, 5).read()] == [103, 104]


def test_an_address_is_cut_like_a_file(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    path = tmp_path / "wire.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS))
    assert in_parts(f"file://{path}", 500) == whole(f"file://{path}")
    assert len(in_parts(f"file://{path}", 500)) == 60


def test_workers_read_an_address_themselves(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    (tmp_path / "news").mkdir()
    for part in range(3):
        records = (
            {"id": f"{part}-{record['id']}", "text": f"{part} {record['text']} {'Nothing else was said. ' * 150}"} for record in RECORDS
        )
        (tmp_path / "news" / f"{part}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    summary = update(f"file://{tmp_path}/news/*.jsonl", tmp_path / "home", jobs=2)
    assert (summary.new, summary.rejected) == (180, 0)
    assert update(f"file://{tmp_path}/news/*.jsonl", tmp_path / "home", jobs=2).idle


def test_standard_input_is_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()
    for expected in (60, 0):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))
        summary = update("-", tmp_path / "home", jobs=1)
        assert (summary.extracted, summary.seen) == (expected, 60)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data * 9)))
    assert len([piece for each in survey("-", {}, (), 0).partitions for piece in each.pieces]) == 3
