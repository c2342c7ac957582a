"""Draws ``RobotoSigns.ttf``: the signs of the briefing that Roboto lacks, so that a line with an arrow keeps its face.

Run by hand after a change, with fonttools installed: ``python dashboard/briefing/fonts/make_signs.py``. Everything is drawn here, by
polygons on Roboto's 2048 units to an em; digits stand from 0 to 1456.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

Polygon = tuple[tuple[int, int], ...]

_AXIS, _PEN = 620, 150  # the height of an arrow's shaft and its width
_RIGHT: tuple[Polygon, ...] = (
    ((120, _AXIS - _PEN // 2), (120, _AXIS + _PEN // 2), (1300, _AXIS + _PEN // 2), (1300, _AXIS - _PEN // 2)),
    ((1010, _AXIS + 360), (1480, _AXIS), (1010, _AXIS - 360), (930, _AXIS - 240), (1240, _AXIS), (930, _AXIS + 240)),
)
_LESS: Polygon = ((1050, 1390), (1050, 1225), (330, 945), (1050, 665), (1050, 500), (130, 870), (130, 1020))
_WAVE: Polygon = (
    *((130, 330), (230, 420), (370, 450), (520, 420), (680, 330), (800, 300), (900, 320), (1050, 420)),
    *((1050, 270), (940, 180), (810, 150), (660, 180), (500, 270), (380, 300), (280, 280), (130, 180)),
)
_TICK: Polygon = ((100, 640), (220, 750), (500, 440), (1120, 1250), (1250, 1150), (510, 200))
_FRAME: tuple[Polygon, ...] = (
    ((150, 0), (150, 1456), (950, 1456), (950, 0)),
    ((270, 120), (830, 120), (830, 1336), (270, 1336)),
)
SIGNS: dict[str, tuple[int, tuple[Polygon, ...]]] = {  # sign: its width and what is drawn
    "→": (1620, _RIGHT),
    "←": (1620, tuple(tuple((1600 - x, y) for x, y in reversed(part)) for part in _RIGHT)),
    "≲": (1180, (_LESS, _WAVE)),
    "✓": (1350, (_TICK,)),
    "▯": (1100, _FRAME),
}


def make(path: Path) -> None:
    """Write the font to ``path``."""
    builder = import_module("fontTools.fontBuilder").FontBuilder(2048, isTTF=True)
    names = {char: f"uni{ord(char):04X}" for char in SIGNS}
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(char): name for char, name in names.items()})
    drawn = {names[char]: _glyph(parts) for char, (_, parts) in SIGNS.items()}
    builder.setupGlyf({".notdef": _glyph(_FRAME), **drawn})
    builder.setupHorizontalMetrics({".notdef": (1100, 150), **{names[char]: (width, 100) for char, (width, _) in SIGNS.items()}})
    builder.setupHorizontalHeader(ascent=1900, descent=-500)
    names_of_font = {"familyName": "Roboto Signs", "styleName": "Regular", "fullName": "Roboto Signs", "psName": "RobotoSigns-Regular"}
    builder.setupNameTable({**names_of_font, "version": "Version 1.0", "copyright": "Entente. Apache License 2.0."})
    builder.setupOS2(sTypoAscender=1536, sTypoDescender=-512, usWinAscent=2146, usWinDescent=555, sCapHeight=1456, sxHeight=1082)
    builder.setupPost()
    builder.setupHead(unitsPerEm=2048, created=0, modified=0)
    builder.save(path)


def _glyph(parts: tuple[Polygon, ...]) -> object:
    pen = import_module("fontTools.pens.ttGlyphPen").TTGlyphPen(None)
    for part in parts:
        pen.moveTo(part[0])
        for point in part[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    make(Path(__file__).with_name("RobotoSigns.ttf"))
