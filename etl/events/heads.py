"""The noun that a country's adjective or possessive belongs to: "Israeli" prime minister, "Iran's" nuclear program."""

from __future__ import annotations

from collections.abc import Sequence

from etl.annotate.leaders import first_names
from etl.events.acts import noun_list
from etl.events.units import Head, Kind, Unit
from etl.events.words import word_list

_STOPS_HEAD = word_list("stops_head")


def find_heads(units: list[Unit], sides: Sequence[int]) -> None:
    """For each adjective or possessive: the noun it belongs to ("Israeli" prime minister, "Iran's" nuclear program)."""
    state, private = noun_list("state"), noun_list("private")
    for index in reversed(sides):  # from the right, so that "Israeli and Japanese ministers" can look at its neighbour
        unit = units[index]
        if unit.anaphor or unit.form == "city":
            continue
        after = index + 1
        if after < len(units) and units[after].lower in ("'s", "'"):
            unit.possessive, after = True, after + 1
        words: list[str] = []
        if _is_compound(units, index):
            unit.head, unit.head_word = Head.PRIVATE, units[index + 2].lower
            continue
        if unit.form in ("capital", "organisation", "bloc") and _is_named_after(units, index):
            unit.form = "city"
            continue
        while after < len(units) and len(words) < 4 and units[after].kind is Kind.WORD and units[after].lower not in _STOPS_HEAD:
            named = units[after].raw_capital and units[after].lower == "national"  # "Japan's National Security Council"
            words.append("council" if named else units[after].lower.rstrip("'"))
            after += 1
        if unit.form == "name" and not unit.possessive and _is_in_private_name(units, after):
            unit.head, unit.head_word = Head.PRIVATE, words[0]
            continue
        if words[:1] == ["business"] and words[1:2] in (["leaders"], ["groups"], ["people"]):
            unit.head, unit.head_word = Head.PRIVATE, words[1]
            continue
        if unit.form != "demonym" and not unit.possessive:
            if words and words[0] in state and unit.form != "person" and words[0] not in ("people", "first", "special", "general"):
                unit.head, unit.head_word = Head.STATE, words[0]
            elif words and words[0] in ("summit", "forum", "dialogue", "treaty", "alliance") and unit.form in ("name", "bloc"):
                unit.head, unit.head_word = Head.THING, words[0]  # "the ASEAN-China Summit will contribute"
            elif (
                words
                and unit.form == "name"
                and words[0] in _GOODS
                and not _is_verb(units, index + 1)
                and (unit.lower.isascii() and len(unit.lower) <= 4)
            ):
                unit.head, unit.head_word = Head.THING, words[0]  # "U.S. products", "UK proposals"
            continue
        if not words:
            follower = after + 1
            joined = after < len(units) and units[after].lower in ("and", "or", ",", "-", "–")
            if joined and follower < len(units) and units[follower].kind is Kind.SIDE and units[follower].form == "demonym":
                unit.head, unit.head_word = units[follower].head, units[follower].head_word
            elif after < len(units) and units[after].kind is Kind.SIDE and units[after].form == "person":
                unit.head = Head.STATE
            continue
        nouns = noun_list("state_nouns")
        if unit.possessive and _names_a_person(units, index, after - len(words)):
            unit.head = Head.STATE
            continue
        if words[0] == "business" and words[1:2] and words[1] in ("council", "forum", "chamber"):
            unit.head, unit.head_word = Head.THING, words[1]  # "the Omani-Kenyan business council"
            continue
        if tuple(words[:2]) in _SERVING:
            unit.head, unit.head_word = Head.STATE, words[1]
            continue
        if "general" in words[:-1]:
            words = [word for word in words if word != "general"]  # "the Omani general election"
        hit = next((word for word in words if word in nouns or word in private), None)
        if hit is None:
            unit.head, unit.head_word = Head.THING, words[0]
        elif hit in private and not (words[0] in nouns and words[0] not in private):
            unit.head, unit.head_word = Head.PRIVATE, hit
        else:
            unit.head, unit.head_word = Head.STATE, next(word for word in reversed(words) if word in nouns or word in private)


_GOODS = word_list("goods")
_OWN_NAMES = frozenset(
    [
        "association",
        "federation",
        "confederation",
        "lines",
        "club",
        "group",
        "holdings",
        "corp",
        "company",
        "industries",
        "motors",
        "society",
    ]
)
_PERSONAL = frozenset(
    [
        "met",
        "meets",
        "hosted",
        "hosts",
        "received",
        "welcomed",
        "shuttled",
        "travelled",
        "traveled",
        "visited",
        "visits",
        "arrived",
        "arrives",
        "spoke",
        "telephoned",
        "phoned",
        "flew",
        "thanked",
        "told",
    ]
)
_SERVING = frozenset(  # "Kenyan aid workers", "Omani security services": two words that mean the state's people
    [(one, other) for one in ("aid", "relief", "rescue", "medical") for other in ("workers", "teams", "team", "flights", "flight")]
    + [(one, other) for one in ("security", "intelligence", "secret") for other in ("services", "service", "agencies")]
    + [("central", "bank")]
)


def _names_a_person(units: list[Unit], index: int, start: int) -> bool:
    """ "President Petro and Ecuador's Guillermo Lasso met": two names beside a person, or before what only persons do."""
    if start + 2 >= len(units) or not (units[start].raw_capital and units[start + 1].raw_capital):
        return False
    if units[start + 1].lower in noun_list("private"):
        return False
    if units[start].lower in first_names():
        return True
    if units[start + 2].raw_capital:
        return False
    joined = index >= 2 and units[index - 1].lower in ("and", "with")
    beside = joined and (units[index - 2].form == "person" or (units[index - 2].raw_capital and units[index - 3].lower in first_names()))
    return beside or units[start + 2].lower in _PERSONAL


def _is_verb(units: list[Unit], index: int) -> bool:
    """ "The US plans to join": a verb, where "US plans" would be a thing."""
    return units[index].lower in ("plans", "aims", "bids", "offers") and index + 1 < len(units) and units[index + 1].lower == "to"


def _is_in_private_name(units: list[Unit], start: int) -> bool:
    """ "the China Isotope and Radiation Association", "U.S. Lines": a body that is named after its country."""
    for unit in units[start : start + 5]:
        if unit.lower in _OWN_NAMES and unit.raw_capital:
            return True
        if unit.kind is not Kind.WORD or not (unit.raw_capital or unit.lower in ("and", "of", "for")):
            return False
    return False


def _is_compound(units: list[Unit], index: int) -> bool:
    """ "U.S.-made drones", "the Saudi-led coalition"."""
    return index + 2 < len(units) and units[index + 1].lower in ("-", "–") and units[index + 2].lower in noun_list("hyphened")


def _is_named_after(units: list[Unit], index: int) -> bool:
    """ "the Paris Agreement", "the Minsk Contact Group", "the Tokyo Olympics": a name made with a capital."""
    if index + 1 >= len(units) or units[index].possessive:
        return False
    following = units[index + 1]
    if following.kind is not Kind.WORD:
        return False
    if units[index].form != "capital":
        return following.lower in _NAMED_AFTER_BODY  # "the United Nations Framework Convention"
    return following.lower in noun_list("named_after") or (following.raw_capital and following.lower not in noun_list("state"))


_NAMED_AFTER_BODY = word_list("named_after_body")
