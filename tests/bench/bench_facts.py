"""How fast facts are found, and how often they are right at each confidence (where the annotated articles are at hand).

python tests/bench/bench_facts.py [ARTICLES.jsonl FACTS.jsonl]
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from etl.annotate.article import annotate
from etl.annotate.dates.periods import day, month
from etl.document import Document
from etl.facts import find_facts
from etl.model import Article, Basis, Fact, Period

PARAGRAPH = (
    "In 2019 Peru's exports to Norway rose by 3 million dollars or 12 percent to 28 million dollars, the customs office said. Imports "
    "fell to $19 million from $22 million a year earlier. The ministers met in Lima on 14 May and spoke about fish, roads and schools. "
    "Trade between Peru and Chile is expected to exceed $4 billion this year; Chile is Peru's third-largest trading partner. "
)


def main() -> None:
    """Print articles a second on one core and, if asked, the calibration table."""
    text = "\n\n".join([PARAGRAPH] * 8)
    documents = [annotate(Article(str(number), text)) for number in range(60)]
    print(f"facts alone       {speed(documents, find_facts):7.0f} articles of {len(text)} characters a second")
    if len(sys.argv) > 2:
        calibration(Path(sys.argv[1]), Path(sys.argv[2]))


def speed(documents: list[Document], function: Any) -> float:
    """Articles a second of processor time."""
    function(documents[0])
    start = time.process_time()
    for document in documents:
        function(document)
    return len(documents) / (time.process_time() - start)


def calibration(articles: Path, gold: Path) -> None:
    """The share of facts that are right in every field, for each confidence."""
    wanted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted[row["doc"]].append(row)
    right: dict[float, list[bool]] = defaultdict(list)
    for line in articles.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        facts, _ = find_facts(annotate(Article(row["id"], row["text"], title=row.get("title"), published=published(row.get("published")))))
        for fact in facts:
            near = [
                want for want in wanted[row["id"]] if want["char_start"] < fact.value_span.end and fact.value_span.start < want["char_end"]
            ]
            if not any(want.get("optional") or want.get("alt") for want in near):
                right[fact.confidence].append(any(agrees(fact, want) for want in near))
    for level, outcomes in sorted(right.items()):
        print(f"confidence {level:.2f}   {len(outcomes):4d} facts   {sum(outcomes) / len(outcomes):.2f} right")


def agrees(fact: Fact, want: dict[str, Any]) -> bool:
    """Whether value, unit, indicator, kind, status, parties and year are those of the annotation."""
    ends = [want["value"], want.get("value_high") or want["value"]]
    value = any(abs(abs(float(fact.value)) - abs(end)) <= abs(end) / 200 for end in ends)
    parties = (fact.reporter, fact.partner)
    same = parties == (want["reporter"], want["partner"]) or (
        fact.indicator == "trade_total" and parties[::-1] == (want["reporter"], want["partner"])
    )
    year = (fact.period.label[:4] if fact.period else "") == (want["period"] or "")[:4]
    fields = (fact.unit, str(fact.indicator), str(fact.kind), str(fact.status)) == (
        want["unit"],
        want["indicator"],
        want["kind"],
        want["status"],
    )
    return value and same and year and fields


def published(label: str | None) -> Period | None:
    """The publication date of a line."""
    if not label:
        return None
    return (
        month(int(label[:4]), int(label[5:7]), Basis.METADATA) if len(label) == 7 else day(date.fromisoformat(label[:10]), Basis.METADATA)
    )


if __name__ == "__main__":
    main()
