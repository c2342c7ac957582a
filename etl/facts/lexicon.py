"""The words that the fact finder reads by, loaded once from ``etl/terms``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import ahocorasick_rs

from etl.automaton import automaton
from etl.model import Indicator
from etl.terms.load import TermsError, read_terms


@dataclass(frozen=True, slots=True)
class Governor:
    """What a governing phrase says about the figures that hang on it.

    Attributes:
        indicator: What is measured; None for nouns whose figures are no facts.
        balance: "deficit", "surplus" or "either" for balances, else None.
        generic: A word like "deficit" that means the trade balance only where the text speaks of trade.
        parties: Whether a country in the frame is needed.
        abroad: Whether the phrase counts only where "to" or "abroad" follows shortly ("sales of pork to Japan").
        reason: Why figures of this noun are dropped; None for indicators.
    """

    indicator: Indicator | None
    balance: str | None = None
    generic: bool = False
    parties: bool = False
    reason: str | None = None
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class RankedNoun:
    """What a ranked noun ("trading partner") measures and whose list it is."""

    indicator: Indicator
    side: str


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """The indicator and unit of a counted noun ("tourists" -> tourists, people)."""

    indicator: Indicator
    unit: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists, ready to be asked."""

    automaton: ahocorasick_rs.AhoCorasick
    governors: tuple[Governor, ...]
    phrases: dict[str, Governor]
    followers: frozenset[str]
    up: frozenset[str]
    down: frozenset[str]
    level: frozenset[str]
    share: frozenset[str]
    comparison: frozenset[str]
    multiples: dict[str, Decimal]
    counted: dict[str, CountedNoun]
    doings: dict[str, CountedNoun]
    hosting: dict[str, CountedNoun]
    ranked: dict[str, RankedNoun]
    telltales: ahocorasick_rs.AhoCorasick
    rank_pattern: re.Pattern[str]
    multiple_pattern: re.Pattern[str]
    forecast: re.Pattern[str]
    target: re.Pattern[str]
    granting: re.Pattern[str]
    granting_indicators: frozenset[Indicator]

    def direction(self, word: str) -> int:
        """+1 for a word of rising, -1 for a word of falling, else 0."""
        return 1 if word in self.up else -1 if word in self.down else 0


_SEPARATORS = (("‑", " "), ("‐", " "), ("–", " "), ("\xa0", " "), ("’", "'"))


def normalise(text: str) -> str:
    """Lower case with hyphens, line breaks and odd spaces as spaces: same length, same offsets."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change their length, such as the Turkish capital I with a dot
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    lowered = lowered.replace("-", " ").replace("\n", " ").replace("\t", " ")
    if not lowered.isascii():
        for separator, plain in _SEPARATORS:
            lowered = lowered.replace(separator, plain)
    return lowered


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of this package.

    Raises:
        TermsError: A phrase has two owners.
    """
    phrases = _governing_phrases(read_terms("indicators"))
    motion, modality = read_terms("motion"), read_terms("modality_facts")
    directions = {row["direction"]: frozenset(row["words"]) for row in motion["motion"]}
    multiples = {word: Decimal(row["value"]) for row in motion["multiple"] for word in row["words"]}
    ranks = read_terms("ranks")
    ranked = {noun: RankedNoun(Indicator(row["indicator"]), row["side"]) for row in ranks["ranked"] for noun in row["noun"]}
    return Lexicon(
        automaton=automaton(phrases),
        governors=tuple(phrases.values()),
        phrases=phrases,
        followers=frozenset(read_terms("indicators")["compound"]["followers"]),
        up=directions["up"],
        down=directions["down"],
        level=_words(motion["level"]),
        share=_words(motion["share"]),
        comparison=_words(motion["comparison"]),
        multiples=multiples,
        counted={
            noun: CountedNoun(Indicator(row["indicator"]), row["unit"]) for row in read_terms("counted")["counted"] for noun in row["nouns"]
        },
        doings={
            verb: CountedNoun(Indicator(row["indicator"]), row["unit"]) for row in read_terms("counted")["doing"] for verb in row["verbs"]
        },
        hosting={
            verb: CountedNoun(Indicator(row["indicator"]), row["unit"])
            for row in read_terms("counted")["doing"]
            for verb in row.get("before", ())
        },
        ranked=ranked,
        telltales=_telltales(multiples, ranks["superlatives"]),
        rank_pattern=_rank_pattern(ranks["superlatives"]),
        multiple_pattern=re.compile(rf"\b(?:{_alternatives(multiples)})\b", re.IGNORECASE),
        forecast=_any_of(modality["forecast"]["words"]),
        target=_any_of(modality["target"]["words"]),
        granting=_any_of(modality["granting"]["words"]),
        granting_indicators=frozenset(Indicator(name) for name in modality["granting"]["indicators"]),
    )


def _telltales(multiples: dict[str, Decimal], superlatives: list[str]) -> ahocorasick_rs.AhoCorasick:
    """Words without which a text holds neither a multiple nor a rank."""
    telling = sorted({normalise(word) for word in (*multiples, *superlatives, " place", "rank", "top")})
    return ahocorasick_rs.AhoCorasick(telling, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def _governing_phrases(terms: dict[str, Any]) -> dict[str, Governor]:
    phrases: dict[str, Governor] = {}
    for row in terms["indicator"]:
        governor = Governor(
            Indicator(row["key"]),
            row.get("balance"),
            row.get("generic", False),
            row.get("needs") == "parties",
            abroad=row.get("abroad", False),
        )
        _own(phrases, row["phrases"], governor)
    for row in terms["other_noun"]:
        _own(phrases, row["phrases"], Governor(None, reason=row["reason"]))
    return phrases


_COUNTABLE = (" investment", " deficit", " loan", " tariff", " debt", " volume", " export", " import", " duty rate", " tariff rate")


def _own(phrases: dict[str, Governor], spellings: list[str], governor: Governor) -> None:
    plurals = [f"{spelling}s" for spelling in spellings if spelling.endswith(_COUNTABLE)]
    for spelling in [*spellings, *(plural for plural in plurals if plural not in spellings)]:
        phrase = normalise(spelling)
        if phrases.setdefault(phrase, governor) != governor:
            raise TermsError(f"etl/terms/indicators.toml: '{spelling}' stands in two rows. Keep one of them.")


def _words(rows: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(word for row in rows for word in row["words"])


def _alternatives(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_alternatives(words)})(?![\w-])")


def _rank_pattern(superlatives: list[str]) -> re.Pattern[str]:
    r"""Ordinal and superlative ("third-largest", "13th biggest", "largest", "top 10", "first place").

    The groups ``ordinal`` and ``super`` give the place; ``top`` the length of a list; ``place`` an ordinal before "place".
    """
    ordinals = _alternatives(ORDINALS)
    return re.compile(
        rf"""(?<![\w-])(?:
            top[ -](?P<top>\d{{1,3}}|three|five|ten)(?=[ ])
          | (?:(?P<ordinal>{ordinals}|\d{{1,3}}(?:st|nd|rd|th))[ -])?(?P<super>{_alternatives(superlatives)})(?=[ -])
          | (?:in|to|the)[ ](?:the[ ])?(?P<place>{ordinals})[ ]place(?![\w-])
          | rank(?:s|ed)?[ ](?P<rank>{ordinals})(?![\w-])
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
