"""Each chart as it was when somebody last looked at it. After a change that is meant: ``make golden``, and look at what git shows.

The letters are those of the briefing's font, which lies in the repository, so that a picture is the same on every machine.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import streamlit as st

from dashboard import data, drawing, gallery
from dashboard.charts import Chart, ink_for
from dashboard.filters import Filters
from tests.synthetic import make_home
from tests.test_charts import DRAW
from warehouse.read import Warehouse

vl_convert = pytest.importorskip("vl_convert", reason="vl-convert is not installed (extra 'export')")

GOLDEN = Path(__file__).parent / "golden"
OUTPUT = Path(__file__).parent / "output"
FONTS = Path(__file__).parents[1] / "dashboard" / "briefing" / "fonts"
WRITE = os.environ.get("ENTENTE_GOLDEN") == "write"
MOST_LINES = 40
_OUTLINE = 600  # characters of a path from which on its digest stands for it: coasts tell a reader nothing

Key = tuple[str, str]
ISRAEL = Filters(countries=("ISR",))


def _sample(name: str, key: Key, _view: Filters) -> Chart:
    """A chart for which the small collection has too little."""
    return DRAW[name](ink_for(key[1]))


MORE: dict[str, Callable[[Key, Filters], Chart | None]] = {
    "targets": drawing.target_bars,
    "coverage": lambda key, _: drawing.article_coverage(key),
    "companies": lambda key, view: found[0] if (found := drawing.count_bars(key, view, "companies")) else None,
    "map_of_one": lambda key, _: drawing.world_map(key, ISRAEL, "events"),
    "network_of_one": lambda key, _: found[0] if (found := drawing.network(key, ISRAEL, "events")) else None,
    **{name.replace(" ", "_"): partial(_sample, name) for name in ("matrix", "panel", "log panel")},
}
CHARTS: dict[str, Callable[[Key, Filters], Chart | None]] = {name: draw for name, (_, draw) in gallery.CHARTS.items()} | MORE


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("golden")
    make_home(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENTENTE_HOME", str(home))
        st.cache_resource.clear()
        found = Warehouse(home).generation()
        assert found is not None
        vl_convert.register_font_directory(str(FONTS))
        yield found.name
        st.cache_resource.clear()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", list(CHARTS))
def test_a_chart_looks_as_it_did(generation: str, name: str, theme: str) -> None:
    with data.pinned(generation):
        chart = CHARTS[name]((generation, theme), Filters())
    assert chart is not None
    path = GOLDEN / f"{name}_{theme}.svg"
    drawn = lines_of(svg(chart, ink_for(theme).background))
    if WRITE:
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
        return
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    if drawn != known:
        OUTPUT.mkdir(exist_ok=True)
        (OUTPUT / path.name).write_text(drawn, encoding="utf-8")
        changed = list(difflib.unified_diff(known.splitlines(), drawn.splitlines(), "as it was", "as it is", lineterm="", n=0))
        more = f"\n... {len(changed) - MOST_LINES} lines more" if len(changed) > MOST_LINES else ""
        pytest.fail(
            f"{name} looks different ({theme}).\n" + "\n".join(changed[:MOST_LINES]) + f"{more}\n"
            f"Compare {path} with {OUTPUT / path.name}; if it is meant: make golden",
            pytrace=False,
        )


def svg(chart: Chart, background: str) -> str:
    """The chart as a picture, in letters that are the same everywhere."""
    spec = chart.whole(width=640)
    spec["background"] = background
    spec["config"]["font"] = "Roboto"
    return str(vl_convert.vegalite_to_svg(spec))


def lines_of(picture: str) -> str:
    """One element per line, numbers to a tenth, so that a difference can be read."""
    shorter = re.sub(rf' d="([^"]{{{_OUTLINE},}})"', lambda path: f' data-d="{_digest(path[1])}"', picture)
    shorter = re.sub(r"(clip|gradient_)\d+", _counted(shorter), shorter)
    shorter = re.sub(r"view_[0-9a-f]{16}", "view", shorter)  # Altair names a layered chart by a digest of its specification
    rounded = re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), shorter)
    return re.sub(r">\s*<", ">\n<", rounded) + "\n"


def _counted(picture: str) -> Callable[[re.Match[str]], str]:
    """Names of clips and fadings counted from one in each picture: Vega counts on through all that a process draws."""
    names = list(dict.fromkeys(found[0] for found in re.finditer(r"(?:clip|gradient_)\d+", picture)))
    return lambda found: f"{found[1]}{names.index(found[0]) + 1}"


def _digest(path: str) -> str:
    return hashlib.blake2b(re.sub(r"\.\d+", "", path).encode(), digest_size=6).hexdigest()


def test_a_difference_is_shown_line_by_line() -> None:
    one, other = lines_of('<svg><path d="M1.04,2"/><text>3</text></svg>'), lines_of('<svg><path d="M1.01,2"/><text>4</text></svg>')

    assert one.splitlines()[1] == other.splitlines()[1] == '<path d="M1,2"/>'
    assert one.splitlines()[2] != other.splitlines()[2]
