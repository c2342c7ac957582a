"""Print how many facts of each stated confidence are right: the table that ``CALIBRATION`` in etl/facts/confidence.py is taken from.

``read_blind.jsonl`` holds facts drawn at random from articles of the corpora and read against the text before any rule was written
from them (round 11: those of the fourth set, which no rule is written from): where they stand, the steps that found them, and which
fields were wrong. ``replaced`` marks facts of rules that have been written anew since; they tell nothing about the present program and
are left out.

    python tests/gold/reliability.py
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from etl.facts.confidence import CALIBRATION, confidence

READ = Path(__file__).parent / "read_blind.jsonl"


def read_facts() -> list[dict[str, Any]]:
    """The facts that were read, in the order of reading."""
    return [json.loads(line) for line in READ.read_text(encoding="utf-8").splitlines()]


def by_confidence(facts: list[dict[str, Any]]) -> dict[float, list[bool]]:
    """For each stated confidence, whether each of its facts was right in every field."""
    right: dict[float, list[bool]] = {level: [] for _, level in CALIBRATION}
    for fact in facts:
        if not fact.get("replaced"):
            right[confidence(tuple(fact["rule"].split("+")))].append(not fact["wrong"])
    return right


def main() -> None:
    """Print the table by confidence and the wrong fields by round."""
    facts = read_facts()
    print("stated  facts  right")
    for level, right in sorted(by_confidence(facts).items(), reverse=True):
        print(f"{level:6.2f} {len(right):6d} {sum(right) / len(right) if right else 0:6.2f}")
    rounds: dict[int, list[list[str]]] = defaultdict(list)
    for fact in facts:
        rounds[fact["round"]].append(fact["wrong"])
    print("\nround  facts  right  wrong fields")
    for number, wrong in sorted(rounds.items()):
        fields = Counter(field for one in wrong for field in one)
        told = ", ".join(f"{field} {count}" for field, count in fields.most_common())
        print(f"{number:5d} {len(wrong):6d} {sum(not one for one in wrong) / len(wrong):6.2f}  {told}")


if __name__ == "__main__":
    main()
