"""English verb forms: from a lemma to every form a text may use, each with what the form can be."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

# base: (past, participle); third person and -ing are regular unless listed in _ING.
_IRREGULAR = {
    "arise": ("arose", "arisen"),
    "be": ("was", "been"),
    "begin": ("began", "begun"),
    "break": ("broke", "broken"),
    "build": ("built", "built"),
    "buy": ("bought", "bought"),
    "come": ("came", "come"),
    "bring": ("brought", "brought"),
    "cut": ("cut", "cut"),
    "draw": ("drew", "drawn"),
    "dig": ("dug", "dug"),
    "feed": ("fed", "fed"),
    "fight": ("fought", "fought"),
    "find": ("found", "found"),
    "fly": ("flew", "flown"),
    "forge": ("forged", "forged"),
    "forgive": ("forgave", "forgiven"),
    "freeze": ("froze", "frozen"),
    "get": ("got", "gotten"),
    "go": ("went", "gone"),
    "give": ("gave", "given"),
    "have": ("had", "had"),
    "hit": ("hit", "hit"),
    "hold": ("held", "held"),
    "lay": ("laid", "laid"),
    "lead": ("led", "led"),
    "leave": ("left", "left"),
    "lend": ("lent", "lent"),
    "let": ("let", "let"),
    "make": ("made", "made"),
    "meet": ("met", "met"),
    "pay": ("paid", "paid"),
    "put": ("put", "put"),
    "rebuild": ("rebuilt", "rebuilt"),
    "repay": ("repaid", "repaid"),
    "ring": ("rang", "rung"),
    "run": ("ran", "run"),
    "say": ("said", "said"),
    "see": ("saw", "seen"),
    "seek": ("sought", "sought"),
    "sell": ("sold", "sold"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "shake": ("shook", "shaken"),
    "show": ("showed", "shown"),
    "sit": ("sat", "sat"),
    "speak": ("spoke", "spoken"),
    "strike": ("struck", "struck"),
    "stand": ("stood", "stood"),
    "take": ("took", "taken"),
    "throw": ("threw", "thrown"),
    "undertake": ("undertook", "undertaken"),
    "win": ("won", "won"),
    "wind": ("wound", "wound"),
    "withdraw": ("withdrew", "withdrawn"),
    "withhold": ("withheld", "withheld"),
    "write": ("wrote", "written"),
}
_DOUBLED = {
    "admit",
    "beg",
    "drop",
    "equip",
    "refer",
    "step",
    "tip",
    "submit",
    "transfer",
    "commit",
    "confer",
    "stop",
    "ban",
    "scrap",
    "cut",
    "set",
    "put",
    "swap",
    "sit",
    "begin",
    "wrap",
    "bar",
    "plan",
    "permit",
    "ship",
    "hit",
    "get",
    "let",
    "win",
    "run",
    "airlift",
} - {"airlift"}
_EITHER = {"initial", "signal", "travel", "cancel"}  # "initialed" and "initialled"
_VOWELS = "aeiou"


def irregular_participles() -> frozenset[str]:
    """The participles that do not end in -ed ("held", "taken", "been")."""
    return frozenset(participle for _, participle in _IRREGULAR.values())


class Form(StrEnum):
    """What a verb form can be."""

    BASE = "base"  # sign: after "to", a modal, a plural subject
    PRESENT = "present"  # signs
    PAST = "past"  # spoke: finite only
    ED = "ed"  # signed: past or participle
    PARTICIPLE = "participle"  # spoken: participle only
    ING = "ing"  # signing


def forms(lemma: str) -> Iterator[tuple[str, Form]]:
    """Every form of a verb or of a phrase that starts with one.

    >>> sorted(form for form, kind in forms("hold talks"))
    ['held talks', 'hold talks', 'holding talks', 'holds talks']
    """
    verb, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    for form, kind in _verb_forms(verb):
        yield form + tail, kind


def _verb_forms(verb: str) -> Iterator[tuple[str, Form]]:
    if verb == "be":
        yield from (("be", Form.BASE), ("is", Form.PRESENT), ("are", Form.PRESENT), ("was", Form.PAST), ("were", Form.PAST))
        yield from (("been", Form.PARTICIPLE), ("being", Form.ING))
        return
    yield verb, Form.BASE
    yield _third_person(verb), Form.PRESENT
    yield _ing(verb), Form.ING
    if verb in _EITHER:
        yield from ((f"{verb}led", Form.ED), (f"{verb}ling", Form.ING))
    past, participle = _IRREGULAR.get(verb, (_regular_past(verb),) * 2)
    if past == participle:
        yield past, Form.ED
    else:
        yield past, Form.PAST
        yield participle, Form.PARTICIPLE


def _third_person(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ing"


def _regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ed"
