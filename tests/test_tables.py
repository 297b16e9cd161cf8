"""The tables that people take away: what is in them, and that they are safe to open."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from pipelines.errors import ArgumentError
from pipelines.export.cells import plain
from pipelines.export.schema import NOTICES, TABLES
from pipelines.export.tables import Filter, Format, export_tables
from pipelines.export.workbook import CUT, LETTERS, Workbook
from pipelines.export.writing import About
from pipelines.link import link
from pipelines.records import (
    At,
    Bid,
    Body,
    FloorPrice,
    Hints,
    Issue,
    Notice,
    Original,
    Price,
    Reading,
    Round,
    Supplier,
)
from pipelines.store.models import ProcessRow
from pipelines.store.save import end_run, save, start_run
from pipelines.store.session import Store

JST = timezone(timedelta(hours=9))
NOON = datetime(2025, 5, 1, 12, tzinfo=JST)
CITY = Body(name="架空市", id="JP-JCN-5000020479993")
TOWN = Body(name="見本町", id="JP-LGC-479985")
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "parquet")


def firm(name: str) -> Body:
    return Body(name=name, id=f"JP-NAME-{hashlib.sha256(name.encode()).hexdigest()[:12]}")


def bid(name: str, *prices: int | str, won: bool | None = None, status: str = "valid") -> Bid:
    rounds = [Round(mark=p) if isinstance(p, str) else Round(amount=p) for p in prices]
    return Bid(bidder=firm(name), rounds=rounds, won=won, status=status)


def road(**changes: Any) -> Notice:
    """A tender of two rounds, with a winner, a loser and one that withdrew."""
    facts: dict[str, Any] = {
        "stage": "result",
        "number": "0012345678901",
        "title": "市道見本１号線舗装補修工事",
        "buyer": CITY,
        "department": "建設部道路課",
        "category": "works",
        "opened": "2025-04-01",
        "signed": "2025-04-08",
        "planned_price": Price(amount=130_000_000, tax="excluded"),
        "floor_price": [FloorPrice(type="minimumPrice", amount=117_000_000, tax="excluded")],
        "award_price": Price(amount=129_010_000, tax="excluded"),
        "award_rate": Decimal("0.9924"),
        "suppliers": [Supplier(name="架空建設（株）", id=firm("架空建設（株）").id)],
        "bids": [
            bid("架空建設（株）", 130_100_000, 129_010_000, won=True),
            bid("㈱見本土木", 131_000_000, "辞退"),
            bid("例示工業有限会社", "辞退", status="withdrawn"),
        ],
        "raw": {"代表者": "架空太郎"},
    }
    return Notice(**{**facts, **changes})


def survey() -> Notice:
    """A cheap survey of another body, without bids."""
    return road(
        number="7",
        title="例示地区測量業務",
        buyer=TOWN,
        category="services",
        opened="2025-06-10T10:00:00+09:00",
        planned_price=None,
        award_price=Price(amount=4_000_000, tax="included", amount_net=3_636_364),
        suppliers=[Supplier(name="例題測量設計（株）", address="架空県架空市1-1")],
        bids=[],
        award_rate=None,
    )


def publish(
    store: Store,
    notices: Sequence[Notice],
    *,
    run: str = "kakuu-1",
    verdict: str = "ok",
    issues: Sequence[Issue] = (),
    hour: int = 0,
) -> Original:
    """Fetch one workbook that holds some notices, in a run of its own."""
    when = NOON + timedelta(hours=hour)
    body = f"{run} {len(notices)}".encode()
    url = f"https://www.city.kakuu.example.jp/{run}.xlsx"
    original = Original(url=url, body=body, fetched_at=when, hints=Hints(source="kakuu"))
    placed = [
        replace(notice, at=At(original=original.sha256, sheet="工事", rows=(place, place + 2)))
        for place, notice in enumerate(notices, 4)
    ]
    start_run(store, run, "kakuu", "crawl", when)
    save(store, run, 1, original, Reading(original.sha256, tuple(placed), tuple(issues)))
    end_run(store, run, verdict, None, {}, when)
    return original


def tables(store: Store, folder: Path, format: Format = "csv", **where: Any) -> dict[str, Any]:
    """Export and read back: table → rows as dicts."""
    out = folder / "tables.xlsx" if format == "xlsx" else folder / format
    written = export_tables(store, out, format, Filter(**where))
    return {one.table: READ[format](one.path, one.table) for one in written}


def read_csv(path: Path, table: str) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_xlsx(path: Path, table: str) -> list[dict[str, Any]]:
    header, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(table).to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def read_parquet(path: Path, table: str) -> list[dict[str, Any]]:
    result = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


READ = {"csv": read_csv, "xlsx": read_xlsx, "parquet": read_parquet}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_tells_the_same_story(store: Store, tmp_path: Path, format: Format) -> None:
    original = publish(store, [road()])
    found = tables(store, tmp_path, format)
    (notice,), bids, (award,) = found["notices"], found["bids"], found["awards"]

    assert notice["title"] == "市道見本１号線舗装補修工事"
    assert notice["number"] == "0012345678901"
    assert (notice["opened"], notice["opened_era"]) == ("2025-04-01", "令和7年4月1日")
    assert float(notice["planned_price"]) == 130_000_000
    assert notice["planned_price_tax"] == "excluded"
    assert (int(notice["bidders"]), int(notice["valid_bids"])) == (3, 2)

    assert [row["bidder"] for row in bids] == ["架空建設（株）", "㈱見本土木", "例示工業有限会社"]
    assert [row["bid_status"] for row in bids] == ["valid", "valid", "withdrawn"]
    assert [row["round_2_word"] or "" for row in bids] == ["", "辞退", ""]
    assert float(bids[0]["bid_price"]) == 129_010_000
    assert bids[0]["buyer"] == bids[2]["buyer"] == "架空市"

    assert (award["supplier"], float(award["price"])) == ("架空建設（株）", 129_010_000)
    assert (award["price_tax"], award["price_from"]) == ("excluded", "award")
    assert int(notice["fiscal_year"]) == int(bids[0]["fiscal_year"]) == 2025
    for row in (notice, *bids, award):
        assert row["original"] == original.sha256
        assert (row["url"], row["source"]) == (original.url, "kakuu")
        assert (row["sheet"], int(row["first_row"]), int(row["last_row"])) == ("工事", 4, 6)
        assert row["fetched_at"] == "2025-05-01T12:00:00+09:00"


def test_types_are_those_of_the_codebook(store: Store, tmp_path: Path) -> None:
    publish(store, [road(award_price=Price(amount=Decimal("12345.67"), tax="excluded"))])
    (award,) = tables(store, tmp_path, "parquet")["awards"]
    assert award["price"] == Decimal("12345.67")
    assert award["award_rate"] == 0.9924
    (award,) = tables(store, tmp_path, "csv")["awards"]
    assert award["price"] == "12345.67"
    (bid, *_) = tables(store, tmp_path, "xlsx")["bids"]
    assert isinstance(bid["bid_price"], float)
    assert isinstance(bid["number"], str)
    assert bid["won"] is True


# ── what is published ──────────────────────────────────────────────────────────────────────


def test_newest_published_version_is_exported(store: Store, tmp_path: Path) -> None:
    publish(store, [road()], run="kakuu-1")
    publish(store, [road(signed="2025-04-09")], run="kakuu-2", hour=1)
    publish(store, [road(signed="2099-01-01"), survey()], run="kakuu-3", verdict="short", hour=2)
    (notice,) = tables(store, tmp_path)["notices"]
    assert (notice["signed"], notice["version"]) == ("2025-04-09", "2")
    assert notice["url"].endswith("kakuu-2.xlsx")


def test_place_stays_that_of_the_first_fetch(store: Store, tmp_path: Path) -> None:
    first = publish(store, [road()], run="kakuu-1")
    publish(store, [road(), survey()], run="kakuu-2", hour=5)
    found = {row["number"]: row["original"] for row in tables(store, tmp_path)["notices"]}
    assert found["0012345678901"] == first.sha256
    assert found["7"] != first.sha256


def test_store_without_anything_published_gives_headers_only(store: Store, tmp_path: Path) -> None:
    publish(store, [road()], verdict="blocked")
    for format in FORMATS:
        assert not any(tables(store, tmp_path, format).values())


def test_ocid_is_that_of_the_linked_process(store: Store, tmp_path: Path) -> None:
    publish(store, [road()])
    assert tables(store, tmp_path)["bids"][0]["ocid"] == ""
    link(store)
    with store.engine.connect() as connection:
        ocid = connection.scalar(select(ProcessRow.ocid))
    assert {row["ocid"] for row in tables(store, tmp_path)["bids"]} == {ocid}


# ── filters ────────────────────────────────────────────────────────────────────────────────

BOTH = {"0012345678901", "7"}


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        ({}, BOTH),
        ({"source": "kakuu"}, BOTH),
        ({"source": "other"}, set()),
        ({"buyer": "架空"}, {"0012345678901"}),
        ({"buyer": "LGC-479985"}, {"7"}),
        ({"buyer": "%"}, set()),
        ({"since": date(2025, 4, 2)}, {"7"}),
        ({"until": date(2025, 4, 1)}, {"0012345678901"}),
        ({"since": date(2025, 6, 10), "until": date(2025, 6, 10)}, {"7"}),
        ({"min_amount": 100_000_000}, {"0012345678901"}),
        ({"max_amount": 4_000_000}, {"7"}),
        ({"category": "services"}, {"7"}),
        ({"supplier": "見本 土木"}, {"0012345678901"}),
        ({"supplier": "例題測量"}, {"7"}),
        ({"supplier": "見本土木", "winners": True}, set()),
        ({"winners": True}, BOTH),
    ],
)
def test_filters(store: Store, tmp_path: Path, where: dict[str, Any], numbers: set[str]) -> None:
    failed = road(number="0", status="unsuccessful", bids=[], suppliers=[], award_price=None)
    publish(store, [road(), survey()] if where.get("winners", True) else [failed])
    found = tables(store, tmp_path, **where)
    assert {row["number"] for row in found["notices"]} == numbers
    assert {row["number"] for row in found["awards"]} <= numbers


def test_winners_only(store: Store, tmp_path: Path) -> None:
    failed = road(number="0", bids=[bid("架空建設（株）", 9)], suppliers=[], award_price=None)
    publish(store, [failed, road()])
    found = tables(store, tmp_path, winners=True)
    assert [row["number"] for row in found["notices"]] == ["0012345678901"]
    assert [row["bidder"] for row in found["bids"]] == ["架空建設（株）"]


def test_rivals_of_a_supplier_stay_but_not_their_awards(store: Store, tmp_path: Path) -> None:
    publish(store, [road()])
    found = tables(store, tmp_path, supplier="見本土木")
    assert len(found["bids"]) == 3
    assert found["awards"] == []


def test_unit_price_is_no_total(store: Store, tmp_path: Path) -> None:
    unit = Price(amount=176_500, tax="excluded", pricing="unitPrice")
    publish(store, [road(award_price=unit)])
    assert tables(store, tmp_path)["awards"][0]["price_kind"] == "unitPrice"
    assert tables(store, tmp_path, min_amount=1)["awards"] == []


# ── awards ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"bids": [bid("甲", 5, won=True), bid("乙", 6, won=True)]},
            [("甲", "5", "bid"), ("乙", "6", "bid")],
        ),
        ({"award_price": None}, [("架空建設（株）", "129010000", "bid")]),
        (
            {"award_price": None, "contract_price": Price(amount=141_911_000, tax="included")},
            [("架空建設（株）", "141911000", "contract")],
        ),
        ({"award_price": Price(undisclosed=True)}, [("架空建設（株）", "", "award")]),
        (
            {"bids": [], "suppliers": [Supplier(name="甲"), Supplier(name="乙")]},
            [("甲; 乙", "129010000", "award")],
        ),
        (
            {"bids": [], "suppliers": [Supplier(name="甲")], "supplier_group": "甲・乙共同体"},
            [("甲・乙共同体", "129010000", "award")],
        ),
        ({"bids": [bid("甲", 5)], "suppliers": []}, []),
    ],
    ids=["two winners", "price of the bid", "of the contract", "undisclosed", "two suppliers",
         "joint venture", "no winner"],
)  # fmt: skip
def test_awards(
    store: Store, tmp_path: Path, changes: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    publish(store, [road(**changes)])
    awards = tables(store, tmp_path)["awards"]
    assert [(row["supplier"], row["price"], row["price_from"]) for row in awards] == expected


# ── issues ─────────────────────────────────────────────────────────────────────────────────


def test_issues_of_notices_and_of_whole_files(store: Store, tmp_path: Path) -> None:
    unclear = Issue(code="unclearDate", label="契約日", text="2月30日", cell="D7")
    publish(store, [road(issues=[unclear])], issues=[Issue(code="headerTwice", text="行 40")])
    about_notice, about_file = tables(store, tmp_path)["issues"]
    assert (about_notice["code"], about_notice["cell"]) == ("unclearDate", "D7")
    assert about_notice["title"] == "市道見本１号線舗装補修工事"
    assert about_notice["meaning_ja"]
    assert (about_file["code"], about_file["notice_id"]) == ("headerTwice", "")
    assert len(tables(store, tmp_path, source="kakuu")["issues"]) == 2
    assert len(tables(store, tmp_path, buyer="架空市")["issues"]) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_persons_never_appear(store: Store, tmp_path: Path, format: Format) -> None:
    name = "架空建設（株）　代表取締役　架空太郎"
    publish(
        store,
        [
            road(
                bids=[bid(name, 129_010_000, won=True)],
                suppliers=[Supplier(name=name, address="架空県架空市1-1")],
                issues=[Issue(code="unknownLabel", label="代表者氏名", text="架空太郎")],
            )
        ],
        issues=[Issue(code="rowUnclear", text="架空建設 | 架空太郎")],
    )
    found = tables(store, tmp_path, format)
    cells = [str(value) for rows in found.values() for row in rows for value in row.values()]
    assert "架空建設（株）" in cells
    assert not [cell for cell in cells if "太郎" in cell or "架空県" in cell]


# ── safe to open ───────────────────────────────────────────────────────────────────────────

HOSTILE = [
    ("=HYPERLINK(\"http://example.com\")", "'=HYPERLINK(\"http://example.com\")"),
    ("+81", "'+81"),
    ("-1+1", "'-1+1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("＝１＋１", "'＝１＋１"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\n=1"),
    (" =1", "' =1"),
    ("esc\x1b", "esc␛"),
    ("quote\"comma,\nline", "quote\"comma,\nline"),
    ("工事\ufffe", "工事\ufffd"),
    ("_x0041_", "_x0041_"),
    ("C&D <b>", "C&D <b>"),
]  # fmt: skip


def test_hostile_titles(store: Store, tmp_path: Path) -> None:
    numbers = [f"{number}号" for number in range(100, 100 + len(HOSTILE))]
    titles = [title for title, _ in HOSTILE]
    publish(store, [road(number=n, title=t) for n, t in zip(numbers, titles, strict=True)])
    expected = [in_csv for _, in_csv in HOSTILE]
    for format in ("csv", "xlsx", "parquet"):
        rows = {row["number"]: row["title"] for row in tables(store, tmp_path, format)["notices"]}
        assert [rows[number] for number in numbers] == expected, format
        expected = [in_csv.removeprefix("'") for in_csv in expected]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nul\x00", "nul␀"),
        ("del\x7f", "del␡"),
        ("c1\x85", "c1\ufffd"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("令和７年　①～", "令和７年　①～"),
    ],
)
def test_what_can_not_be_seen_is_shown(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_text_in_a_workbook_is_no_formula_and_no_link(store: Store, tmp_path: Path) -> None:
    publish(store, [road(title="=1+1", department="https://example.com/")])
    tables(store, tmp_path, "xlsx")
    sheet = _members(tmp_path / "tables.xlsx")["xl/worksheets/sheet1.xml"]
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert b"<t>=1+1</t>" in sheet


def test_csv_is_what_excel_expects(store: Store, tmp_path: Path) -> None:
    publish(store, [road()])
    tables(store, tmp_path)
    data = (tmp_path / "csv" / "bids.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbftitle,")
    assert data.count(b"\r\n") == data.count(b"\n") == 4


# ── the workbook ───────────────────────────────────────────────────────────────────────────


def test_workbook_is_ready_for_people(store: Store, tmp_path: Path) -> None:
    publish(store, [road()])
    tables(store, tmp_path, "xlsx", buyer="架空市")
    book = CalamineWorkbook.from_path(str(tmp_path / "tables.xlsx"))
    assert book.sheet_names == ["notices", "bids", "awards", "issues", "codebook", "about"]
    about = "\n".join(" ".join(map(str, r)) for r in book.get_sheet_by_name("about").to_python())
    for said in ("buyer: 架空市", "kakuu", "2025-05-01T12:00:00+09:00", "税", "ISO"):
        assert said in about
    columns = {(row[0], row[1]) for row in book.get_sheet_by_name("codebook").to_python()}
    assert {(t.name, c.name) for t in TABLES for c in t.columns} < columns
    sheet = _members(tmp_path / "tables.xlsx")["xl/worksheets/sheet1.xml"]
    assert b'state="frozen"' in sheet
    assert b"<autoFilter" in sheet
    assert b'formatCode="#,##0"' in _members(tmp_path / "tables.xlsx")["xl/styles.xml"]


def test_full_sheet_goes_on_in_another(tmp_path: Path) -> None:
    empty: list[Any] = [None] * (len(NOTICES.columns) - 1)
    with closing(Workbook(tmp_path, "tables.xlsx", rows=4)) as workbook:
        for number in range(7):
            workbook.write(NOTICES, [str(number), *empty])
        written = {one.table: one for one in workbook.finish(About())}
    assert written["notices"].rows == 7
    assert written["notices"].sheets == ("notices", "notices_2", "notices_3")
    book = CalamineWorkbook.from_path(str(tmp_path / "tables.xlsx"))
    rows = [book.get_sheet_by_name(name).to_python() for name in written["notices"].sheets]
    assert [row[0] for sheet in rows for row in sheet[1:]] == list("0123456")
    assert all(sheet[0][0] == "title" for sheet in rows)


def test_text_too_long_for_a_cell_is_cut_and_said(store: Store, tmp_path: Path) -> None:
    publish(store, [road(title="𠮷" * 20_000)])
    out = tmp_path / "tables.xlsx"
    written = {one.table: one for one in export_tables(store, out, "xlsx")}
    (title,) = [row["title"] for row in read_xlsx(out, "notices")]
    assert title.endswith(CUT)
    assert len(title.encode("utf-16-le")) // 2 <= LETTERS
    assert written["notices"].cut == 1


def test_numbers_beyond_excel_stay_exact(store: Store, tmp_path: Path) -> None:
    big = 1_234_567_890_123_456
    publish(store, [road(award_price=Price(amount=big, tax="excluded"))])
    assert tables(store, tmp_path, "xlsx")["awards"][0]["price"] == str(big)
    assert tables(store, tmp_path, "parquet")["awards"][0]["price"] == big


# ── the same bytes, whole files ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("format", FORMATS)
def test_same_store_same_bytes(store: Store, tmp_path: Path, format: Format) -> None:
    publish(
        store, [survey(), *(road(number=str(n), opened=f"2025-04-{n:02}") for n in range(1, 20))]
    )
    out = tmp_path / "once.xlsx" if format == "xlsx" else tmp_path / "once"
    first = _bytes(export_tables(store, out, format))
    again = _bytes(export_tables(store, out, format))
    assert first == again
    assert sorted(path.name for path in out.parent.iterdir() if path.suffix == ".part") == []


def test_rows_stand_in_one_order(store: Store, tmp_path: Path) -> None:
    publish(store, [survey(), road(opened="2025-04-02", number="2"), road()])
    numbers = [row["number"] for row in tables(store, tmp_path)["notices"]]
    assert numbers == ["0012345678901", "2", "7"]


def test_failed_export_leaves_what_was_there(store: Store, tmp_path: Path) -> None:
    publish(store, [road()])
    tables(store, tmp_path)
    before = (tmp_path / "csv" / "notices.csv").read_bytes()

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    publish(store, [survey()], run="kakuu-2", hour=1)
    with pytest.raises(KeyboardInterrupt):
        export_tables(store, tmp_path / "csv", "csv", on_progress=interrupt)
    assert (tmp_path / "csv" / "notices.csv").read_bytes() == before
    assert len(list((tmp_path / "csv").iterdir())) == 4


def test_what_a_killed_export_left_is_cleared(store: Store, tmp_path: Path) -> None:
    publish(store, [road()])
    left = tmp_path / "csv" / ".tables.csv.part"
    left.mkdir(parents=True)
    (left / "notices.csv").write_text("half")
    tables(store, tmp_path)
    assert not left.exists()


def test_progress_counts_notices(store: Store, tmp_path: Path) -> None:
    publish(store, [road(), survey()])
    said: list[tuple[int, int]] = []
    export_tables(store, tmp_path / "csv", "csv", on_progress=lambda *now: said.append(now))
    assert said[-1] == (2, 2)


def test_targets_that_can_not_be(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArgumentError, match="expected a folder"):
        export_tables(store, tmp_path / "file", "csv")
    with pytest.raises(ArgumentError, match=r"expected the name of a workbook like tables\.xlsx"):
        export_tables(store, tmp_path, "xlsx")


def _bytes(written: Sequence[Any]) -> dict[str, bytes]:
    return {one.path.name: one.path.read_bytes() for one in written}


def _members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}
