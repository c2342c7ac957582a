"""``python -m etl.annotate.quantities < in.jsonl``: one line per quantity, as ``entente quantities`` prints them."""

from __future__ import annotations

import json
import sys

from .find import find_quantities
from .printing import to_json


def main() -> None:
    """Read JSON lines with "id" and "text" from standard input and print a line per quantity."""
    for line in sys.stdin:
        if line.strip():
            record = json.loads(line)
            for found in to_json(str(record["id"]), record["text"], find_quantities(record["text"])):
                sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
