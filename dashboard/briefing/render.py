"""From the briefing to the bytes of its PDF: A4, one page, tagged (PDF/UA-1), the same bytes for the same data. No network.

Fonts are those beside this module and those inside typst; more can be named by the folder in ``ENTENTE_FONTS``. A character that none
of them has would make the file unreadable to assistive software, so typst refuses it: it is replaced by a visible sign.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.briefing.content import Briefing
from dashboard.wording import say

if TYPE_CHECKING:
    import typst

NEEDS = ("typst", "vl_convert")
_WORDS = {"figures": "briefing.figures", "filters": "briefing.filters", "none": "briefing.no_filters"}
_THRIFT = 3  # steps of leaving out until everything fits on the page
_FEWEST_EVENTS = 2  # charts make room for these
_UNPRINTABLE = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_SIGN = "▯"
_LONGEST_GAP = 3  # signs for a long run of what cannot be printed
_ADDRESS = re.compile(r"[?]|https?://")
_ENDLESS = re.compile(r"(?:[?]|https?://)\S+|\S{16}(?=\S)")  # addresses stay whole, so that they can be copied
_BREAK = "\u200b"  # a line may end here
_DROPPED = {_BREAK, "\u2060", "\ufeff", "\u00ad"}  # no ink of their own


def missing_packages() -> list[str]:
    """Packages of the extra ``export`` that are not installed."""
    return [name for name in NEEDS if find_spec(name) is None]


def to_pdf(briefing: Briefing) -> bytes:
    """The briefing as PDF, always one page.

    Raises:
        ModuleNotFoundError: The extra ``export`` is not installed.
    """
    page = _values(briefing)
    for step in range(_THRIFT + 1):
        values = _printable(_thrifty(page, step))
        pdf, pages, shown = _set(values, briefing.built)
        if pages == 1 and shown >= min(_FEWEST_EVENTS, len(briefing.entries)):
            break
    return pdf


def _thrifty(page: Mapping[str, Any], step: int) -> dict[str, Any]:
    """The page as it is; each step leaves out more: the rarer charts, the second row of figures, all charts."""
    page = dict(page)
    if step >= 1:
        page["pictures"] = page["pictures"][-2:]
    if step >= 2:
        page["cards"] = page["cards"][:3]
    if step >= 3:
        page["pictures"] = []
        page["filters"] = page["filters"][:8]
    return page


def _values(briefing: Briefing) -> dict[str, Any]:
    """The briefing as the layout reads it, its charts drawn."""
    page = asdict(briefing)
    words = {key: say(name) for key, name in _WORDS.items()}
    pictures = [{"title": one["title"], "sub": one["sub"], "alt": one["alt"], "svg": _svg(one["spec"])} for one in page["pictures"]]
    built = datetime.fromisoformat(page["built"])
    parts = [built.year, built.month, built.day, built.hour, built.minute, built.second]
    return {**page, "built_parts": parts, "pictures": pictures, "words": words}


def _svg(spec: Mapping[str, Any]) -> str:
    import vl_convert

    vl_convert.register_font_directory(str(_fonts()))
    return str(vl_convert.vegalite_to_svg(dict(spec)))


def _set(values: dict[str, Any], built: str) -> tuple[bytes, int, int]:
    """Typeset; gives the PDF, its number of pages and of events. Characters without a font are replaced until typst accepts the page."""
    import typst

    stamp = datetime.fromisoformat(built).replace(tzinfo=UTC, microsecond=0)
    for _ in range(4):
        compiler = _compiler(values)
        try:
            pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=stamp)
        except typst.TypstError as err:
            found = _without_font(err)
            if not found:
                raise
            values = _replaced(values, found)
            continue
        return _bytes(pdf), *_outcome(compiler)
    compiler = _compiler(values)  # an untagged page is better than none
    return _bytes(compiler.compile(format="pdf", timestamp=stamp)), *_outcome(compiler)


def _bytes(made: object) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made).__name__} instead of the bytes of a PDF. Install typst 0.15 or later.")
    return made


def _compiler(values: dict[str, Any]) -> typst.Compiler:
    import typst

    folders = [str(_fonts()), *filter(None, [os.environ.get("ENTENTE_FONTS")])]
    return typst.Compiler(
        str(resources.files("dashboard.briefing") / "layout.typ"),
        font_paths=folders,
        ignore_system_fonts=True,  # the same page on every machine
        sys_inputs={"briefing": json.dumps(values)},
    )


def _outcome(compiler: typst.Compiler) -> tuple[int, int]:
    """Number of pages, and of events that found room."""
    found = json.loads(compiler.query("<outcome>", field="value", one=True))
    return int(found["pages"]), int(found["events"])


@cache
def _fonts() -> Path:
    return Path(str(resources.files("dashboard.briefing") / "fonts"))


def _without_font(err: typst.TypstError) -> set[str]:
    """Characters that typst found no font for."""
    texts = _UNPRINTABLE.findall(err.diagnostic)
    return {char for text in texts for char in _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if ord(char) > 127} - {_BREAK}


def _replaced(values: dict[str, Any], found: set[str]) -> dict[str, Any]:
    """The values with a sign for what cannot be printed, and a note that says so."""
    gap = re.compile(f"[{re.escape(''.join(sorted(found)))}]+")
    cured: dict[str, Any] = _mapped(values, lambda text: gap.sub(lambda run: _SIGN * min(len(run[0]), _LONGEST_GAP), text))
    note = say("briefing.missing_glyphs", sign=_SIGN)
    return {**cured, "notes": [*(line for line in cured["notes"] if line != note), note]}


def _printable(values: dict[str, Any]) -> dict[str, Any]:
    """The values without control characters and signs that have no ink; endless words may be broken."""

    def clean(text: str) -> str:
        return "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} else char for char in text if char not in _DROPPED)

    cleaned: dict[str, Any] = _mapped(values, clean)
    return {**_mapped({**cleaned, "pictures": []}, _breakable), "pictures": cleaned["pictures"]}


def _breakable(text: str) -> str:
    """Text whose words of more than 16 characters may be broken; addresses stay as they are."""
    return _ENDLESS.sub(lambda run: run[0] if _ADDRESS.match(run[0]) else f"{run[0]}{_BREAK}", text)


def _mapped(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _mapped(part, change) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(part, change) for part in value]
    return value
