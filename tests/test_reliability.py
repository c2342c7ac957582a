"""A stated confidence is the share of facts that are right: held against the facts that were read in articles not read before."""

from __future__ import annotations

import runpy
from pathlib import Path

from etl.facts.confidence import CALIBRATION

RELIABILITY = runpy.run_path(str(Path(__file__).parent / "gold" / "reliability.py"))


def test_stated_and_measured_confidence_agree() -> None:
    measured = RELIABILITY["by_confidence"](RELIABILITY["read_facts"]())

    for level, right in measured.items():
        assert len(right) < 30 or abs(sum(right) / len(right) - level) <= 0.05, f"{level}: {sum(right)} of {len(right)} right"


def test_surer_facts_are_right_more_often() -> None:
    measured = RELIABILITY["by_confidence"](RELIABILITY["read_facts"]())
    shares = [sum(measured[level]) / len(measured[level]) for _, level in CALIBRATION]

    assert shares == sorted(shares)


def test_the_blind_readings_are_many() -> None:
    assert len(RELIABILITY["read_facts"]()) >= 600
