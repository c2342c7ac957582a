"""Join the second set of quantities with the corpora whose sentences it annotates.

python tests/gold/join_quantities.py ../shared/corpora quantities.jsonl [LOT]
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


def joined_sentences(corpora: Path, lot: int | None = None) -> Iterator[dict[str, Any]]:
    """The annotated sentences with id, text and quantities, in the set's order; of one lot only if ``lot`` is given."""
    entries = [json.loads(line) for line in (HERE / "quantities_second.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry["corpus"]].add(entry["doc"])
    texts: dict[tuple[str, str], str] = {}
    for corpus, docs in wanted.items():
        with gzip.open(corpora / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for document in map(json.loads, lines):
                if document["id"] in docs:
                    texts[corpus, document["id"]] = document["text"]
    for entry in entries:
        if lot in (None, entry["lot"]):
            text = texts[entry["corpus"], entry["doc"]][entry["start"] : entry["end"]]
            yield {"id": entry["id"], "text": text, "quantities": entry["quantities"]}


if __name__ == "__main__":
    chosen = int(sys.argv[3]) if len(sys.argv) > 3 else None
    with Path(sys.argv[2]).open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(sentence, ensure_ascii=False) + "\n" for sentence in joined_sentences(Path(sys.argv[1]), chosen))
