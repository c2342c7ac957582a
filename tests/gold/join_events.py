"""Join a set of annotated sentences with the corpora they were drawn from.

``events_second.jsonl`` to ``events_fifth.jsonl`` name documents, offsets and labels; the texts stay where they are. The scorer of
sentences reads what comes out.

    python tests/gold/join_events.py ../shared/corpora sentences.jsonl [second|third|fourth|fifth]
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


def joined_sentences(corpora: Path, which: str = "second") -> Iterator[dict[str, Any]]:
    """The annotated sentences with their texts and labels, in the set's order."""
    entries = [json.loads(line) for line in (HERE / f"events_{which}.jsonl").read_text(encoding="utf-8").splitlines() if line]
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry["corpus"]].add(entry["doc"])
    texts: dict[tuple[str, str], str] = {}
    for corpus, docs in wanted.items():
        with gzip.open(corpora / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                if document["id"] in docs:
                    texts[corpus, document["id"]] = document["text"]
    for entry in entries:
        yield {**entry, "text": texts[entry["corpus"], entry["doc"]][entry["start"] : entry["end"]]}


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(sentence, ensure_ascii=False) + "\n" for sentence in joined_sentences(Path(sys.argv[1]), *sys.argv[3:4]))
