"""Which reader a file is for: one table by the end of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from etl.model import Article
from etl.sources import single
from etl.sources.archive import read_zip
from etl.sources.blob import Blob
from etl.sources.jsonfile import read_json
from etl.sources.jsonlines import read_json_lines, read_lines_slice
from etl.sources.problem import Problem
from etl.sources.slice import Slice
from etl.sources.table import read_csv, read_parquet

Reader = Callable[[Blob], Iterator[Article | Problem]]

ONE_ARTICLE: Mapping[str, Reader] = {
    "": single.read_text,
    ".txt": single.read_text,
    ".text": single.read_text,
    ".md": single.read_markdown,
    ".markdown": single.read_markdown,
    ".html": single.read_html,
    ".htm": single.read_html,
    ".xhtml": single.read_html,
    ".pdf": single.read_pdf_file,
    ".eml": single.read_mail_file,
}
SEVERAL_ARTICLES: Mapping[str, Reader] = {
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".zip": read_zip,
}
READERS: Mapping[str, Reader] = {**ONE_ARTICLE, **SEVERAL_ARTICLES}
"""Readers by suffix in small letters; each of them reads its file packed by gzip (".txt.gz"), too."""


def suffix_of(name: str) -> str:
    """The end of a file's name that tells its kind, in small letters and without .gz.

    >>> suffix_of("2017/Wire.JSONL.gz")
    '.jsonl'
    """
    stem, dot, suffix = name.lower().removesuffix(".gz").rpartition("/")[2].rpartition(".")
    return f".{suffix}" if dot and stem and suffix else ""


def holds_one_article(name: str) -> bool:
    """Whether a file of this name holds one article, called like the file; a kind that is not read counts as one."""
    return suffix_of(name) not in SEVERAL_ARTICLES


def read_blob(blob: Blob) -> Iterator[Article | Problem]:
    """The articles of a file of any kind, or why there are none."""
    reader = READERS.get(suffix_of(blob.name))
    if reader is None:
        kinds = ", ".join(suffix for suffix in READERS if suffix)
        kind = PurePosixPath(blob.name).suffix
        remedy = f"Save the article as .txt, .md, .html or .jsonl, or move the file away (read are: {kinds})."
        yield Problem(blob.source, f"files of the kind {kind} are not read", remedy)
        return
    yield from reader(blob.unpacked() if blob.name.lower().endswith(".gz") else blob)


def read_slice(blob: Blob, part: Slice) -> Iterator[Article | Problem]:
    """The articles of a slice of a JSON Lines or Parquet file."""
    blob = blob.unpacked() if blob.name.lower().endswith(".gz") else blob
    return read_parquet(blob, part) if suffix_of(blob.name) == ".parquet" else read_lines_slice(blob, part)
