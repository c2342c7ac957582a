"""Figures, periods and interface texts as the reader sees them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import said, wording
from dashboard.wording import Figure

CASES = tomllib.loads((Path(__file__).parent / "cases" / "wording.toml").read_text(encoding="utf-8"))["case"]
DASHBOARD = Path(wording.__file__).parent


def figure(case: dict[str, Any]) -> Figure:
    return Figure(**{"value": None, **{name: value for name, value in case.items() if name not in {"why", "want", "said"}}})


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_figures_are_written_with_their_hedge(case: dict[str, Any]) -> None:
    written = wording.write(figure(case), noun=True)

    assert written.replace("\u2009", " ").replace("\u202f", " ") == case["want"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_figures_are_spoken_in_words(case: dict[str, Any]) -> None:
    assert wording.speak(figure(case)) == case["said"]


PERIODS = {
    "2016": "2016",
    "2014/2017": "2014–2017",
    "2017-05": "May 2017",
    "2017-05-03": "3 May 2017",
    "2016-Q3": "Q3 2016",
    "2016-H1": "H1 2016",
    "2016-09/2017-02": "September 2016–February 2017",
    "2024-05-13/2024-05-19": "13–19 May 2024",
    "2024-02/2024-03": "February–March 2024",
    "": "undated",
    "spring": "spring",
    "2017-13": "2017-13",
}


@pytest.mark.parametrize(("label", "want"), list(PERIODS.items()))
def test_periods_are_written_as_people_do(label: str, want: str) -> None:
    assert wording.period(label) == want


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15),
    st.sampled_from(["USD", "JPY", "percent", "ratio", "people", "rank", None]),
    st.sampled_from(["level", "change_abs", "change_pct", "multiplier", "share", "rank"]),
)
def test_any_figure_can_be_written_and_spoken(value: float, unit: str | None, kind: str) -> None:
    written, spoken = wording.write(Figure(value, unit, kind)), wording.speak(Figure(value, unit, kind))

    assert written and spoken
    assert "e+" not in written and "-" not in written  # no exponent, and a minus sign instead of a hyphen


def test_a_row_of_the_warehouse_may_miss_anything() -> None:
    assert wording.write(Figure.of({"value": float("nan"), "unit": None})) == wording.UNKNOWN


def test_text_of_articles_never_becomes_markup() -> None:
    assert wording.plain("$5 *up* [x](y) :red[z]") == r"\$5 \*up\* \[x\]\(y\) \:red\[z\]"


def test_every_interface_text_that_is_used_exists() -> None:
    used = set()
    for path in DASHBOARD.rglob("*.py"):
        used |= set(re.findall(r"""say\(\s*["']([a-z_.]+)["']""", path.read_text(encoding="utf-8")))

    for key in {key for key in used if not key.endswith(".")}:
        assert isinstance(wording.say(key), str), key


def test_names_in_a_row_are_cut_with_a_count() -> None:
    assert wording.listing(["Israel", "Japan"]) == "Israel and Japan"
    assert wording.listing(["Israel", "Japan", "Russia", "China"]) == "Israel, Japan, Russia and 1 more"
    assert wording.listing([]) == ""


def test_every_language_has_only_keys_and_places_that_english_has() -> None:
    def texts(catalogue: dict[str, Any], prefix: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in catalogue.items():
            found |= texts(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
        return found

    english = texts(wording.catalogue("en"))
    for code in wording.LANGUAGES[1:]:
        for key, text in texts(wording.catalogue(code)).items():
            if key.startswith(("label.", "formula.", "said.")):
                continue  # the warehouse says these in English
            assert set(re.findall(r"\{(\w+)\}", text)) <= set(re.findall(r"\{(\w+)\}", english[key])), key


def test_sentences_of_the_warehouse_keep_their_places_in_every_language() -> None:
    for code in wording.LANGUAGES[1:]:
        for english, text in wording.catalogue(code)["said"].items():
            assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", english)), english


def test_every_check_of_the_build_is_said_in_every_language() -> None:
    checks = (DASHBOARD.parent / "warehouse" / "checks").glob("*.sql")
    whats = [re.search(r"^-- what: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE) for path in checks]

    for code in wording.LANGUAGES[1:]:
        assert {found[1].replace("_", " ") for found in whats if found} <= set(wording.catalogue(code)["said"])


@pytest.mark.parametrize(
    ("english", "want"),
    [
        ("count of leaders", "数えたもの：leaders"),
        ("world total", "世界の合計"),
        ("mean of 255 daily rates 2016-01-04 to 2016-12-30", "2016-01-04から2016-12-30までの日次レート255件の平均"),
        ("something new", "something new"),
    ],
)
def test_the_warehouse_is_understood_in_japanese(english: str, want: str) -> None:
    wording.speak_language("ja")
    try:
        assert said.translate(english) == want
        assert said.translate_formula("0.7 + 2.3 = 3.0 billion USD (exports + imports = trade, 2016)") == (
            "0.7 + 2.3 = 3.0 × 10億 USD（輸出 + 輸入 = 貿易額, 2016）"
        )
    finally:
        wording.speak_language("en")


def test_every_language_says_everything() -> None:
    def texts(catalogue: dict[str, Any], prefix: str = "") -> set[str]:
        return {
            found
            for key, value in catalogue.items()
            for found in (texts(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key})
        }

    for code in wording.LANGUAGES[1:]:
        assert texts(wording.catalogue("en")) - texts(wording.catalogue(code)) == set()


def test_every_area_act_and_indicator_has_a_name_in_every_language() -> None:
    from etl.model import Act, Area, Indicator

    for code in wording.LANGUAGES[1:]:
        labels = wording.catalogue(code)["label"]
        assert set(labels["area"]) == {str(area) for area in Area}
        assert set(labels["act"]) == {str(act) for act in Act}
        assert set(labels["indicator"]) == {str(indicator) for indicator in Indicator}
