"""Syndicated copies that were edited: another headline, a caption, a paragraph cut. Their findings are counted once.

Copies to the word are found by their hash. Here, articles are compared by sketches (the smallest hashes of their five-word
sequences, from the lake): each with the longest article that shares a hash, so that the work grows with the number of articles,
not of pairs. Whatever shares enough is then compared word by word, so no chance decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from duckdb import DuckDBPyConnection

from warehouse.rows import register

LEAST_SHARE = 0.8
"""Of a copy's five-word sequences, how many the article has that it is a copy of. One word changed in a hundred costs five."""

MOST_DAYS = 31
"""Between the days of two copies; "last year" in a text that is printed again later is another year."""

_WORDS = 5
_LEAST_HASHES = 32  # of an article's sketch; notes of a few lines are alike without being copies
_SHARED_HASHES = 16  # of 64: what a copy of half of a long article still shares
_MOST_COMPARED = 3  # articles that one is compared with word by word
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NUMBERS_IN_SQL = f"regexp_extract_all({{text}}, '{_NUMBER.pattern}')"
"""Asks on all cores what `shared` asks again: few of the articles written from one form get as far as being compared word by word."""
_TOKEN = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+")
_TELLING_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion half third quarter double "
    "triple dozen first second fourth fifth january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday"
)
_NEGATIONS = frozenset({"no", "not", "never", "without"})
_TELLING = frozenset(_TELLING_WORDS.split()) | _NEGATIONS
_AT_ONCE = 200_000
"""Articles whose hashes are sorted out at once, some 300 MB of them; of more, each pass takes its share of all hashes."""
_RANKED = f"""
create or replace temp table ranked as
select
    article.doc_id, article.text_hash, article.published_start as published,
    row_number() over (order by article.chars desc, article.published_start nulls last, article.doc_id) as place
from core.article
join article_row using (doc_id)
where article.duplicate_of is null and len(article_row.sketch) >= {_LEAST_HASHES};

create or replace temp table sharing (copy bigint, original bigint, shared bigint)
"""
_SHARING = """
insert into sharing by name
with hashes as (
    select place, hash
    from (select ranked.place, unnest(article_row.sketch) as hash from article_row join ranked using (doc_id))
    where hash % $passes = $number
),
longest as (
    select hash, min(place) as place from hashes group by hash having count(*) > 1
)
select hashes.place as copy, longest.place as original, count(*) as shared
from hashes
join longest using (hash)
where longest.place < hashes.place
group by hashes.place, longest.place
"""
_CANDIDATES = f"""
with pairs as (
    select copy, original, sum(shared) as shared
    from sharing
    group by copy, original
    having sum(shared) >= {_SHARED_HASHES}
    qualify row_number() over (partition by copy order by sum(shared) desc, original) <= {_MOST_COMPARED}
)
select
    copy.doc_id, copied.text, original.doc_id, kept.text
from pairs
join ranked as copy on copy.place = pairs.copy
join ranked as original on original.place = pairs.original
join core.text as copied on copied.text_hash = copy.text_hash
join core.text as kept on kept.text_hash = original.text_hash
where
    (copy.published is null or original.published is null or abs(copy.published - original.published) <= {MOST_DAYS})
    and list_has_all({_NUMBERS_IN_SQL.format(text="kept.text")}, {_NUMBERS_IN_SQL.format(text="copied.text")})
order by pairs.copy, pairs.shared desc, pairs.original
"""


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's words, its sequences of five and of three, and the telling words."""

    tokens: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]
    triples: frozenset[tuple[str, ...]]
    telling: frozenset[str]


def fold_copies(con: DuckDBPyConnection) -> None:
    """Name for each edited copy the longest article it is a copy of, with the reason; copies of a copy follow it."""
    found = dict(_copies(con))
    rows = [{"doc_id": copy, "original": original, "share": share} for copy, (original, share) in found.items()]
    schema = pa.schema([("doc_id", pa.string()), ("original", pa.string()), ("share", pa.float64())])
    register(con, "edited_copy", pa.Table.from_pylist(rows, schema=schema))
    con.execute(
        """
        update core.article set duplicate_of = edited_copy.original
        from edited_copy where article.duplicate_of = edited_copy.doc_id;
        update core.article set
            duplicate_of = edited_copy.original,
            duplicate_reason = format('nearly the same words ({:.0f} % of its five-word sequences) and no other figures', edited_copy.share)
        from edited_copy where article.doc_id = edited_copy.doc_id;
        drop table edited_copy;
        drop table ranked;
        drop table sharing
        """
    )


def _copies(con: DuckDBPyConnection) -> Iterator[tuple[str, tuple[str, float]]]:
    """Copy, original and shared percent; an original is never a copy itself, so no chain leads from one text to quite another."""
    folded: set[str] = set()
    con.execute(_RANKED)
    articles = con.execute("select count(*) from ranked").fetchall()[0][0]
    passes = 1 + articles // _AT_ONCE
    for number in range(passes):
        con.execute(_SHARING, {"passes": passes, "number": number})
    rows = con.execute(_CANDIDATES)
    while row := rows.fetchone():
        copy, copy_text, original, text = row
        if copy in folded or original in folded:
            continue
        share = shared(copy_text, text)
        if share is not None:
            folded.add(copy)
            yield copy, (original, 100 * share)


def shared(copy: str, original: str) -> float | None:
    """How much of a copy's five-word sequences the original has; None if it is no copy.

    A text with a number, a month, a day of the week or a negation that the other lacks is never a copy: briefs about trade are
    written from a form, and last month's differs from this month's in little else. What the original has more may have been cut,
    unless the copy goes on right before and after it.
    """
    if not _numbers(copy) <= _numbers(original):  # first, because it is quickly seen and mostly true of what is written from a form
        return None
    ours, theirs = _words(copy), _words(original)
    if not ours.runs or not ours.telling <= theirs.telling or _has_put_in(theirs, ours):
        return None
    share = len(ours.runs & theirs.runs) / len(ours.runs)
    return share if share >= LEAST_SHARE else None


def _has_put_in(text: _Words, other: _Words) -> bool:
    """Whether a telling word stands between words that in the other text stand without it; of a negation, one side is enough.

    "They have not signed" for "they signed" changes the words before it, too.
    """
    for place, token in enumerate(text.tokens[3:-3], start=3):
        if _tells(token) and text.tokens[place - 2 : place + 3] not in other.runs:
            before, after = text.tokens[place - 3 : place], text.tokens[place + 1 : place + 4]
            if (before in other.triples) + (after in other.triples) > (token not in _NEGATIONS):
                return True
    return False


def _tells(token: str) -> bool:
    return token in _TELLING or token[0].isdigit()


@lru_cache(maxsize=64)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))


@lru_cache(maxsize=64)
def _words(text: str) -> _Words:
    tokens = tuple(_TOKEN.findall(text.lower()))
    return _Words(tokens, _sequences(tokens, _WORDS), _sequences(tokens, 3), frozenset(filter(_tells, tokens)))


def _sequences(tokens: tuple[str, ...], length: int) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(islice(tokens, start, None) for start in range(length)), strict=False))
