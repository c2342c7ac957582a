"""All articles of a folder and its subfolders, in the order of their names."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from etl.model import Article
from etl.sources import jsonlines
from etl.sources.build import Metadata
from etl.sources.file import HTML, TEXT, read_file
from etl.sources.metadata import METADATA_FILE, read_metadata
from etl.sources.problem import Problem


def read_folder(folder: Path) -> Iterator[Article | Problem]:
    """Articles and problems; what articles.csv says of an article goes with it."""
    folder = folder.resolve()
    files = list_files(folder)
    single = [file for file in files if not file.endswith(jsonlines.SUFFIXES)]
    table = read_metadata(folder, files)
    yield from table.problems
    ids = name_articles(single)
    for file in files:
        source = f"{folder.name}/{file}"
        if file not in ids:
            yield from jsonlines.read_json_lines(folder / file, source)
        elif PurePosixPath(file).suffix.lower() in TEXT | HTML:
            yield read_file(folder / file, doc_id=ids[file], source=source, metadata=table.rows.get(file, Metadata()))
        else:
            kind = PurePosixPath(file).suffix
            yield Problem(
                source, f"files of the kind {kind} are not read", "Save the article as .txt, .md, .html or .jsonl, or move the file away."
            )


def list_files(folder: Path) -> list[str]:
    """Paths relative to the folder, sorted, with forward slashes; hidden files and articles.csv are no articles."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [(Path(place) / name).relative_to(folder).as_posix() for name in names if not name.startswith(".")]
    return sorted(file for file in found if file != METADATA_FILE)


def name_articles(files: list[str]) -> dict[str, str]:
    """Each file's article id: its stem, or as much of its path as tells it from the others.

    >>> name_articles(["2016/trade.txt", "2017/trade.txt", "visit.txt"])
    {'2016/trade.txt': '2016/trade', '2017/trade.txt': '2017/trade', 'visit.txt': 'visit'}
    """
    stems = Counter(PurePosixPath(file).stem for file in files)
    paths = Counter(str(PurePosixPath(file).with_suffix("")) for file in files)

    def name(file: str) -> str:
        path = PurePosixPath(file)
        if stems[path.stem] == 1:
            return path.stem
        return str(path.with_suffix("")) if paths[str(path.with_suffix(""))] == 1 else file

    return {file: name(file) for file in files}
