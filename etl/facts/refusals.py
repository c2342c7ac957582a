"""Why a governed figure is still no fact: prices, counts, causes, wholes, what was denied or never reached."""

from __future__ import annotations

from etl.facts.figures import Figure
from etl.facts.governors import Link, elided_unit_ok
from etl.facts.kinds import Reading, left_word
from etl.facts.products import load_goods
from etl.facts.tariffs import tariff_refusal
from etl.facts.tokens import FLOWS, Row
from etl.facts.wordlist import words
from etl.facts.work import Work
from etl.model import Indicator, Kind

_NO_GOODS = words(
    "countries markets nations regions ports partners years people destinations states members provinces cities "
    "items categories times agreements deals"
)
_COUNTS_OF_PEOPLE = (Indicator.TOURISTS, Indicator.PEOPLE, Indicator.COMPANIES, Indicator.JOBS)
_COUNTING = (Indicator.EXPORTS, Indicator.IMPORTS, Indicator.PRODUCTION, Indicator.TOURISTS, Indicator.PEOPLE, Indicator.COMPANIES)
_WHOLES = words("debt budget population revenue income demand consumption market workforce labour labor land spending")
_MEETING = words(
    "presentation interest interested delegation delegations attended attend participated participants forum expo exhibition fair "
    "polled surveyed questioned asked"
)
_VALUED = words(
    "value total goods merchandise all terms nominal real the a an its their our this that each both cash fob cif prices services"
)
_LENGTHS = words("mile kilometre metre foot yard inch hectare acre")
_SUPPOSED = words("increase rise decrease fall drop decline reduction cut change growth")
_LEADING = words("result lead cause boost raise reduce increase lower add cut bring translate mean")
_ATTAINED = words("reached reach attained attain achieved achieve hit met meet approached")
_COSTING = words("cost costs costing lose losing lost forgo forgoing")
_ASKING = words("polled surveyed respondents respondent questioned interviewed")
_PASSING = words("handle handles handled handling carry carries carried")
_WORKS = words("projects works bonds shares assets damage fines tickets homes apartments memorandums memoranda")
_PACKED = words("cartons bags bales boxes cases crates head units vehicles cars bottles hectolitres trucks tractors motorcycles bicycles")
_BUDGETED = ("deficit", "debt", "budget", "spending", "revenue", "surplus", "investment")
_GLOBAL = words("growth average rate gdp trade economy output")
_MEASURED_BY = words("volume value weight quantity number month year quarter mid end early late the")


def refusal(work: Work, row: Row, index: int, figure: Figure, link: Link, reading: Reading) -> str | None:
    """Why a governed figure is still no fact; None if it may be one."""
    indicator = link.governor.indicator
    quantity = figure.quantity
    if quantity and quantity.per and quantity.per.rstrip("s") not in ("year", "annum", "month", "annual", "quarter", "day", "week"):
        return "price"
    if link.index >= 0 and reading.kind is not Kind.SHARE and _is_worldwide(row, link.index):
        return "world total"
    if indicator in FLOWS and reading.kind is Kind.SHARE and any(row.word(at) in _PASSING for at in range(max(0, index - 4), index)):
        return "trade that passes through"
    if indicator in FLOWS and figure.form == "money" and _is_worth_of_works(row, index):
        return "amount of something else"
    if indicator in FLOWS and figure.form == "money" and _is_forgone(row, index):
        return "trade that was lost"
    if _is_of_the_globe(row, index):
        return "world total"
    if _is_everywhere(row, index):
        return "world total"
    if figure.form in ("percent", "fraction") and _is_supposed(row, index):
        return "what would follow from a change"
    if row.word(index + 1) in ("probability", "chance", "likelihood", "confidence"):
        return "probability"
    if any(row.word(at) == "every" and row.word(at + 1) in ("second", "minute", "hour") for at in range(index + 1, index + 9)):
        return "rate"
    if indicator is Indicator.GDP and link.index >= 0 and row.word(link.index - 1) == "combined":
        return "several countries together"
    if indicator is Indicator.GDP and link.index >= 0 and row.word(link.index - 1) in ("state", "regional", "provincial", "city"):
        return "figure of a region"
    if figure.form == "money" and link.step in ("before", "carried", "deed") and _of_another_noun(row, index):
        return "amount of something else"
    if (
        reading.step == "share-of"
        and link.step == "before"
        and indicator not in (Indicator.OTHER, Indicator.TARIFF)
        and _share_elsewhere(row, index)
    ):
        return "share of something else"
    if indicator in FLOWS and reading.step == "share-of" and _taxed_before(row, index):
        return "share of goods taxed"
    if indicator in FLOWS and figure.form == "money" and _is_taxed(row, index):
        return "goods that a tariff touches"
    if figure.counted and indicator is Indicator.COMPANIES and any(token.word in _MEETING for token in row.tokens):
        return "companies that met"
    if figure.form in ("percent", "fraction") and any(token.word in _ASKING for token in row.tokens):
        return "share of those asked"
    if indicator is Indicator.INVESTMENT and reading.step == "share-of" and row.word(index + 2) == "the" and row.word(index + 3) == "world":
        return "share of the world's"
    if figure.form == "money" and link.step in ("before", "carried") and _names_project(work, row, index):
        return "amount of something else"
    if reading.kind is Kind.SHARE and indicator is not Indicator.GDP and row.word(index + 1) == "to" and _is_of_gdp(row, index):
        return "share of GDP that something else makes up"
    if indicator is Indicator.INVESTMENT and reading.base and row.word(index + 1) in ("received", "attracted"):
        return "investment without source and host"
    if indicator in FLOWS and row.word(index + 1) in ("more", "less") and _than_the_other_flow(row, index):
        return "one flow measured by the other"
    if (
        link.step != "deed"
        and figure.form in ("percent", "fraction")
        and any(row.word(at).startswith("cover") for at in range(max(0, index - 12), index))
    ):
        return "share that something covers"
    if figure.form in ("percent", "fraction") and _is_explained(row, index):
        return "share that a cause explains"
    if indicator is Indicator.GDP and link.index >= 0 and (row.word(link.index + 1) == "per" or row.word(link.index - 1) == "capita"):
        return "figure per head"
    if indicator is Indicator.GDP and reading.step == "growth" and not _tells_growth(work, row, index, link):
        return "percentage beside GDP"
    if any(row.word(at) == "short" and row.word(at + 1) == "of" for at in range(max(0, index - 8), index)):
        return "distance from a target"
    if row.word(index - 1) == "than" and row.word(index - 2) == "rather":
        return "figure that was corrected"
    if reading.step == "share-of" and link.step == "after" and indicator in FLOWS and _is_debt_service(row, index):
        return "debt measured by exports"
    if reading.step == "share-of" and link.step == "after" and indicator in FLOWS and _compares_flows(row, index, indicator):
        return "one flow measured by the other"
    if reading.kind is Kind.CHANGE_ABS and indicator in FLOWS and link.index >= 0 and _is_means(row, link.index):
        return "a means that was not taken"
    if indicator is Indicator.GDP and reading.kind is Kind.SHARE:
        return "share of GDP that something else makes up"
    if indicator is Indicator.PRODUCTION and reading.kind is Kind.SHARE and _measures_budget(row, index):
        return "share of GDP that something else makes up"
    if indicator is Indicator.TOURISTS and any(token.word == "domestic" for token in row.tokens):
        return "visitors inside the country"
    if figure.unit in ("cent", "penny", "pence") or (figure.form == "money" and abs(figure.value) < 10_000):
        return "price"
    if indicator is Indicator.TARIFF and (reason := tariff_refusal(row, index, link)):
        return reason
    if _is_denied(row, index):
        return "denied or not reached"
    if indicator in _COUNTS_OF_PEOPLE and figure.form == "money":
        return "amount beside a count"
    if figure.form == "time":
        return "duration"
    if figure.unit is None:
        return "bare number"
    if figure.unit in ("percentage point", "basis point"):
        return "percentage points"
    if figure.form == "bare" and not elided_unit_ok(figure):
        return "bare number"
    if figure.form == "physical" and figure.unit in _LENGTHS:
        return "distance or area"
    if figure.form == "physical" and indicator not in (Indicator.EXPORTS, Indicator.IMPORTS, Indicator.PRODUCTION):
        return "physical amount"
    if figure.form == "count" and not figure.counted and indicator not in _COUNTING:
        return f"count of {figure.unit}"
    if row.tokens[index].word.split(" ", 1)[0] in (
        "thousands",
        "hundreds",
        "dozens",
        "billions",
        "trillions",
        "millions",
        "scores",
        "tens",
    ):
        return "vague number"
    if figure.form == "count" and not figure.counted and abs(figure.value) < 100:
        return f"count of {figure.unit}"
    if indicator is Indicator.PRODUCTION and figure.form == "count":
        return f"count of {figure.unit}"
    goods = indicator not in (Indicator.TOURISTS, Indicator.PEOPLE)
    if (
        goods
        and figure.form == "count"
        and not figure.counted
        and (figure.unit or "").split()[-1:]
        and (figure.unit or "").split()[-1] in _NO_GOODS
    ):
        return f"count of {figure.unit}"
    if figure.form == "count" and not figure.counted and link.step not in ("before", "those", "deed", "counted"):
        return f"count of {figure.unit}"
    if figure.form == "count" and not figure.counted and not (reading.kind is Kind.CHANGE_ABS or _states_amount(work, row, index, link)):
        return f"count of {figure.unit}"
    if indicator is Indicator.TARIFF and figure.form not in ("percent", "multiple", "fraction"):
        return "amount beside a tariff"
    if indicator is Indicator.JOBS and not _about_trade(work, row):
        return "jobs without trade"
    if indicator in (Indicator.COMPANIES, Indicator.INVESTMENT) and figure.counted and figure.counted.unit == "projects":
        return None if any(t.governor and t.governor.indicator is Indicator.INVESTMENT for t in row.tokens) else "count of projects"
    if indicator is Indicator.GDP and reading.kind is Kind.CHANGE_ABS:
        return "amount beside GDP"
    return None


def _is_forgone(row: Row, index: int) -> bool:
    """Whether the amount is what something costs a country in trade ("cost the U.S. 17 billion dollars in exports")."""
    return row.word(index + 1) == "in" and any(row.word(at) in _COSTING for at in range(max(0, index - 5), index))


def _than_the_other_flow(row: Row, index: int) -> bool:
    """Whether the amount is how much more of one flow there is than of the other ("importing 3 million more than it exported")."""
    at = next((at for at in range(index + 2, min(len(row.tokens), index + 9)) if row.word(at) == "than"), len(row.tokens))
    return any(row.word(k).startswith(("export", "import", "sold", "bought", "sell", "buy")) for k in range(at + 1, at + 4))


def _names_project(work: Work, row: Row, index: int) -> bool:
    """Whether the amount is what a named project costs ("the 3 billion dollar East Coast Rail Link")."""
    following = row.tokens[index + 1] if index + 1 < len(row.tokens) else None
    named = following is not None and following.plain and work.document.text[following.start].isupper()
    return named and row.word(index - 1) in ("the", "a", "an") and row.word(index - 2) != "in"


def _is_of_gdp(row: Row, index: int) -> bool:
    return any(token.governor and token.governor.indicator is Indicator.GDP for token in row.tokens[index + 2 : index + 7])


def _is_worth_of_works(row: Row, index: int) -> bool:
    """Whether the amount is what works or papers are worth ("firms carried out projects worth 5 million")."""
    at = next((at for at in range(index - 1, max(0, index - 4), -1) if row.word(at) in ("worth", "valued", "totalling", "totaling")), 0)
    return at > 0 and row.word(at - 1) in _WORKS


def _is_of_the_globe(row: Row, index: int) -> bool:
    """Whether the figure is the world's, with which a country's is compared ("compared to global growth of 3 percent")."""
    return any(row.word(at) in ("global", "world", "worldwide") and row.word(at + 1) in _GLOBAL for at in range(max(0, index - 6), index))


def _measures_budget(row: Row, index: int) -> bool:
    """Whether output only measures a budget or a debt ("a deficit of 2 percent of output")."""
    return any(row.word(at).endswith(_BUDGETED) for at in range(max(0, index - 8), index))


def _is_explained(row: Row, index: int) -> bool:
    """Whether the percentage is what a cause explains ("24 pct by differences in growth", "37 pct of it was due to prices")."""
    at = index + 1
    if row.word(at) == "by" and at + 1 < len(row.tokens):
        following = row.tokens[at + 1]
        return following.plain and following.word.isalpha() and following.word not in _MEASURED_BY
    if row.word(at) == "of" and row.word(at + 1) in ("it", "this", "that", "the"):
        at += 2
    return any(
        row.word(k) in ("accounted", "explained", "caused", "due")
        and row.word(k - 1) in ("was", "were", "is", "are", "be", "been")
        and (row.word(k) != "accounted" or row.word(k + 2) == "by")
        for k in range(at + 1, at + 6)
    )


def _tells_growth(work: Work, row: Row, index: int, link: Link) -> bool:
    """Whether words of growth stand with a percentage of GDP that carries no verb of change of its own."""
    if link.step in ("growth", "carried") or any("grow" in row.word(at) or "expan" in row.word(at) for at in range(len(row.tokens))):
        return True
    between = row.tokens[max(0, link.index) : index + 3]
    moving = (token.word for token in between if token.plain and token.word not in ("more", "less", "above", "below"))
    return any(work.lexicon.direction(word) for word in moving) or any(
        token.word in ("year", "annual", "annually", "quarter") for token in between
    )


def _is_denied(row: Row, index: int) -> bool:
    """Whether the figure is said not to be so ("never reached 5 million", "denied that exports fell by half", "would have doubled")."""
    for at in range(index - 1, max(-1, index - 16), -1):
        word = row.word(at)
        if word in (";", "but", "while", "because") or row.tokens[at].figure:
            return False
        if word in ("never", "not", "cannot") and any(row.word(k) in _ATTAINED for k in range(at + 1, index)):
            return True
        if word in ("denied", "denies", "disputed", "refuted"):
            return True
        if word == "have" and row.word(at - 1) in ("would", "could", "might") and row.word(at + 1) != "to":
            return True
    return False


def _is_debt_service(row: Row, index: int) -> bool:
    """Whether payments on a debt are limited to so much of what exports earn."""
    return any(row.word(at).startswith(("repayment", "debt")) or "debt" in row.word(at) for at in range(max(0, index - 6), index))


def _compares_flows(row: Row, index: int, indicator: Indicator) -> bool:
    """Whether one flow is said to be so much of the other ("exports are under a third of what is imported")."""
    for at in range(index - 1, max(-1, index - 14), -1):
        token = row.tokens[at]
        if token.governor and token.governor.indicator in FLOWS:
            return token.governor.indicator is not indicator and any(
                row.word(k) in ("is", "are", "was", "were", "remain", "remained") for k in range(at, index)
            )
        if token.word in (";", "while", "but", ",", "and"):
            return False
    return False


def _is_means(row: Row, governor: int) -> bool:
    """Whether the change is only a means considered ("could narrow the gap by cutting imports by 4 billion")."""
    verb = next((at for at in range(governor - 1, max(-1, governor - 4), -1) if row.word(at).endswith("ing")), None)
    if verb is None or row.word(verb - 1) != "by":
        return False
    return any(row.word(at) in ("could", "can", "might", "would", "should", "may") for at in range(max(0, verb - 14), verb))


def _of_another_noun(row: Row, index: int) -> bool:
    """Whether the amount has a noun of its own behind it ("19 billion in wages")."""
    at = index + 1
    if row.word(at) == ")":
        at += 1
    if row.word(at) == "(":
        at = next((k + 1 for k in range(at, min(len(row.tokens), at + 6)) if row.word(k) == ")"), at)
    if row.word(at) != "in" or at + 1 >= len(row.tokens):
        return False
    for token in row.tokens[at + 1 : at + 4]:
        if token.governor and token.governor.indicator is None:
            return True
        if not token.plain or not token.word.isalpha() or token.word in _VALUED:
            return False
        if token.word.endswith("s"):
            return True
    return False


def _share_elsewhere(row: Row, index: int) -> bool:
    """Whether the share is one of a plain noun that the governing noun before it does not name ("18 percent of the federal revenues")."""
    for token in row.tokens[index + 2 : index + 8]:
        if token.word in ("all", "total"):
            continue
        if not token.plain or token.word in ("which", "this", "that", "it", "them", "these", "those", "trade", "value"):
            return False
        if token.word in ("the", "its", "their", "our", "a", "country", "country's", "'", "s") or not token.word.isalpha():
            continue
        if token.word in load_goods().nouns:
            return False
        if token.word.endswith("s") or token.word in _WHOLES:
            return True
    return False


def _is_taxed(row: Row, index: int) -> bool:
    """Whether the amount is that of the goods a tariff falls on ("tariffs of 10 percent on about 60 billion of imports")."""
    on = next((at for at in range(index - 1, max(-1, index - 5), -1) if row.word(at) == "on"), None)
    return on is not None and any(t.governor and t.governor.indicator is Indicator.TARIFF for t in row.tokens[max(0, on - 4) : on])


def _taxed_before(row: Row, index: int) -> bool:
    """Whether the share is one of the goods that duties fall on ("eliminates duties on 99 percent of Indian exports")."""
    for at in range(index - 1, max(-1, index - 6), -1):
        governor = row.tokens[at].governor
        if governor:
            return governor.indicator is Indicator.TARIFF and "on" in (row.word(at + 1), row.word(at + 2))
    return False


def _is_supposed(row: Row, index: int) -> bool:
    """Whether the change is only supposed, to say what it would do ("a 1 percent increase in growth would lead to")."""
    if row.word(index - 1) not in ("a", "an", "each", "every") or row.word(index + 1) not in _SUPPOSED:
        return False
    for at in range(index + 2, min(len(row.tokens) - 1, index + 22)):
        if row.word(at) in ("would", "could", "will", "can") and row.word(at + 1) in _LEADING:
            return True
        if row.tokens[at].figure or row.word(at) in (";", ","):
            return False
    return False


def _is_everywhere(row: Row, index: int) -> bool:
    """Whether "globally" behind the figure of a sentence that names no country makes it the world's ("rose 9 percent globally")."""
    behind = any(row.word(at) in ("globally", "worldwide") for at in range(index + 1, index + 4))
    return behind and not any(token.country and token.country.iso3 for token in row.tokens)


def _is_worldwide(row: Row, governor: int) -> bool:
    """Whether the noun is the world's ("global trade", "world output")."""
    if row.tokens[governor].word.startswith(("world ", "global ", "international ")):
        return True
    return any(row.word(at) in ("world", "global", "world's", "worldwide") for at in range(max(0, governor - 3), governor)) and not any(
        row.tokens[at].country for at in range(max(0, governor - 3), governor)
    )


def _states_amount(work: Work, row: Row, index: int, link: Link) -> bool:
    """Whether a count stands as the amount of the governing noun, not as some other number in its clause."""
    left = row.word(left_word(row, index))
    return (
        link.step in ("own", "counted")
        or left
        in (
            "to",
            "from",
            "at",
            "was",
            "were",
            "of",
            "totalled",
            "totaled",
            "reached",
            "against",
            "after",
            "with",
            "by",
            "or",
            ":",
            "than",
            "(",
            "compared",
        )
        or (link.step in ("before", "deed") and 0 <= index - link.index <= 3)
        or (
            (left in work.lexicon.level or _is_hedged(row, index))
            and (
                link.governor.indicator in (Indicator.TOURISTS, Indicator.PEOPLE, Indicator.COMPANIES)
                or row.tokens[index].word.rsplit(" ", 1)[-1] in _PACKED
            )
        )
    )


def _is_hedged(row: Row, index: int) -> bool:
    figure = row.tokens[index].figure
    return figure is not None and figure.quantity is not None and figure.quantity.hedge is not None


def _about_trade(work: Work, row: Row) -> bool:
    del work
    words = {token.word for token in row.tokens}
    figure_words = " ".join(token.word for token in row.tokens if token.figure)
    return any(t.governor and t.governor.indicator in FLOWS for t in row.tokens) or "job cuts" in figure_words or bool(words & {"layoffs"})
