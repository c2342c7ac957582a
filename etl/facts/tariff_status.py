"""Whether a tariff is in force or only threatened, proposed, announced: by the verb that carries the rate, and what follows it."""

from __future__ import annotations

from etl.facts.tokens import Row
from etl.facts.wordlist import CLAUSE_BREAKS, words
from etl.model import FactStatus

_MODALS = words("will would shall may might could should can must cannot")
_WISHES = words(
    "plan plans planned planning propose proposes proposed proposing proposal threat threats threaten threatens threatened threatening "
    "promise promises promised promising pledge pledges pledged pledging vow vows vowed intend intends intended consider considers "
    "considered considering recommend recommends recommended recommending recommendation suggest suggests suggested announce announces "
    "announced announcing announcement agree agrees agreed approve approves approved decide decides decided decision want wants wanted "
    "seek seeks sought aim aims expected mulling mulls weighing if unless committed commit commits view warned warns warning set "
    "planning rather signed sign signs hopes hope hoped target goal calls"
)
_ADJECTIVES = words("proposed planned threatened announced intended promised")
_DETERMINERS = words("the a an its their this 's ' s s' his our")
_DONE = words(
    "imposed imposes levied levies slapped slaps raised raises hiked increased increases restored elevated applied applies face faces "
    "faced facing pay pays paid subject was were is are has have had stands stood charges charged taxes taxed reduced reduces cut "
    "lowered lowers lifted rose fell retaliated kept keeps retained retains maintained maintains negotiated secured suspended suspends "
    "suspend imposing imposition places placed levying charging introduced doubled enforces bears attracts attract carries carry hit "
    "enjoy enjoys"
)
_STEM = words("impose raise increase levy hike slap introduce cut reduce lower apply set place charge tax double triple implement bring")
_KEPT = words(
    "suspend suspends suspended remove removes removed eliminate eliminates lift lifts abolish scrap scraps drop drops waive repeal"
)
_STANDING = words("previous current existing initial original prevailing present earlier from than")
_MOVING = words("rise fall increase go drop climb double be take")
_DEFINITE = words("the this these its their existing current such those s 's")


def tariff_status(row: Row, index: int, *, base: bool) -> FactStatus:
    """The status of the tariff rate at token ``index``; with ``base`` it is what another rate is compared with."""
    figure = row.tokens[index].figure
    if figure is not None and figure.form == "multiple" and row.word(index - 1) == "to" and row.word(index - 2) != "used":
        return FactStatus.TARGET  # "calls to triple the tariff"
    if row.word(index + 1) in _ADJECTIVES and row.word(index + 2) in ("by", "earlier", "in", "on", "last", ",", "."):
        return FactStatus.TARGET  # "down from the 30 percent threatened by Kenya"
    if base:
        return FactStatus.REPORTED
    left = index - 1
    while row.word(left) in ("a", "an", "the", "about", "around", "of", "up", "to", "nearly", "over") and row.word(left) != "to":
        left -= 1
    if row.word(left) == "from" and row.word(left - 1).startswith("rang"):
        return FactStatus.TARGET if _is_to_come(row, index) or _is_wished(row, index) else FactStatus.REPORTED
    if (
        row.word(left) in _STANDING
        or row.word(index - 1) in _STANDING
        or (row.word(index - 1) == "of" and row.word(index - 2) == "instead")
    ):
        return FactStatus.REPORTED
    if row.word(index - 1) in ("its", "their") or any(row.word(k) in _KEPT for k in range(max(0, index - 4), index)):
        return FactStatus.REPORTED  # "will suspend its 34 percent tariff": that was in force
    if _is_to_come(row, index):
        return FactStatus.TARGET
    return FactStatus.TARGET if _is_wished(row, index) else FactStatus.REPORTED


def _is_to_come(row: Row, index: int) -> bool:
    """Whether words after the rate say that it is not in force: "is proposed", "may be imposed", "to take effect next month"."""
    subject = not any(row.word(k) in _DONE | _MODALS for k in range(max(0, index - 8), index))
    definite = any(row.word(k) in _DEFINITE for k in range(max(0, index - 3), index))
    for at in range(index + 1, min(len(row.tokens), index + 24)):
        word = row.word(at)
        subject = subject and word != ","
        if row.tokens[at].figure or word in CLAUSE_BREAKS or word in ("which", "who"):
            return False
        if word in ("threat", "threats", "proposal") and at - index <= 3:
            return True
        if word in _MODALS and at - index <= 16 and subject and not definite:
            return True
        if word in ("proposed", "planned", "threatened") and row.word(at - 1) in ("is", "was", "are", "were", "been"):
            return True
        if word in ("starts", "begins", "start", "begin") and row.word(at + 1) in ("on", "from", "in", "next"):
            return True
        if word in ("take", "go", "come") and row.word(at + 1) in ("effect", "into") and row.word(at - 1) in ("to", "will"):
            return True
        if word == "if" and at - index <= 10:
            return True
    return False


def _is_wished(row: Row, index: int) -> bool:
    """Whether the nearest telling word left of the rate is one of intention, or a verb of taxing that a modal or "to" carries."""
    figures = 0
    for at in range(index - 1, -1, -1):
        word = row.word(at)
        if word in CLAUSE_BREAKS:
            return False
        if row.tokens[at].figure:
            figures += 1
            continue
        if word in _ADJECTIVES and figures and row.word(at - 1) in _DETERMINERS:
            continue  # "reduced the proposed tariff of 44 percent to 20": only the first was proposed
        if word in _MODALS or (word == "due" and row.word(at + 1) == "to" and row.word(at + 2) in _MOVING):
            return True
        if word == "set" and row.word(at + 1) == "of":
            continue
        if word == "set" and row.word(at + 1) != "to":
            return _is_carried(row, at)
        if word in _WISHES:
            return True
        if word in _STEM and row.word(at - 1) == "to":
            return row.word(at - 2) not in ("used", "continues", "continued", "failed")
        if word == "imposition" and any(row.word(back) in _WISHES for back in range(max(0, at - 6), at)):
            return True
        if word in _DONE:
            return _is_carried(row, at) or any(row.word(back) in ("if", "unless", "should") for back in range(max(0, at - 6), at))
    return False


def _is_carried(row: Row, at: int) -> bool:
    """Whether a modal, "to" or a word of intention carries the verb ("will be reduced", "plans to have imposed", "announced imposing")."""
    for back in (at - 1, at - 2, at - 3):
        word = row.word(back)
        if word in _MODALS or (word == "to" and row.word(at) not in ("subject", "hit")):
            return True
        if word in _WISHES and word not in ("agreed", "set", "sign", "signed"):
            return True
        if word not in ("be", "being", "been", "have", "not", "also", "then", "further", "temporarily", "immediately", "is", "are", "the"):
            return False
    return False
