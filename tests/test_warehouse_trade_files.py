"""Official statistics are read from the files that their publishers write; the rows here are made up, the columns are theirs."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from warehouse.errors import WarehouseError
from warehouse.trade_files import area_codes, read_trade_file

COMTRADE = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,"
    "partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,"
    "aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,"
    "altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,"
    "legacyEstimationFlag,isReported,isAggregate"
)
LEGACY = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,"
    "Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag"
)
Flow = tuple[str, str, str, str, str, float]


def comtrade(**cells: str) -> str:
    """A row of today's download; the rest of the columns is as for total trade."""
    given = {"partner2Code": "0", "partner2ISO": "W00", "cmdCode": "TOTAL", "customsCode": "C00", "motCode": "0", **cells}
    return ",".join(given.get(name, "") for name in COMTRADE.split(","))


def legacy(**cells: str) -> str:
    given = {"Commodity Code": "TOTAL", **{name.replace("_", " "): cell for name, cell in cells.items()}}
    return ",".join(given.get(name, "") for name in LEGACY.split(","))


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def flows(path: Path) -> list[Flow]:
    rows = read_trade_file(path).flows.to_pylist()
    return [
        (row["exporter"], row["importer"], str(row["period_start"]), str(row["period_end"]), row["reported_by"], row["usd"]) for row in rows
    ]


def test_the_download_of_un_comtrade_is_read_both_ways_and_by_month(tmp_path: Path) -> None:
    path = write(
        tmp_path / "TradeData.csv",
        COMTRADE,
        comtrade(period="2016", reporterISO="ISR", partnerISO="JPN", flowCode="X", primaryValue="690000000.5"),
        comtrade(period="2016", reporterISO="ISR", partnerISO="JPN", flowCode="M", primaryValue="2200000000"),
        comtrade(period="201605", reporterCode="376", partnerCode="842", flowCode="M", primaryValue="7"),
        comtrade(period="2016", reporterISO="ISR", partnerISO="W00", flowCode="M", primaryValue="9"),
        comtrade(period="2016", reporterISO="ISR", partnerISO="JPN", flowCode="RX", primaryValue="9"),
        comtrade(period="2016", reporterISO="ISR", partnerISO="JPN", flowCode="X", cmdCode="01", primaryValue="9"),
        comtrade(period="2016", reporterISO="ISR", partnerISO="JPN", flowCode="X", motCode="2100", primaryValue="9"),
    )
    found = read_trade_file(path)

    assert flows(path) == [
        ("ISR", "JPN", "2016-01-01", "2017-01-01", "exporter", 690000000.5),
        ("JPN", "ISR", "2016-01-01", "2017-01-01", "importer", 2.2e9),
        ("USA", "ISR", "2016-05-01", "2016-06-01", "importer", 7),
    ]
    assert (found.form, found.rows, found.vintage) == ("UN Comtrade", 7, None)
    assert dict(found.left_out) == {
        "of a group or an area that is no country": 1,
        "of another flow than exports and imports": 1,
        "of single goods, not of total trade": 1,
        "of one way of transport, customs procedure or second partner": 1,
    }


def test_rows_that_end_with_a_comma_and_names_in_latin_1_do_not_shift_the_columns(tmp_path: Path) -> None:
    row = comtrade(period="2016", reporterISO="CIV", reporterDesc="Côte d'Ivoire", partnerISO="FRA", flowCode="X", primaryValue="5")
    path = write(tmp_path / "TradeData.csv", COMTRADE, f"{row},", encoding="latin-1")

    assert flows(path) == [("CIV", "FRA", "2016-01-01", "2017-01-01", "exporter", 5)]


def test_the_download_of_un_comtrade_before_2023_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "comtrade.csv",
        LEGACY,
        legacy(Period="2009", Trade_Flow_Code="2", Reporter_ISO="DEU", Partner_ISO="CHN", **{"Trade Value (US$)": "4"}),
        legacy(Period="2009", Trade_Flow_Code="1", Reporter_Code="757", Partner_Code="699", **{"Trade Value (US$)": "6"}),
        legacy(Period="2009", Trade_Flow="Re-Export", Reporter_ISO="DEU", Partner_ISO="CHN", **{"Trade Value (US$)": "8"}),
    )

    assert flows(path) == [
        ("DEU", "CHN", "2009-01-01", "2010-01-01", "exporter", 4),
        ("IND", "CHE", "2009-01-01", "2010-01-01", "importer", 6),
    ]


def test_sdmx_csv_2_with_areas_frequency_and_multiplier_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "dots.csv",
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT,OBS_STATUS",
        "dataflow,IMF:DOT(1.0),I,A,IL,TXG_FOB_USD,JP,2016,690,6,A",
        "dataflow,IMF:DOT(1.0),I,Q,IL,TMG_CIF_USD,JP,2016-Q2,0.5,9,A",
        "dataflow,IMF:DOT(1.0),I,M,IL,TMG_CIF_USD,JP,2016-M05,5,,A",
        "dataflow,IMF:DOT(1.0),I,A,IL,TXG_FOB_USD,W00,2016,7,6,A",
        "dataflow,IMF:DOT(1.0),I,A,IL,TBG_USD,JP,2016,7,6,A",
        "dataflow,IMF:DOT(1.0),D,A,IL,TXG_FOB_USD,CN,2016,7,6,A",
        "dataflow,IMF:DOT(1.0),I,A,IL,TXG_FOB_USD,KR,2016,NaN,6,M",
    )

    assert flows(path) == [
        ("ISR", "JPN", "2016-01-01", "2017-01-01", "exporter", 6.9e8),
        ("JPN", "ISR", "2016-04-01", "2016-07-01", "importer", 5e8),
        ("JPN", "ISR", "2016-05-01", "2016-06-01", "importer", 5),
    ]
    assert dict(read_trade_file(path).left_out) == {
        "of a group or an area that is no country": 1,
        "of another flow than exports and imports": 1,
        "that delete a value": 1,
        "without an amount": 1,
    }


def test_the_fund_s_interface_writes_a_scale_beside_plain_dollars(tmp_path: Path) -> None:
    path = write(
        tmp_path / "imts.csv",
        "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,UNIT,STATUS",
        "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,CAN,A,2024,349000000000,6,USD,",
        "IMF.STA:IMTS(1.0.0),USA,MG_CIF_USD,KOS,A,2024,5,6,USD,",
        "IMF.STA:IMTS(1.0.0),USA,MG_FOB_USD,KOS,A,2024,4,6,USD,",
        "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,G001,A,2024,6,6,USD,",
    )

    assert flows(path) == [
        ("USA", "CAN", "2024-01-01", "2025-01-01", "exporter", 3.49e11),
        ("XKX", "USA", "2024-01-01", "2025-01-01", "importer", 5),
    ]


def test_the_fund_s_portal_writes_a_column_per_period_and_a_scale_in_words(tmp_path: Path) -> None:
    path = write(
        tmp_path / "portal.csv",
        '"DATASET","SERIES_CODE","OBS_MEASURE","COUNTRY","INDICATOR","COUNTERPART_COUNTRY","FREQUENCY","SCALE","UNIT",'
        '"PUBLICATION_DATE","2023","2024","2024-M01","2024-Q1"',
        '"IMF.STA:IMTS(1.0.0)","ISR.XG_FOB_USD.JPN.A","OBS_VALUE","Israel","Exports","Japan","Annual","Millions","US dollar",'
        '"2026-04-14T13:00:00Z","1.5","2","",""',
        '"IMF.STA:IMTS(1.0.0)","ISR.MG_CIF_USD.JPN.M","OBS_VALUE","Israel","Imports","Japan","Monthly","Millions","US dollar",'
        '"2026-04-15T13:00:00Z","","","7",""',
    )

    assert flows(path) == [
        ("ISR", "JPN", "2023-01-01", "2024-01-01", "exporter", 1.5e6),
        ("ISR", "JPN", "2024-01-01", "2025-01-01", "exporter", 2e6),
        ("JPN", "ISR", "2024-01-01", "2024-02-01", "importer", 7e6),
    ]
    assert read_trade_file(path).vintage == "2026-04-15"


def test_labels_beside_codes_and_semicolons_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "labels.csv",
        "\ufeffREF_AREA: Reference area;COUNTERPART_AREA: Counterpart;INDICATOR: Indicator;TIME_PERIOD: Time;OBS_VALUE: Value",
        "IL: Israel;JP: Japan;XG_FOB_USD: Exports of goods;2016;12",
    )

    assert flows(path) == [("ISR", "JPN", "2016-01-01", "2017-01-01", "exporter", 12)]


def test_dyadic_trade_is_what_each_side_imports(tmp_path: Path) -> None:
    path = tmp_path / "dyads.csv.gz"
    text = "year,iso1,iso2,imports_1_from_2_musd,imports_2_from_1_musd\n1986,USA,RUS,500,1500\n1986,USA,JPN,,-9\n"
    path.write_bytes(gzip.compress(text.encode()))

    assert flows(path) == [
        ("RUS", "USA", "1986-01-01", "1987-01-01", "importer", 5e8),
        ("USA", "RUS", "1986-01-01", "1987-01-01", "importer", 1.5e9),
    ]
    assert dict(read_trade_file(path).left_out) == {"without an amount": 2}


@pytest.mark.parametrize(
    ("code", "iso3"),
    [("JPN", "JPN"), ("JP", "JPN"), ("392", "JPN"), ("842", "USA"), ("490", "TWN"), ("SUN", "RUS"), ("810", "RUS"), ("278", "DDR")],
)
def test_every_code_for_a_country_is_known(code: str, iso3: str) -> None:
    assert area_codes()[code] == iso3


@pytest.mark.parametrize("code", ["WLD", "W00", "EU", "EUU", "G001", "899"])
def test_groups_are_no_countries(code: str) -> None:
    assert code not in area_codes()


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["year,to,value", "2016,ISR,3"], "no format of trade statistics that is known; its columns are year, to, value. Add a CSV of"),
        ([COMTRADE, comtrade(period="2016", reporterISO="ISR", partnerISO="JPN", flowCode="X", cmdCode="01")],
         "no trade between two countries in it (1 rows of single goods, not of total trade). Download total trade in goods"),
        ([COMTRADE], "no trade between two countries in it (it has no rows)."),
        (["REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE", "a,b"], "cannot be read as SDMX-CSV ("),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_what_to_do(tmp_path: Path, lines: list[str], message: str) -> None:
    path = write(tmp_path / "other.csv", *lines)
    with pytest.raises(WarehouseError) as raised:
        read_trade_file(path)
    assert str(raised.value).startswith(f"{path}: {message}")


def test_a_file_that_is_not_there_or_not_gzipped_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.csv", write(tmp_path / "plain.csv.gz", "a,b"), tmp_path):
        with pytest.raises(WarehouseError, match=r"cannot be read \(.*\)\. Name a CSV file, plain or gzipped\."):
            read_trade_file(path)


LEGACY_WHOLE = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,"
    "Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,Customs Proc. Code,Customs,Mode of Transport Code,"
    "Mode of Transport,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),"
    "Gross weight (kg),Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag"
)
"""What the programming interface before 2023 wrote, with columns that it left empty."""


def test_the_interface_of_un_comtrade_before_2023_is_read_by_its_own_amount(tmp_path: Path) -> None:
    path = write(
        tmp_path / "get.csv",
        LEGACY_WHOLE,
        "HS,2016,2016,2016,0,0,2,Export,376,Israel,ISR,392,Japan,JPN,,,,,,,,TOTAL,All Commodities,1,No Quantity,,,,,,,690000000,,,0",
        "HS,2016,201605,May 2016,0,0,1,Import,376,Israel,ISR,392,Japan,JPN,,,,,,,,TOTAL,All Commodities,1,No Quantity,,,,,,,5,7,3,0",
        "HS,2016,2016,2016,2,0,2,Export,376,Israel,ISR,392,Japan,JPN,,,,,,,,01,Live animals,1,No Quantity,,,,,,,9,,,0",
        "S3,2016,2016,2016,0,0,2,Export,376,Israel,ISR,0,World,WLD,,,,,,,,TOTAL,All Commodities,1,No Quantity,,,,,,,9,,,0",
    )

    assert flows(path) == [
        ("ISR", "JPN", "2016-01-01", "2017-01-01", "exporter", 6.9e8),
        ("JPN", "ISR", "2016-05-01", "2016-06-01", "importer", 5),
    ]


def test_the_interface_of_the_imf_gives_dollars_whatever_scale_stands_beside(tmp_path: Path) -> None:
    header = (
        "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,"
        "SCALE,PRECISION,DECIMALS_DISPLAYED,TRADE_FLOW,VALUATION,UNIT,DERIVATION_TYPE,OVERLAP,STATUS"
    )
    rows = (
        "ISR,XG_FOB_USD,JPN,A,2016,690000000,6,,,XG,FOB,USD,M,OL,",
        "ISR,MG_CIF_USD,JPN,Q,2016-Q2,2200000,6,,,MG,CIF,USD,M,OL,",
        "ISR,XG_FOB_USD,KOS,M,2016-M05,1250,,,,XG,FOB,USD,M,OL,",
        "ISR,XG_FOB_USD,G001,A,2016,9,6,,,XG,FOB,USD,M,OL,",
        "ISR,XG_FOB_USD,CAN,A,2016,NaN,6,,,XG,FOB,USD,M,OL,",
        "ISR,TBG_USD,JPN,A,2016,9,6,,,TBG,,USD,M,OL,",
    )
    path = write(tmp_path / "imts.csv", header, *(f"IMF.STA:IMTS(1.0.0),{row}" for row in rows))
    found = read_trade_file(path)

    assert flows(path) == [
        ("ISR", "JPN", "2016-01-01", "2017-01-01", "exporter", 6.9e8),
        ("ISR", "XKX", "2016-05-01", "2016-06-01", "exporter", 1250),
        ("JPN", "ISR", "2016-04-01", "2016-07-01", "importer", 2.2e6),
    ]
    assert dict(found.left_out) == {
        "of a group or an area that is no country": 1,
        "of another flow than exports and imports": 1,
        "without an amount": 1,
    }
