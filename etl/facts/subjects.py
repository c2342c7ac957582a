"""Whose clause it is: the country or office-holder that is the subject, countries joined by a dash, the person who says "our"."""

from __future__ import annotations

from etl.document import CountryForm
from etl.facts.context import Party, party_of
from etl.facts.tokens import Row, Token
from etl.facts.wordlist import words

PREPOSITIONS = words("to from with in into between of on by against among via within for onto towards")
_INTENTIONS = words(
    "commitment pledge promise plan plans decision offer intention agreement proposal vow hopes hope wish readiness move bid desire efforts"
)
_SAYING = words("said says say told added noted stressed reported reports announced showed show stated")
_OFFICES = words(
    "president minister premier chancellor ambassador secretary king prince official officials leader envoy spokesman governor"
)
_INSTITUTIONS = words(
    "statistic statistical office bureau agency ministry bank custom department chamber institute board administration service"
)
_OFFICIAL = words("government republic kingdom state president ministry bank people minister cabinet parliament federation economy")


def joined_before(row: Row, index: int) -> Token | None:
    """The country joined to the one at ``index`` by a dash, slash or "and" ("China-Russia trade")."""
    if index >= 2 and row.word(index - 1) in ("-", "–", "—", "/", "‑", "and", "&"):
        first = row.tokens[index - 2]
        if first.country and first.country.form is not CountryForm.ORGANISATION:
            return first
    return None


def find_subject(row: Row, start: int) -> Party | None:
    """The nearest country or office-holder left of ``start`` that no preposition governs."""
    tokens = row.tokens
    for index in range(start - 1, -1, -1):
        token = tokens[index]
        if token.word in (";", "—", "rather"):
            return None
        party = party_of(token.country) if token.country else None
        if token.person and token.person.iso3 and row.word(index + 1) not in ("said", "says", "told", "added"):
            party = Party(token.person.iso3, token.person.country_name or "")
        if token.country and (token.country.form in (CountryForm.CITY, CountryForm.ORGANISATION) or token.country.in_name):
            continue
        if token.country and token.country.name == "OECD":
            continue
        if party is None:
            continue
        if _in_including_list(row, index) or (
            token.country and token.country.iso3 is None and row.word(index + 1) in ("country", "nation", "member", "state")
        ):
            continue
        if token.country and token.country.form in (CountryForm.DEMONYM, CountryForm.BLOC) and _under_preposition(row, index):
            continue
        before, further = row.word(index - 1), row.word(index - 2)
        if before == "the":
            before, further = further, row.word(index - 3)
        if before == "of" and further in _OFFICIAL:
            return party
        if before in ("by", "of", "for") and further in _INTENTIONS and row.word(index + 1) == "to":
            return party  # "a commitment by Oman to invest"
        first = joined_before(row, index) if token.country and before in ("-", "–", "‑") else None
        if first is not None and first.country:
            return party_of(first.country)
        listed = before == "and" or (before == "," and row.word(index + 1) in (",", "and"))
        if before in PREPOSITIONS or (listed and row.word(index - 3) in PREPOSITIONS):
            continue
        return party
    return None


def _under_preposition(row: Row, index: int) -> bool:
    """Whether a preposition governs the country across adjectives ("with newly industrialised Far East countries")."""
    for at in range(index - 1, max(-1, index - 4), -1):
        if row.word(at) in PREPOSITIONS:
            return True
        if not row.tokens[at].plain or not row.word(at).isalpha():
            return False
    return False


def _in_including_list(row: Row, index: int) -> bool:
    """Whether the country is an item of a list of examples ("including Hong Kong, South Korea and Taiwan")."""
    for at in range(index - 1, max(-1, index - 12), -1):
        token = row.tokens[at]
        if token.word in ("including", "as", "like", "namely"):
            return token.word != "as" or row.word(at - 1) == "such"
        if not token.country and token.word not in (",", "and", "the"):
            return False
    return False


def speaker_near(row: Row) -> Party | None:
    """Whose country "our" means outside of transcripts: the person named in the sentence, else the nation whose office-holder speaks."""
    return named_speaker(row) or _spokesman(row)


def named_speaker(row: Row) -> Party | None:
    """The country of the first office-holder whom the sentence names."""
    person = next((token.person for token in row.tokens if token.person and token.person.iso3), None)
    return Party(person.iso3, person.country_name or "") if person else None


def _spokesman(row: Row) -> Party | None:
    """The nation of an office-holder without a name who speaks ("said the Peruvian president", "Oman's trade minister said")."""
    for at, token in enumerate(row.tokens):
        if token.word not in _SAYING:
            continue
        for near in (*range(at - 1, max(-1, at - 7), -1), *range(at + 1, min(len(row.tokens), at + 4))):
            mention = row.tokens[near].country
            if mention and mention.iso3 and mention.form is not CountryForm.CITY:
                held = {row.word(k) for k in range(near + 1, near + 5)} & _OFFICES
                return party_of(mention) if held else None
    return None


def find_institution(row: Row) -> Party | None:
    """Whose office or ministry gives the sentence's figures ("..., the Peruvian statistics office said")."""
    if not any(token.word in _SAYING for token in row.tokens):
        return None
    for at, token in enumerate(row.tokens):
        mention = token.country
        if mention and mention.iso3 and (mention.possessive or mention.in_name or mention.form is CountryForm.DEMONYM):
            following = [row.word(k).rstrip("s") for k in range(at + 1, at + 6)]
            told = next((k for k, word in enumerate(following) if word in _SAYING or row.word(at + 1 + k) in _SAYING), None)
            if told is not None and any(word in _INSTITUTIONS for word in following[:told]):
                return party_of(mention)
    return None
