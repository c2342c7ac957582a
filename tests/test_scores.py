"""No change lowers a score unannounced: the scorers beside the annotated articles, against what scores.toml pins."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path

import pytest

GOLD = Path(__file__).parent / "gold"
PINNED = tomllib.loads((Path(__file__).parent / "scores.toml").read_text(encoding="utf-8"))


def run(*command: str | Path, stdin: Path | None = None) -> str:
    """Standard output of a program that must succeed."""
    with (stdin or Path(os.devnull)).open("rb") as source:
        done = subprocess.run(
            [sys.executable, *map(str, command)], stdin=source, capture_output=True, text=True, encoding="utf-8", check=False
        )
    assert done.returncode == 0, done.stderr
    return done.stdout


def predictions(folder: Path, command: str, *arguments: Path, stdin: Path | None = None) -> Path:
    """What the command line prints for a gold set, as the scorers read it."""
    output = folder / "predicted.jsonl"
    output.write_text(run("-c", "from etl.cli import main; main()", command, *arguments, stdin=stdin), encoding="utf-8")
    return output


def facts(shared: Path, folder: Path, name: str) -> dict[str, float]:
    return score_facts(shared, folder, shared / "gold" / name / "articles.jsonl", shared / "gold" / name / "facts.jsonl")


def own_facts(shared: Path, folder: Path, name: str) -> dict[str, float]:
    run(GOLD / "join.py", shared / "corpora", folder / "articles.jsonl", name)
    return score_facts(shared, folder, folder / "articles.jsonl", GOLD / f"facts_{name}.jsonl")


def score_facts(shared: Path, folder: Path, articles: Path, gold: Path) -> dict[str, float]:
    pred = predictions(folder, "extract", articles)
    printed = json.loads(run(shared / "eval" / "score_facts.py", "--articles", articles, "--gold", gold, "--pred", pred, "--json"))
    return {"detection_f1": printed["detection P R F1"][2], "usable_f1": printed["usable F1"], "strict_f1": printed["strict F1"]}


def seeds_events(shared: Path, folder: Path) -> dict[str, float]:
    gold = shared / "gold" / "seeds"
    pred = predictions(folder, "extract", gold / "articles.jsonl")
    printed = run(shared / "eval" / "score_events.py", "articles", "--gold", gold / "events.json", "--pred", pred)
    return {"atoms_f1": number(r"F1 ([\d.]+)", printed)}


def events_dev(shared: Path, folder: Path) -> dict[str, float]:
    gold = shared / "gold" / "events_dev" / "sentences.jsonl"
    return score_sentences(shared, folder, gold)


def own_events(shared: Path, folder: Path, name: str) -> dict[str, float]:
    run(GOLD / "join_events.py", shared / "corpora", folder / "sentences.jsonl", name)
    return score_sentences(shared, folder, folder / "sentences.jsonl")


def score_sentences(shared: Path, folder: Path, gold: Path) -> dict[str, float]:
    printed = run(shared / "eval" / "score_events.py", "sentences", "--gold", gold, "--pred", predictions(folder, "extract", gold))
    accuracies = {name: number(rf"{name} +right ([\d.]+)", printed) for name in ("parties", "act", "area")}
    return {"cooperation_f1": number(r"F1 ([\d.]+)", printed), **accuracies}


def quantities(shared: Path, folder: Path, name: str, *how: str) -> dict[str, float]:
    gold = shared / "gold" / f"{name}.jsonl"
    pred = predictions(folder, "quantities", stdin=gold)
    printed = json.loads(run(shared / "eval" / "score_quantities.py", *how, "--gold", gold, "--pred", pred, "--json"))["scores"]
    return {
        key: printed[name][2] / 100 for key, name in (("value", "value"), ("value_unit", "value+unit"), ("value_change", "value+change"))
    }


def number(pattern: str, text: str) -> float:
    match = re.search(pattern, text)
    assert match, text
    return float(match[1])


MEASURES = {
    "seeds_facts": lambda shared, folder: facts(shared, folder, "seeds"),
    "seeds_events": seeds_events,
    "facts_dev": lambda shared, folder: facts(shared, folder, "facts_dev"),
    **{f"facts_{name}": partial(own_facts, name=name) for name in ("second", "third", "fourth", "fifth")},
    "events_dev": events_dev,
    **{f"events_{name}": partial(own_events, name=name) for name in ("second", "third", "fourth", "fifth")},
    "quantities_dev": lambda shared, folder: quantities(shared, folder, "quantities_dev", "--compat"),
    "quantities_dev_money": lambda shared, folder: quantities(shared, folder, "quantities_dev", "--only", "money,percent,ratio"),
    "quantities_stress": lambda shared, folder: quantities(shared, folder, "quantities_stress"),
}


@pytest.mark.parametrize("name", MEASURES)
def test_no_score_falls_below_what_is_pinned(name: str, shared: Path, tmp_path: Path) -> None:
    measured = MEASURES[name](shared, tmp_path)
    print(name, measured)
    fallen = {
        key: f"{measured[key]:.3f}, pinned {pin:.3f}"
        for key, pin in PINNED[name].items()
        if measured[key] < pin - PINNED["tolerance"] / 100
    }
    assert fallen == {}
