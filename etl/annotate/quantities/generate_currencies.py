"""Writes etl/terms/currencies.toml from babel's CLDR data: ``python -m etl.annotate.quantities.generate_currencies``.

Codes, English names and the currencies of each country come from CLDR, so no one types them. Where two codes share a
name (the cruzado before and after a reform), the one a country used last is kept; a test compares file and generator.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator

from babel import Locale
from babel.core import get_global

_HEADER = """\
# Generated from babel's CLDR data by etl/annotate/quantities/generate_currencies.py: do not edit, run it again.
# [names]: English name in lower case -> ISO 4217 code. [homes]: country (alpha-3) -> the noun of its currency -> code.
# What newspapers write beside these names (symbols, dlrs, bare nouns) stands in money.toml.
"""
_NOT_MONEY = {
    "XAG",
    "XAU",
    "XBA",
    "XBB",
    "XBC",
    "XBD",
    "XFU",
    "XPD",
    "XPT",
    "XRE",
    "XTS",
    "XUA",
    "XXX",
    "XSU",
    "USN",
    "USS",
    "CHE",
    "CHW",
    "CNH",
}
_GONE_COUNTRIES = {"DDR": "DD", "SUN": "SU", "YUG": "YU", "CSK": "CS"}  # alpha-3 codes of their time that CLDR no longer lists
_FORMS = re.compile(r"\s*\(.*?\)|\bnew |\bhard |\bconvertible ")


def _last_use() -> dict[str, tuple[int, ...]]:
    """For each code the last day on which some country used it; (9999,) while one still does."""
    last: dict[str, tuple[int, ...]] = {}
    for rows in get_global("territory_currencies").values():
        for code, _, end, tender in rows:
            if tender:
                last[code] = max(last.get(code, (0,)), end or (9999,))
    return last


def _names_of(locale: Locale, code: str) -> Iterator[str]:
    plurals = locale._data["currency_names_plural"].get(code, {})
    for name in (locale.currencies[code], *plurals.values()):
        lowered = name.lower()
        yield re.sub(r"\s*\(.*?\)", "", lowered)
        yield _FORMS.sub("", lowered).strip()


def currency_names() -> dict[str, str]:
    """English currency names, lower case, singular and plural, each with one code."""
    locale = Locale("en")
    last = _last_use()
    owners: dict[str, str] = {}
    for code in sorted(locale.currencies, key=lambda code: (last.get(code, (0,)), code)):
        if code not in _NOT_MONEY:
            owners |= dict.fromkeys(_names_of(locale, code), code)
    return dict(sorted(owners.items()))


def home_currencies() -> dict[str, dict[str, str]]:
    """For each country (alpha-3) the nouns of the currencies it has used ("franc") and the latest code of each."""
    locale = Locale("en")
    alpha3 = {alias: codes[0] for alias, codes in get_global("territory_aliases").items() if len(alias) == 3 and alias.isalpha()}
    homes: dict[str, dict[str, str]] = defaultdict(dict)
    for country, territory in sorted((alpha3 | _GONE_COUNTRIES).items()):
        for code, _, _, tender in reversed(get_global("territory_currencies").get(territory, [])):  # CLDR lists oldest first
            if tender and code not in _NOT_MONEY and code in locale.currencies:
                noun = _FORMS.sub("", locale.currencies[code].lower()).strip().split()[-1]
                homes[country].setdefault(noun, code)
    return dict(homes)


def render() -> str:
    """The whole file."""
    lines = [_HEADER, "[names]"]
    lines += [f'"{name}" = "{code}"' for name, code in currency_names().items()]
    lines += ["", "[homes]"]
    for country, nouns in home_currencies().items():
        pairs = ", ".join(f'"{noun}" = "{code}"' for noun, code in sorted(nouns.items()))
        lines.append(f"{country} = {{ {pairs} }}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(render())
