"""Currency signs before a number, and what a bare "dollar" or "franc" means where the text or the country spoken of says so."""

from __future__ import annotations

import re

from etl.model import Dimension

from .lexicon import Lexicon, Unit

_LAST = frozenset("$€£¥￥₹₩₽₪₫₱฿₦₴₺₸₼₾₭₮₵₲₡৳₿=.")
_LONGEST = 10


def read_sign_before(text: str, number_start: int, lexicon: Lexicon) -> tuple[Unit, int] | None:
    """The currency sign or code directly before a number ("US$", "Rs. ", "USD") and where it starts; None if there is none."""
    if number_start == 0:
        return None
    end = number_start
    previous = text[end - 1]
    if previous in " \u00a0\u202f":
        end -= 1
        if end == 0:
            return None
        previous = text[end - 1]
    if not (previous in _LAST or previous.isalpha()):
        return None
    if end != number_start:
        return _read_spaced(text, end, lexicon)
    for length in range(min(_LONGEST, end), 0, -1):
        unit = lexicon.before.get(text[end - length : end])
        if unit is not None and not _goes_on_left(text, end - length):
            return unit, end - length
    return None


def _read_spaced(text: str, end: int, lexicon: Lexicon) -> tuple[Unit, int] | None:
    """The sign that is the last word before a space, or the last two ("US $")."""
    start = max(text.rfind(" ", end - _LONGEST if end > _LONGEST else 0, end), text.rfind("(", max(0, end - _LONGEST), end)) + 1
    if end - start >= _LONGEST or (start == 0 and end > _LONGEST):
        return None
    word = text[start:end]
    if word[-1] == "$" and start > 1 and text[start - 1] == " ":
        first = text.rfind(" ", max(0, start - _LONGEST), start - 1) + 1
        unit = lexicon.before.get(text[first:end])
        if unit is not None and not _goes_on_left(text, first):
            return unit, first
    unit = lexicon.before.get(word)
    if unit is not None:
        return (unit, start) if word not in _NEVER_SPACED else None
    if word[-1] in _LAST:  # "of about,$ 5", "/US$ 5"
        for length in range(len(word) - 1, 0, -1):
            unit = lexicon.before.get(word[-length:])
            if unit is not None and not _goes_on_left(text, end - length):
                return unit, end - length
    return None


def _goes_on_left(text: str, start: int) -> bool:
    """Whether letters before a sign make it the end of another word: "theRs"."""
    return text[start].isalpha() and start > 0 and (text[start - 1].isalnum() or text[start - 1] in ".-&")


_NEVER_SPACED = frozenset(
    {"PS", "K", "R", "Re", "Sh", "Fl", "BD", "LE", "Ft", "Esc", "RO", "Ks", "SR", "Dm", "Bt", "Kc", "Zl", "SLR", "QR", "Dh"}
)


def resolve(unit: Unit, lexicon: Lexicon, home_dollar: str | None, home: str | None) -> tuple[Unit, str | None]:
    """The currency that a bare noun or "$" means, and a note on how it was resolved (None where the noun has one usual meaning).

    ``home_dollar`` is the code of the dollar spoken of, ``home`` the country (alpha-3) whose francs, pesos, rupees are meant.
    """
    noun = unit.noun
    if noun is None:
        return unit, None
    home_noun = lexicon.home_nouns.get(noun, noun)
    if home_noun == "dollar":
        if home_dollar is None or home_dollar == unit.name:
            return unit, None
        return Unit(home_dollar, Dimension.MONEY, noun), f"{noun}: the dollar of the country spoken of"
    code = lexicon.homes.get(home, {}).get(home_noun) if home else None
    if code is not None and code != unit.name:
        return Unit(code, Dimension.MONEY, noun), f"{noun}: the currency of {home}"
    if not unit.name.isupper():
        return unit, f"{noun}: whose is not said"
    return unit, None


_ADJECTIVE = re.compile(r" \(?(US|U\.S\.|Canadian|Australian|CAD|AUD|CDN|NZD|SGD|HKD)(?![\w])")
_ADJECTIVE_ENDS = re.compile(r"[ ]?(?:$|[,.;:)]|(?:a|an|per|in|for|to|and|or|bail|each|from|by|on|at|of|worth|cash)\b)")


def adjective_after(text: str, end: int, lexicon: Lexicon) -> Unit | None:
    """ "$5 million Canadian", "1.34 dlrs Canadian", "$500 US bail"; not "a $5 billion Canadian pipeline", which says whose it is."""
    if text[end : end + 1] != " " or not text[end + 1 : end + 3].strip("(")[:1].isupper():
        return None
    match = _ADJECTIVE.match(text, end)
    if match is None:
        return None
    code = lexicon.dollars.get(match[1].lower())
    if code is None:
        return Unit("CAD" if match[1] == "CDN" else match[1], Dimension.MONEY)
    return Unit(code, Dimension.MONEY) if _ADJECTIVE_ENDS.match(text, match.end()) else None
