"""The words that name acts: which stand in a text, and what each can mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from etl.events.lexicon import Lexicon
from etl.events.verbs import Form, forms
from etl.model import Act, Area
from etl.terms.load import TermsError, read_terms, require_keys


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list of acts: what the words mean and what must stand around them.

    Attributes:
        kind: verb, noun or future (a verb that counts only after "will").
        objects: Nouns of which one must be the object; empty when the verb alone is enough.
        slots: Where the other side may stand.
        mode: mutual, toward or from.
        needs: What else must follow: "instrument" (a text that is signed) or "infinitive" (the conduct urged).
        subject_needs: Words of which one must be in the subject; empty when any subject will do.
        beside: Words of which one must stand in the sentence, wherever: without them the row is not even tried.
        strict: Whether the other side must be named in a slot.
        topic: Whose area words count: "any", "linked" (after on, about, to discuss), "all", "object", "none".
    """

    number: int
    act: Act
    kind: str
    objects: frozenset[str]
    slots: frozenset[str]
    mode: str
    needs: str
    subject_needs: frozenset[str]
    strict: bool
    topic: str
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase can be: a row, and the verb form (None for a noun)."""

    row: Row
    form: Form | None


class Trigger(NamedTuple):
    """A phrase that may name an act, at ``text[start:end]``."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


def find_triggers(lowered: str) -> Iterator[Trigger]:
    """Every phrase that may name an act, in reading order, without overlaps."""
    for start, end, meanings in _lexicon().find(lowered):
        if start and lowered[start - 1] in "-–‑":
            continue  # "Rwandan-backed", "US-led": describes something
        yield Trigger(start, end, meanings)


def find_objects(lowered: str) -> Iterator[tuple[int, frozenset[int]]]:
    """Where nouns stand that an act's verb may need, with the numbers of the rows that need them."""
    for start, _, rows in _object_lexicon().find(lowered):
        yield start, rows[0]


def prune(triggers: Sequence[Trigger], rows: frozenset[int], *, future: bool) -> list[Trigger]:
    """The triggers that can tell something in a sentence with the objects of ``rows``, and with a word of the future or without."""
    kept = []
    for trigger in triggers:
        meanings = [
            meaning
            for meaning in trigger.meanings
            if (not (meaning.row.objects or meaning.row.beside) or meaning.row.number in rows) and (future or meaning.row.kind != "future")
        ]
        if len(meanings) == len(trigger.meanings):
            kept.append(trigger)
        elif meanings:
            kept.append(Trigger(trigger.start, trigger.end, tuple(meanings)))
    return kept


@cache
def default_area(act: Act) -> Area | None:
    """The area of an act that names no topic; None when its object must say it."""
    code = read_terms("acts")["defaults"].get(act.value)
    return Area(code) if code else None


@cache
def noun_list(name: str) -> frozenset[str]:
    """One list of object nouns or heads, by its name in ``act_nouns.toml``."""
    terms = read_terms("act_nouns")
    words = terms["lists"].get(name) or terms["heads"].get(name)
    if not words:
        raise TermsError(f"etl/terms/act_nouns.toml has no list '{name}'. Add it or correct the row that asks for it.")
    return frozenset(words)


@cache
def _rows() -> tuple[Row, ...]:
    rows = []
    for number, entry in enumerate(read_terms("acts")["trigger"]):
        require_keys("acts", entry, ("act", "kind", "words", "mode", "slots", "example"))
        objects = entry.get("objects", [])
        rows.append(
            Row(
                number=number,
                act=Act(entry["act"]),
                kind=entry["kind"],
                objects=noun_list(objects) if isinstance(objects, str) else frozenset(objects),
                slots=frozenset(entry["slots"]),
                mode=entry["mode"],
                needs=entry.get("needs", ""),
                subject_needs=frozenset(entry.get("subject_needs", ())),
                strict=entry.get("strict", False),
                topic=entry.get("topic", "any"),
                beside=frozenset(entry.get("beside", entry.get("subject_needs", ()))),
            )
        )
    return tuple(rows)


@cache
def _lexicon() -> Lexicon[Meaning]:
    entries: list[tuple[str, Meaning]] = []
    for row, entry in zip(_rows(), read_terms("acts")["trigger"], strict=True):
        for words in entry["words"]:
            if row.kind == "noun":
                entries.append((words, Meaning(row, None)))
            else:
                entries += [(form, Meaning(row, kind)) for form, kind in forms(words)]
    return Lexicon(entries)


@cache
def _object_lexicon() -> Lexicon[frozenset[int]]:
    rows_of: dict[str, set[int]] = {}
    beside: dict[str, set[int]] = {}  # a word that only stands in the sentence may be part of an object ("relief flights")
    for row in _rows():
        for word in row.beside:
            beside.setdefault(word, set()).add(row.number)
    for row in _rows():
        for noun in row.objects or row.beside:
            for part in {noun, noun.split()[-1]}:  # "joint research" is also looked for by its last word, which another phrase may cover
                rows_of.setdefault(part, set()).add(row.number)
    for noun in sorted(rows_of):  # and what needs a "deal" takes a "trade deal" that another row lists
        words = noun.split()
        for cut in range(1, len(words)):
            rows_of[noun] |= rows_of.get(" ".join(words[cut:]), set()) | beside.get(words[cut - 1], set())
    return Lexicon((noun, frozenset(rows)) for noun, rows in sorted(rows_of.items()))
