"""Official statistics of trade between countries, whatever file they come in, as one table of flows.

Read are CSV files, plain or gzipped: UN Comtrade (the columns of today's download and of the one before 2023), SDMX-CSV 1.0 and 2.0
with a reporting area, a counterpart area and an indicator (the International Monetary Fund's IMTS and DOTS), the table that the
Fund's portal writes with a column per period, and the dyadic trade of the Correlates of War project. Columns are known by their
names, in any order; those that say nothing of the flow do not matter.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from babel.core import get_global

from warehouse.errors import WarehouseError
from warehouse.sqlfiles import read_table

_Columns = Mapping[str, str]
"""Column names as the file has them, by their letters and digits in lower case."""

_PERIOD = re.compile(r"\d{4}(-?(M?\d{1,2}|Q[1-4]|S[12]))?")
_SCALES = {"units": 0, "thousands": 3, "millions": 6, "billions": 9}


@dataclass(frozen=True, slots=True)
class TradeFile:
    """The flows of one file.

    Attributes:
        form: Name of the format.
        flows: One row per exporter, importer, period and side that recorded it, with US dollars and valuation.
        rows: Rows of the file.
        left_out: Rows that are no flow between two countries, counted by the reason.
        vintage: Day that the file itself gives for its publication; None when it does not.
    """

    form: str
    flows: pa.Table
    rows: int
    left_out: Mapping[str, int]
    vintage: str | None


@dataclass(frozen=True, slots=True)
class _Format:
    """How to recognise a format, and SQL from the file's rows to (reporter, partner, flow, valuation, period, usd, reason)."""

    name: str
    fits: Callable[[_Columns], bool]
    rows: Callable[[_Columns], str]


def read_trade_file(path: Path) -> TradeFile:
    """The flows that a file of statistics holds.

    Raises:
        WarehouseError: the file cannot be read, is in no known format, or holds no trade between two countries.
    """
    try:
        header, delimiter, spare = _header(path)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as err:
        raise WarehouseError(f"{path}: cannot be read ({err}). Name a CSV file, plain or gzipped.") from err
    columns = {plain: name for name in reversed(header) if (plain := _plain(name))}
    form = next((form for form in _FORMATS if form.fits(columns)), None)
    if form is None:
        said = ", ".join(header[:8]) + (", ..." if len(header) > 8 else "")
        raise WarehouseError(f"{path}: no format of trade statistics that is known; its columns are {said}. {_KNOWN}")
    with closing(duckdb.connect(":memory:")) as con:
        try:
            _load(con, path, [*header, *(["spare"] if spare else [])], delimiter)
            _resolve(con, form.rows(columns))
            return _result(con, form.name, columns, path)
        except duckdb.Error as err:
            said = str(err).splitlines()[0]
            raise WarehouseError(f"{path}: cannot be read as {form.name} ({said}). Download it again, or correct that line.") from err


def _result(con: duckdb.DuckDBPyConnection, form: str, columns: _Columns, path: Path) -> TradeFile:
    flows = con.sql(_FLOWS).to_arrow_table()
    total = con.execute("select count(*) from file").fetchall()[0][0]
    left_out = dict(
        con.execute("select reason, count(*) from resolved where reason is not null group by all order by 2 desc, 1").fetchall()
    )
    if not flows.num_rows:
        said = "; ".join(f"{count} rows {reason}" for reason, count in left_out.items()) or "it has no rows"
        raise WarehouseError(f"{path}: no trade between two countries in it ({said}). Download total trade in goods by partner country.")
    vintage = None
    if "publicationdate" in columns:
        vintage = con.execute(f"select max({_name(columns, 'publicationdate')})[:10] from file").fetchall()[0][0]
    return TradeFile(form, flows, total, left_out, vintage)


def _header(path: Path) -> tuple[list[str], str, bool]:
    """Names of the columns, what separates them, and whether rows end with a separator that the header lacks (Comtrade's do)."""
    with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as lines:
        first, second = (lines.readline(1_000_000) for _ in range(2))
    text = _decoded(first)
    delimiter = max(",;\t", key=text.count)
    header = next(csv.reader([text.rstrip("\r\n")], delimiter=delimiter), [])
    row = next(csv.reader([_decoded(second).rstrip("\r\n")], delimiter=delimiter), [])
    return header, delimiter, len(row) == len(header) + 1 and not row[-1]


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _plain(name: str) -> str:
    """A column's name by its letters and digits; SDMX may write "REF_AREA: Reference area"."""
    return re.sub(r"[^a-z0-9]", "", name.split(":")[0].lower())


def _load(con: duckdb.DuckDBPyConnection, path: Path, names: list[str], delimiter: str) -> None:
    """The file's cells as text, in table file."""
    unique = [name if name and name not in names[:place] else f"{name}#{place}" for place, name in enumerate(names)]
    wanted = dict.fromkeys(unique, "VARCHAR")
    sql = """
        create table file as
        from read_csv($path, columns = $columns, header = true, auto_detect = false, delim = $delimiter, quote = '"', escape = '"',
            nullstr = '', encoding = $encoding)
    """
    values = {"path": str(path), "columns": wanted, "delimiter": delimiter}
    try:
        con.execute(sql, {**values, "encoding": "utf-8"})
    except duckdb.InvalidInputException as err:
        if "utf-8" not in str(err).lower() and "unicode" not in str(err).lower():
            raise
        con.execute(sql, {**values, "encoding": "latin-1"})


def _resolve(con: duckdb.DuckDBPyConnection, rows: str) -> None:
    """Table resolved: the file's flows with ISO codes and days, or the reason why a row is none."""
    areas = sorted(area_codes().items())
    con.register("codes", pa.table({"code": [code for code, _ in areas], "iso3": [iso3 for _, iso3 in areas]}))
    con.execute("create temp table area as from codes")
    con.execute(f"create temp table given as {rows}")
    con.execute(_RESOLVED)


def area_codes() -> dict[str, str]:
    """Alpha-3 codes of countries and historic states by every code for them: alpha-3, alpha-2, UN M49 and publishers' own."""
    countries = [row for row in read_table("dim_country") if row["kind"] != "bloc"]
    by_iso2 = {row["iso2"]: str(row["iso3"]) for row in countries if row["iso2"]}
    found = {str(row["iso3"]): str(row["iso3"]) for row in countries} | {str(iso2): iso3 for iso2, iso3 in by_iso2.items()}
    aliases = get_global("territory_aliases")
    found |= {code: by_iso2[to[0]] for code, to in aliases.items() if code.isdigit() and len(to) == 1 and to[0] in by_iso2}
    return found | {str(row["code"]): str(row["iso3"]) for row in read_table("trade_codes")}


_RESOLVED = """
    create temp table resolved as
    with coded as (
        select
            given.* replace (
                case when regexp_full_match(reporter, '[0-9]+') then lpad(reporter, 3, '0') else upper(reporter) end as reporter,
                case when regexp_full_match(partner, '[0-9]+') then lpad(partner, 3, '0') else upper(partner) end as partner,
                upper(replace(period, '-', '')) as period
            )
        from given
    ),
    dated as (
        select
            coded.* replace (one.iso3 as reporter, other.iso3 as partner),
            try_cast(period[:4] as integer) as year,
            case
                when regexp_full_match(period, '[0-9]{4}(A1)?') then 12
                when regexp_full_match(period, '[0-9]{4}S[12]') then 6
                when regexp_full_match(period, '[0-9]{4}Q[1-4]') then 3
                when regexp_full_match(period, '[0-9]{4}M?(0?[1-9]|1[0-2])') then 1
            end as months,
            try_cast(regexp_replace(period[5:], '^[A-Z]', '') as integer) as number
        from coded
        left join area as one on one.code = coded.reporter
        left join area as other on other.code = coded.partner
    )
    select
        if(flow = 'X', reporter, partner) as exporter,
        if(flow = 'X', partner, reporter) as importer,
        make_date(year, if(months = 12, 1, (number - 1) * months + 1), 1) as period_start,
        (period_start + to_months(months))::date as period_end,
        if(flow = 'X', 'exporter', 'importer') as reported_by,
        valuation,
        usd,
        case
            when reason is not null then reason
            when flow is null then 'of another flow than exports and imports'
            when reporter is null or partner is null then 'of a group or an area that is no country'
            when reporter = partner then 'of a country with itself'
            when year is null or months is null then 'of no year, half-year, quarter or month'
            when usd is null or not isfinite(usd) or usd < 0 then 'without an amount'
        end as reason
    from dated
"""

# A flow that a file gives twice is kept once: imports as they mostly are (CIF), exports likewise (FOB), else the larger amount.
_FLOWS = """
    select exporter, importer, period_start, period_end, reported_by, valuation, usd
    from resolved
    where reason is null
    qualify row_number() over (
        partition by exporter, importer, period_start, period_end, reported_by
        order by valuation is not distinct from if(reported_by = 'exporter', 'FOB', 'CIF') desc, usd desc
    ) = 1
    order by all
"""


def _name(columns: _Columns, *names: str) -> str:
    """The first of the columns that the file has, as SQL; null if it has none."""
    found = next((columns[name] for name in names if name in columns), None)
    return "null" if found is None else '"' + found.replace('"', '""') + '"'


def _code(columns: _Columns, *names: str) -> str:
    """A cell's code: SDMX may write "US: United States"."""
    return f"nullif(trim(split_part({_name(columns, *names)}::varchar, ': ', 1)), '')"


def _has(columns: _Columns, *choices: tuple[str, ...]) -> bool:
    """Whether the file has one column of each choice."""
    return all(any(name in columns for name in names) for names in choices)


# -- UN Comtrade ----------------------------------------------------------------------------------------------------------------

_COMTRADE = {
    "reporter": ("reporteriso", "reportercode"),
    "partner": ("partneriso", "partnercode"),
    "flow": ("flowcode", "tradeflowcode", "flowdesc", "tradeflow"),
    "goods": ("cmdcode", "commoditycode"),
    "value": ("primaryvalue", "tradevalueus", "tradevalue"),
    "period": ("period", "refyear", "year"),
}


def _comtrade_rows(columns: _Columns) -> str:
    """Totals of exports and imports only, and of these the rows over all second partners, customs procedures and ways of transport."""
    code = {what: _code(columns, *names) for what, names in _COMTRADE.items()}
    reporter = f"coalesce({_code(columns, 'reporteriso')}, {_code(columns, 'reportercode')})"
    partner = f"coalesce({_code(columns, 'partneriso')}, {_code(columns, 'partnercode')})"
    whole = [
        f"coalesce({_code(columns, *names)}, '0') in ('0', 'C00', 'W00', 'WLD')"
        for names in (("partner2code", "2ndpartnercode"), ("customscode", "customsproccode"), ("motcode", "modeoftransportcode"))
    ]
    exports = f"lower({code['flow']}) in ('x', '2', 'export', 'exports')"
    imports = f"lower({code['flow']}) in ('m', '1', 'import', 'imports')"
    return f"""
        select
            {reporter} as reporter,
            {partner} as partner,
            case when {exports} then 'X' when {imports} then 'M' end as flow,
            case when {exports} then 'FOB' when {imports} then 'CIF' end as valuation,
            {code["period"]} as period,
            try_cast({_name(columns, *_COMTRADE["value"])} as double) as usd,
            case
                when upper(coalesce({code["goods"]}, 'TOTAL')) <> 'TOTAL' then 'of single goods, not of total trade'
                when not ({" and ".join(whole)}) then 'of one way of transport, customs procedure or second partner'
            end as reason
        from file
    """


# -- SDMX-CSV -------------------------------------------------------------------------------------------------------------------

_REPORTER = ("refarea", "countryid", "country", "reportingarea")
_PARTNER = ("counterpartarea", "counterpartcountryid", "counterpartcountry")
_INDICATOR = ("indicatorid", "indicator")


def _indicator(code: str) -> str:
    """Flow and valuation that an indicator of the Fund names: XG_FOB_USD today, TXG_FOB_USD before 2025."""
    return f"""
        case when regexp_full_match({code}, 'T?XG_.*') then 'X' when regexp_full_match({code}, 'T?MG_.*') then 'M' end as flow,
        nullif(regexp_extract({code}, '_(FOB|CIF)_', 1), '') as valuation
    """


def _factor(columns: _Columns, *, numbers: bool) -> str:
    """What a value is multiplied by. The Fund's programming interface writes SCALE 6 beside plain dollars, so there only words count."""
    scale = f"lower({_name(columns, 'scaleid', 'scale') if numbers else _name(columns, 'scale')}::varchar)"
    words = " ".join(f"when '{word}' then {power}" for word, power in _SCALES.items())
    number = f"try_cast({scale} as integer)" if numbers else "0"
    return f"(10.0 ** coalesce(try_cast({_code(columns, 'unitmult')} as integer), case {scale} {words} else {number} end, 0))"


def _not_dollars(columns: _Columns) -> str:
    unit = f"upper({_code(columns, 'unitmeasure', 'unitid', 'unit')})"
    return f"{unit} not in ('USD', 'US DOLLAR', 'US DOLLARS')"


def _sdmx_rows(columns: _Columns) -> str:
    return f"""
        select
            {_code(columns, *_REPORTER)} as reporter,
            {_code(columns, *_PARTNER)} as partner,
            {_indicator(_code(columns, *_INDICATOR))},
            {_code(columns, "timeperiod")} as period,
            try_cast({_name(columns, "obsvalue")} as double) * {_factor(columns, numbers=False)} as usd,
            case
                when upper({_code(columns, "action")}) = 'D' then 'that delete a value'
                when {_not_dollars(columns)} then 'in another unit than US dollars'
            end as reason
        from file
    """


def _portal_rows(columns: _Columns) -> str:
    """One row per series with a column per period; codes are in SERIES_CODE (USA.XG_FOB_USD.JPN.A) where columns have names."""
    periods = ", ".join(_name(columns, plain) for plain, name in columns.items() if _PERIOD.fullmatch(name))
    part = [f"split_part({_name(columns, 'seriescode')}::varchar, '.', {number})" for number in (1, 2, 3)]
    code = [f"coalesce({_name(columns, name)}, nullif({each}, ''))" for name, each in zip(_PORTAL_IDS, part, strict=True)]
    return f"""
        select
            {code[0]} as reporter,
            {code[2]} as partner,
            {_indicator(code[1])},
            period,
            try_cast(cell as double) * {_factor(columns, numbers=True)} as usd,
            case when {_not_dollars(columns)} then 'in another unit than US dollars' end as reason
        from (unpivot file on {periods} into name period value cell)
    """


_PORTAL_IDS = ("countryid", "indicatorid", "counterpartcountryid")


# -- Correlates of War -----------------------------------------------------------------------------------------------------------

_DYADIC = ("year", "iso1", "iso2", "imports1from2musd", "imports2from1musd")


def _dyadic_rows(columns: _Columns) -> str:
    year, one, other, first, second = (_name(columns, name) for name in _DYADIC)
    return f"""
        select {one} as reporter, {other} as partner, 'M' as flow, null as valuation, {year} as period,
            try_cast({first} as double) * 1e6 as usd, null as reason
        from file
        union all
        select {other}, {one}, 'M', null, {year}, try_cast({second} as double) * 1e6, null from file
    """


_FORMATS = (
    _Format("UN Comtrade", lambda columns: _has(columns, *_COMTRADE.values()), _comtrade_rows),
    _Format(
        "SDMX-CSV",
        lambda columns: _has(columns, _REPORTER, _PARTNER, _INDICATOR, ("timeperiod",), ("obsvalue",)),
        _sdmx_rows,
    ),
    _Format(
        "IMF data portal",
        lambda columns: (
            any(_PERIOD.fullmatch(name) for name in columns.values())
            and (_has(columns, ("seriescode",)) or set(_PORTAL_IDS) <= set(columns))
        ),
        _portal_rows,
    ),
    _Format("Correlates of War, dyadic", lambda columns: set(_DYADIC) <= set(columns), _dyadic_rows),
)

_KNOWN = (
    "Add a CSV of UN Comtrade (reporterISO, partnerISO, flowCode, cmdCode, period, primaryValue), SDMX-CSV of the IMF (REF_AREA, "
    "COUNTERPART_AREA, INDICATOR, TIME_PERIOD, OBS_VALUE), or dyadic trade (year, iso1, iso2, imports_1_from_2_musd, "
    "imports_2_from_1_musd)."
)
