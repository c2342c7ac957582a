"""Join the second, third, fourth or fifth set of facts with the corpora whose articles it annotates.

A set holds document names, offsets and values only; the texts stay where they are. One line in
``articles_second.jsonl`` (or ``third``, ``fourth``, ``fifth``) is one article or one sentence of an article (``start``, ``end`` in the
corpus' text).

    python tests/gold/join.py ../shared/corpora articles.jsonl [second|third|fourth|fifth]
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def joined_articles(corpora: Path, name: str = "second") -> Iterator[dict[str, Any]]:
    """The annotated articles with id, title, published and text, in the set's order."""
    entries = read_lines(HERE / f"articles_{name}.jsonl")
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry["corpus"]].add(entry["doc"])
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for corpus, docs in wanted.items():
        with gzip.open(corpora / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                if document["id"] in docs:
                    found[corpus, document["id"]] = document
    for entry in entries:
        document = found[entry["corpus"], entry["doc"]]
        text = document["text"]
        if "start" in entry:
            text = text[entry["start"] : entry["end"]]
        elif entry["title_before_text"]:
            text = f"{document['title']}\n\n{text}"
        published = document.get("published")
        yield {"id": entry["id"], "title": document.get("title"), "published": published[:10] if published else None, "text": text}


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in joined_articles(Path(sys.argv[1]), *sys.argv[3:4]))
