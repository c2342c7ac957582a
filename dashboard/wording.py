"""How a value is written: one formatter for screen, export and alt text, and the catalogue of interface words.

The author's hedge survives: "about $3 billion" is ``≈ $3.0B``, never ``$3,000,000,000``. Unknown is an en dash, never zero.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources
from typing import Any

UNKNOWN = "–"
LANGUAGES = ("en", "ja")
_LANGUAGE: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])
_THIN = "\u2009"
_NARROW = "\u202f"  # does not break: "+15 %" stays on one line
_MINUS = "\u2212"
_SCALES = (
    (Decimal("1e12"), "T", "trillion"),
    (Decimal("1e9"), "B", "billion"),
    (Decimal("1e6"), "M", "million"),
    (Decimal("1e3"), "K", "thousand"),
)
_SYMBOLS = {"USD": "$", "EUR": "€"}
_SPOKEN_MONEY = {"USD": "US dollars", "EUR": "euros"}
_SIGNS = {"about": "≈", "more_than": ">", "less_than": "<", "up_to": "≤"}
_MIRRORED = {">": "<", "<": ">", "≥": "≤", "≤": "≥", "≲": "≳"}  # "fell by more than 45 percent" is less than −45
_SPOKEN_SIGNS = {"about": "about", "more_than": "more than", "less_than": "less than", "up_to": "up to"}
_AT_LEAST = ("at least", "no less", "no fewer", "minimum", "or more")
_NEARLY = ("nearly", "almost", "just under", "just below", "close to")
_PLAIN_COUNT = Decimal(100_000)  # counts are written out below this, "12,345 companies"
_PLAIN_MONEY = Decimal(10_000)
_SINGULAR = re.compile(
    r"\b(tonne|ton|ounce|pound|gram|kilogram|barrel|bushel|bag|litre|gallon|\w*metre|mile|hectare|acre|\w*watt|hour|franc)(?=$| per | of )"
)  # units that the warehouse names in the singular; things counted stand in the plural already
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True, slots=True)
class Figure:
    """What has to be known of a figure to write it.

    Attributes:
        value: In base units; None when the article does not say.
        kind: level, change_abs, change_pct, multiplier, share, rank.
        status: reported, forecast, target.
        qualifier_text: The article's own hedge word ("nearly"), which may sharpen the sign.
    """

    value: float | Decimal | None
    unit: str | None = None
    kind: str = "level"
    status: str = "reported"
    qualifier: str | None = None
    qualifier_text: str | None = None
    low: float | Decimal | None = None
    high: float | Decimal | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Figure:
        """The figure in a row of ``fact_evidence`` or ``observation_evidence``."""
        known = {name: _known(row.get(name)) for name in ("value", "unit", "qualifier", "qualifier_text", "low", "high")}
        return cls(kind=_known(row.get("kind")) or "level", status=_known(row.get("status")) or "reported", **known)


def write(figure: Figure, *, noun: bool = False) -> str:
    """The figure as a reader sees it.

    >>> write(Figure(3e9, "USD", qualifier="about")).replace("\\u2009", " ")
    '≈ $3.0B'
    >>> write(Figure(20, "ratio", kind="multiplier"))
    '×20'

    Args:
        figure: What to write.
        noun: Name the counted noun too ("> 300 companies"), where no column header or title does.
    """
    if figure.value is None:
        return UNKNOWN
    sign = _sign(figure)
    body = _body(figure)
    if noun and _is_count(figure):
        body = f"{body} {unit_name(figure.unit or '', figure.value)}"
    written = f"{sign}{_THIN}{body}" if sign else body
    return f"→{_THIN}{written}" if figure.status == "target" else written


def speak(figure: Figure) -> str:
    """The same in words, for alt texts and screen readers: "about 3.0 billion US dollars"."""
    if figure.value is None:
        return "not stated"
    hedge = _SPOKEN_SIGNS.get(figure.qualifier or "", "")
    if hedge and figure.value < 0 and not _is_range(figure):
        hedge, figure = f"minus {hedge}", replace(figure, value=-figure.value)  # the hedge is about how far it fell
    words = " ".join(part for part in (hedge, _spoken_body(figure)) if part)
    return {"target": f"target {words}", "forecast": f"forecast {words}"}.get(figure.status, words)


def unit_name(unit: str, value: float | Decimal | None = None) -> str:
    """A unit in the number that its value asks for, many if there is none.

    >>> unit_name("barrel per day", 2e6), unit_name("tonne", 1), unit_name("companies", 300)
    ('barrels per day', 'tonne', 'companies')
    """
    return unit if value == 1 else _SINGULAR.sub(r"\1s", unit, count=1)


def money(value: float | Decimal | None, unit: str = "USD") -> str:
    """An amount of money: ``$2.3B``, ``JPY 1.0T``, ``−$1.6B``."""
    return UNKNOWN if value is None else _money(_decimal(value), unit)


def count(value: int | float | None, one: str = "", many: str = "") -> str:
    """A count with its noun in the right number: ``count(1, "article", "articles")`` is "1 article"."""
    if value is None:
        return UNKNOWN
    number = f"{value:,.0f}".replace("-", _MINUS)
    noun = one if value == 1 else (many or one)
    return f"{number}{'' if language() == 'ja' else ' '}{noun}" if noun else number


def period(label: str | None) -> str:
    """A period's label as people write it: ``2014/2017`` is "2014–2017", ``2017-05-03`` is "3 May 2017"."""
    if not label:
        return say("undated")
    first, slash, last = label.partition("/")
    if not slash:
        return _moment(first)
    if language() == "ja":
        return f"{_moment(first)}–{_moment(last)}"
    one, other = _moment(first).split(" "), _moment(last).split(" ")
    same = len(one) == len(other)
    while same and len(one) > 1 and one[-1] == other[len(one) - 1]:  # "13–19 May 2024": what both share is said once
        one = one[:-1]
    return f"{' '.join(one)}–{' '.join(other)}"


def agreement(state: str | None, articles: int | None) -> str:
    """How many articles say so: "1 source", "3 agree", "sources differ"."""
    if state == "differ":
        return say("agreement.differ")
    if not articles or articles < 2:
        return say("agreement.single")
    return say("agreement.agree", articles=articles)


def listing(words: Iterable[str], limit: int = 3) -> str:
    """Names in a row, the rest counted: "Israel, Japan, Russia and 4 more"."""
    known = [word for word in words if word]
    if len(known) <= limit:
        return say("and_two").join([", ".join(known[:-1]), known[-1]]) if len(known) > 1 else "".join(known)
    return say("and_more", names=", ".join(known[:limit]), more=len(known) - limit)


def plain(text: str) -> str:
    """Text that Markdown must show as it is: brackets, stars, dollars and colons lose their meaning."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+-.!|$:~" else sign for sign in text)


def say(key: str, **values: Any) -> str:
    """The interface text under ``key`` in the catalogue, its places filled.

    Raises:
        KeyError: No such text; a test guards that every key used exists.
    """
    text = _find(key, language())
    return text.format(**values) if values else text


def speak_language(code: str) -> None:
    """Say everything in this language from now on, in this thread; an unknown one is English."""
    _LANGUAGE.set(code if code in LANGUAGES else LANGUAGES[0])


def language() -> str:
    """The language of this thread."""
    return _LANGUAGE.get()


@cache
def _find(key: str, code: str) -> str:
    text: Any = catalogue(code)
    for part in key.split("."):
        text = text.get(part) if isinstance(text, dict) else None
    if text is None and code == LANGUAGES[0]:
        raise KeyError(key)
    return _find(key, LANGUAGES[0]) if text is None else str(text)


@cache
def catalogue(code: str) -> dict[str, Any]:
    """All interface texts of a language."""
    name = "words.toml" if code == LANGUAGES[0] else f"words.{code}.toml"
    return tomllib.loads(resources.files("dashboard").joinpath(name).read_text(encoding="utf-8"))


def _sign(figure: Figure) -> str:
    hedge = (figure.qualifier_text or "").lower()
    sign = _SIGNS.get(figure.qualifier or "", "")
    if any(word in hedge for word in _NEARLY) and figure.qualifier in {"about", "less_than"}:
        sign = "≲"
    elif figure.qualifier == "more_than" and any(word in hedge for word in _AT_LEAST):
        sign = "≥"
    return _MIRRORED.get(sign, sign) if (figure.value or 0) < 0 else sign


def _body(figure: Figure) -> str:
    value = _decimal(figure.value or 0)
    if figure.kind == "multiplier":
        return f"×{_digits(value)}"
    if figure.kind == "rank":
        return _ordinal(int(value))
    if _is_money(figure):
        body = _range(figure, lambda part: _money(part, figure.unit or "")) or _money(value, figure.unit or "")
    elif figure.unit in {"percent", "percentage point"}:
        body = f"{_ends(figure, value)}{_NARROW}{'%' if figure.unit == 'percent' else 'pp'}"
    else:
        body = _range(figure, _count) or _count(value)
    return f"+{body}" if figure.kind.startswith("change") and value > 0 else body


def _spoken_body(figure: Figure) -> str:
    value = _decimal(figure.value or 0)
    if figure.kind == "multiplier":
        return f"{_digits(value)} times"
    if figure.kind == "rank":
        return f"rank {int(value)}"
    if _is_range(figure) and figure.low is not None and figure.high is not None:
        return f"{_spoken_number(_decimal(figure.low))} to {_spoken_number(_decimal(figure.high))} {_spoken_unit(figure)}".strip()
    return f"{_spoken_number(value)} {_spoken_unit(figure)}".strip()


def _spoken_number(value: Decimal) -> str:
    size = abs(_rounded(value))
    minus = "minus " if value < 0 else ""
    for scale, _, word in _SCALES[:3]:
        if size >= scale:
            return f"{minus}{_mantissa(size / scale)} {word}"
    return f"{minus}{_scaled(abs(value), _PLAIN_COUNT)}"


def _spoken_unit(figure: Figure) -> str:
    unit = figure.unit or ""
    return _SPOKEN_MONEY.get(unit, unit) if _is_money(figure) else unit_name(unit, figure.value)


def _money(value: Decimal, unit: str) -> str:
    minus = _MINUS if value < 0 else ""
    symbol = _SYMBOLS.get(unit) or f"{unit} "
    return f"{minus}{symbol}{_scaled(abs(value), _PLAIN_MONEY)}"


def _count(value: Decimal) -> str:
    minus = _MINUS if value < 0 else ""
    return f"{minus}{_scaled(abs(value), _PLAIN_COUNT)}"


def _scaled(size: Decimal, plain_below: Decimal) -> str:
    if size < plain_below:
        return f"{size:,.0f}" if size == size.to_integral_value() else _digits(size)
    size = _rounded(size)
    scale, letter, _ = next(row for row in _SCALES if size >= row[0])
    return f"{_mantissa(size / scale)}{letter}"


def _mantissa(size: Decimal) -> str:
    digits = _digits(size)
    return f"{digits}.0" if size < 10 and "." not in digits else digits


def _digits(value: Decimal) -> str:
    """Three significant digits at most, thousands kept whole, no exponent."""
    rounded = _rounded(value) if abs(value) < 1000 else value.to_integral_value(ROUND_HALF_UP)
    text = f"{rounded:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", _MINUS)


def _rounded(value: Decimal) -> Decimal:
    if not value:
        return Decimal(0)
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2), ROUND_HALF_UP)


def _range(figure: Figure, one: Any) -> str | None:
    """Both ends with the unit once ("$600–700M"); None unless the figure is a range."""
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return None
    low, high = one(_decimal(figure.low)), one(_decimal(figure.high))
    symbol = low[: len(low) - len(low.lstrip("$€"))] if low[:1] in "$€" else ""
    tail_low, tail_high = low[-1:], high[-1:]
    if tail_low == tail_high and tail_low.isalpha():
        low = low[:-1]
    prefix = symbol or (f"{figure.unit} " if low.startswith(f"{figure.unit} ") else "")
    return f"{low}{_dash(figure.low)}{high.removeprefix(prefix)}"


def _ends(figure: Figure, value: Decimal) -> str:
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        return f"{_digits(_decimal(figure.low))}{_dash(figure.low)}{_digits(_decimal(figure.high))}"
    return _digits(value)


def _dash(low: float | Decimal) -> str:
    """What stands between the ends of a range; a dash beside a minus would be read as one."""
    return "–" if low >= 0 else say("range_to")


def _is_range(figure: Figure) -> bool:
    return figure.low is not None and figure.high is not None and figure.low != figure.high


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}".replace("-", _MINUS)


def _moment(label: str) -> str:
    parts = label.split("-")
    if len(parts) == 2 and parts[1][:1] in {"Q", "H"}:
        return f"{parts[1]} {parts[0]}"
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return label
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return label
    if language() == "ja":
        return "".join(f"{int(part)}{name}" for part, name in zip(parts, "年月日", strict=False))
    day = [str(int(parts[2]))] if len(parts) > 2 else []
    month = [_MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*day, *month, parts[0]])


def _is_money(figure: Figure) -> bool:
    unit = figure.unit or ""
    return len(unit) == 3 and unit.isupper()


def _is_count(figure: Figure) -> bool:
    return (
        bool(figure.unit) and not _is_money(figure) and figure.unit not in {"percent", "percentage point", "ratio", "rank", "basis point"}
    )


def _decimal(value: float | Decimal) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(float(value)))


def _known(value: Any) -> Any:
    """None for the several ways in which pandas writes "nothing"."""
    if value is None or value != value or str(value) in {"<NA>", "NaT"}:
        return None
    if isinstance(value, float) and math.isinf(value):
        return None
    return value
