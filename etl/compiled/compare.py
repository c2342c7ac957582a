"""Reads the examples of all word lists with and without a compiled library: it must find the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from etl.compiled import CompiledModules, is_compiled, use_compiled
from etl.errors import EtlError

_EXAMPLES_AN_ARTICLE = 20


def compare(library: Path) -> float:
    """How many times as fast the examples are read with a library; EtlError where that finds anything else than the sources do."""
    (plain, slow), (compiled, fast) = (_findings(library, use) for use in ("no", "yes"))
    if plain != compiled:
        raise EtlError("The compiled extraction does not find the same and is thrown away; the sources are used. Please report this.")
    return slow / fast


def _findings(library: Path, use: str) -> tuple[str, float]:
    """What the examples of the word lists give in a process of its own, and its seconds."""
    code = f"from etl.compiled.compare import print_findings; print_findings({str(library)!r})"
    environment = os.environ | {"ENTENTE_COMPILED": use, "PYTHONHASHSEED": "0"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    if run.returncode:
        raise EtlError(f"The compiled extraction does not run and is thrown away; the sources are used. It says:\n{run.stderr}")
    findings, _, seconds = run.stdout.rstrip().rpartition("\n")
    return findings, float(seconds)


def print_findings(library: str) -> None:
    """Print what the examples of all word lists give, a line an article, then the seconds of processor time of a second reading."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, CompiledModules)]
    use_compiled(Path(library))
    if os.environ["ENTENTE_COMPILED"] == "yes" and not is_compiled():
        sys.exit("The sources changed while they were compiled.")
    from etl.model import Article
    from etl.pipeline import extract
    from etl.printing import to_json

    examples = list(_examples())
    articles = [
        Article(f"example-{at}", "\n\n".join(examples[at : at + _EXAMPLES_AN_ARTICLE]))
        for at in range(0, len(examples), _EXAMPLES_AN_ARTICLE)
    ]
    for article in articles:
        print(json.dumps(to_json(extract(article))))
    start = time.process_time()
    for article in articles:
        extract(article)
    print(time.process_time() - start)


def _examples() -> Iterator[str]:
    """The example of each row of each word list."""
    from etl.terms.load import read_terms

    for entry in sorted(files("etl.terms").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            yield from _examples_in(read_terms(entry.name.removesuffix(".toml")))


def _examples_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "example" and isinstance(inner, str):
                yield inner[:1].upper() + inner[1:] + "." * (not inner.endswith((".", "!", "?")))
            else:
                yield from _examples_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _examples_in(inner)
