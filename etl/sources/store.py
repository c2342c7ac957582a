"""Keep an article among the seeds: its text in a file of its own, what is known of it in articles.csv."""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from etl.errors import EtlError
from etl.model import Article
from etl.sources.metadata import METADATA_FILE

_COLUMNS = ("file", "title", "publisher", "published", "url", "source")
_LONGEST_NAME = 60
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an article lies among the seeds.

    Attributes:
        file: Its file, relative to the seeds.
        new: Whether it was stored now rather than found there.
    """

    file: str
    new: bool


class SeedFolder:
    """A folder of seeds that articles are added to, with its table.

    Raises:
        EtlError: The folder or its table cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._table = folder / METADATA_FILE
        if folder.exists() and not folder.is_dir():
            raise EtlError(f"{folder}: not a folder, so nothing can be added to it. Name a folder with --seeds.")
        try:
            self._text = self._table.read_bytes().decode("utf-8-sig") if self._table.exists() else ""
        except UnicodeDecodeError as err:
            raise EtlError(f"{self._table}: not UTF-8, so no row can be added to it. Save it as UTF-8.") from err
        except OSError as err:
            raise EtlError(f"{self._table}: cannot be read ({err.strerror}). Check that you may read it.") from err
        rows = list(csv.reader(io.StringIO(self._text, newline=""), skipinitialspace=True))
        self._header = [name.strip() for name in rows[0]] if rows else list(_COLUMNS)
        if "file" not in self._header:
            raise EtlError(f"{self._table}: no column 'file' in its first line. Name the columns {', '.join(_COLUMNS)}.")
        self._known: dict[str, str] = {}
        for row in rows[1:]:
            values = dict(zip(self._header, row, strict=False))
            for address in (values.get("url"), values.get("source")):
                if address:
                    self._known.setdefault(address.strip(), values["file"])

    def find(self, address: str) -> str | None:
        """The file of the article that came from an address, if it is among the seeds."""
        return self._known.get(address)

    def keep(self, article: Article, source: str) -> Kept:
        """Store an article that came from ``source``; one that is there already stays as it is.

        Raises:
            EtlError: The folder cannot be written to.
        """
        for address in filter(None, (article.url, source)):
            if known := self.find(address):
                return Kept(known, new=False)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._write_text(article)
            self._write_row(article, file, source)
        except OSError as err:
            raise EtlError(f"{self._folder}: cannot write there ({err.strerror or err}). Free some space or name another folder.") from err
        for address in filter(None, (article.url, source)):
            self._known[address] = file
        return Kept(file, new=True)

    def _write_text(self, article: Article) -> str:
        """A new file with the article's text; a name in use gets a number."""
        stem = file_stem(article)
        data = article.text.encode("utf-8", "replace")
        number = 1
        while True:
            path = self._folder / f"{stem if number == 1 else f'{stem}-{number}'}.txt"
            try:
                with path.open("xb") as file:
                    file.write(data)
            except FileExistsError:
                number += 1
                continue
            return path.name

    def _write_row(self, article: Article, file: str, source: str) -> None:
        """The table with one more row; what stood in it stays as it was, byte by byte."""
        values = {
            "file": file,
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published.label if article.published else None,
            "url": article.url,
            "source": source,
        }
        end = "\r\n" if "\r\n" in self._text else "\n"
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator=end)
        if not self._text:
            writer.writerow(self._header)
        elif not self._text.endswith("\n"):
            out.write(end)
        writer.writerow([_harmless(values.get(column)) for column in self._header])
        self._text += out.getvalue()
        draft = self._table.with_name(f".{self._table.name}-{os.getpid()}")
        try:
            draft.write_bytes(self._text.encode("utf-8", "replace"))
            draft.replace(self._table)
        finally:
            draft.unlink(missing_ok=True)


def file_stem(article: Article) -> str:
    """A file's name for an article: its day and the words of its title.

    >>> file_stem(Article("x", "Text.", title="Trade up by 3% – ministers"))
    'trade-up-by-3-ministers'
    """
    plain = unicodedata.normalize("NFKD", article.title or article.doc_id).encode("ascii", "ignore").decode("ascii").lower()
    words = _NOT_A_WORD.sub("-", plain).strip("-")
    if len(words) > _LONGEST_NAME:
        words = words[: _LONGEST_NAME + 1].rpartition("-")[0] or words[:_LONGEST_NAME]
    day = f"{article.published.label.replace('/', '-')}-" if article.published else ""
    return f"{day}{words or 'article'}"


def _harmless(value: str | None) -> str:
    """A value on one line, which no spreadsheet that opens the table takes for a formula; the reader drops the space again."""
    line = " ".join((value or "").split())
    return f" {line}" if line.startswith(_RUN_BY_SPREADSHEETS) else line
