"""調達ポータル 落札実績オープンデータ: reading its rows, and crawls against a practice site."""

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from engine import HERE, Place, crawl, kill_in_run, start

from crawlers.families.award_csv import Cut, cut_of
from crawlers.practice_site import Page, PracticeServer
from crawlers.practice_sites.p_portal_awards import (
    API,
    LIST,
    WWW,
    Awards,
    Row,
    award,
    day_file,
    invented,
    sites,
    year_file,
)
from pipelines.export.about import about
from pipelines.export.filter import Filter
from pipelines.export.ocds import export_ocds
from pipelines.export.tables import export_tables
from pipelines.extract.read import extract
from pipelines.link import link
from pipelines.lookups import load
from pipelines.normalise import notice as normalising
from pipelines.normalise.plan import plan_of
from pipelines.normalise.tender import Tender
from pipelines.reading import read
from pipelines.records import Hints, Notice, Original, Reading
from pipelines.store.session import open_store
from pipelines.times import now

NAME = "p_portal_awards"
SAMPLE = (
    HERE.parent.parent / "shared/samples/central/p-portal/RECONSTRUCTED_successful_bid_2rows.csv"
)


def original(body: bytes) -> Original:
    return Original("https://api.p-portal.go.jp/", body, now(), Hints(source=NAME))


def csv_of(*rows: Row, bom: str = "\ufeff") -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return (bom + text.getvalue()).encode()


def reading(*rows: Row, bom: str = "\ufeff") -> Reading:
    return read(original(csv_of(*rows, bom=bom)))


def cell(row: Row, place: int, text: str) -> Row:
    return (*row[:place], text, *row[place + 1 :])


GOOD = [award(n, f"2026-05-{n:02}", firm=n) for n in range(1, 9)]


# Rows of the specification (令和8年3月版) as clients quote them; values made up.
ROWS: dict[str, tuple[Row, dict[str, Any], list[str]]] = {
    "a total": (award(9, "2026-05-09", "161000000.00"), {"amount": 161_000_000}, []),
    "a small total": (award(9, "2026-05-09", "8800.00"), {"amount": 8_800}, ["maybeUnitPrice"]),
    "a unit price": (
        award(9, "2026-05-09", "1530.50"),
        {"amount": Decimal("1530.50"), "pricing": "unitPrice"},
        [],
    ),
    "a large price with sen": (
        award(9, "2026-05-09", "76743905.25"),
        {"amount": Decimal("76743905.25"), "pricing": None},
        ["maybeUnitPrice"],
    ),
    "a unit price by its title": (
        award(9, "2026-05-09", "5400.00", title="燃料の購入（単価契約）"),
        {"amount": 5_400, "pricing": "unitPrice"},
        [],
    ),
    "a sale": (
        award(9, "2026-05-09", method="8002020"),
        {"category": "revenue", "method": "open", "details": "一般競争・最高価格"},
        [],
    ),
    "a sale by selected bidders": (
        award(9, "2026-05-09", method="8003020"),
        {"category": "revenue", "method": "selective"},
        [],
    ),
    "a direct award": (
        award(9, "2026-05-09", method="8004020"),
        {"category": None, "method": "direct"},
        [],
    ),
    "a new body": (award(9, "2026-05-09", body="ZZ"), {"buyer": None}, ["unknownCode"]),
    "a new method": (
        award(9, "2026-05-09", method="8009999"),
        {"method": None, "details": None},
        ["unknownCode"],
    ),
    "no 法人番号": (cell(award(9, "2026-05-09"), 7, ""), {"ids": [None]}, []),
    "a 法人番号 that can't be": (
        cell(award(9, "2026-05-09"), 7, "1234567890123"),
        {"ids": [None]},
        ["wrongCorporateNumber"],
    ),
    "words for a 法人番号": (
        cell(award(9, "2026-05-09"), 7, "個人"),
        {"ids": [None]},
        ["wrongCorporateNumber", "cellMisfit"],
    ),
    "no price": (cell(award(9, "2026-05-09"), 3, ""), {"amount": None}, ["cellMisfit"]),
    "no such day": (award(9, "2026-02-30"), {"awarded": None}, ["unclearDate"]),
    "NUL in a code": (
        cell(award(9, "2026-05-09"), 4, "S1\0"),
        {"buyer": None},
        ["unknownCode", "cellMisfit"],
    ),
    "a title of two lines": (
        award(9, "2026-05-09", title="架空庁舎\n清掃業務"),
        {"title": "架空庁舎清掃業務"},
        [],
    ),
    "a case that was called off": (
        award(9, "2026-05-09", title="架空庁舎清掃業務【中止】"),
        {"title": "架空庁舎清掃業務", "status": "cancelled"},
        [],
    ),
}


def said(notice: Notice) -> dict[str, Any]:
    price = notice.award_price
    return {
        "amount": price and price.amount,
        "pricing": price and price.pricing,
        "category": notice.category,
        "method": notice.method,
        "details": notice.method_details,
        "buyer": notice.buyer and notice.buyer.name,
        "awarded": notice.awarded,
        "title": notice.title,
        "status": notice.status,
        "ids": [one.id if (one.id or "").startswith("JP-JCN") else None
                for one in notice.suppliers],
    }  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_a_row(case: str) -> None:
    row, expected, codes = ROWS[case]
    found = reading(*GOOD, row)
    assert len(found.notices) == len(GOOD) + 1
    notice = found.notices[-1]
    assert {key: said(notice)[key] for key in expected} == expected
    assert [issue.code for issue in notice.issues] == codes
    assert notice.key == " | ".join((row[0], row[2], row[7], row[6]))
    assert all(notice.raw.get(label, "") == text.replace("\0", "\ufffd")
               for label, text in zip(LABELS, row, strict=True))  # fmt: skip


LABELS = (
    *("調達案件番号", "調達案件名称", "落札決定日", "落札価格", "府省コード", "入札方式コード"),
    *("商号又は名称（落札者）", "法人番号（落札者）"),
)


@pytest.mark.parametrize(
    "row",
    [
        (*award(9, "2026-05-09"), "予備"),
        award(9, "2026-05-09")[:7],
        ("", *award(9, "2026-05-09")[:7]),
        (*award(9, "2026-05-09")[1:], ""),
        cell(cell(award(9, "2026-05-09"), 4, "8002010"), 5, "S1"),
    ],
    ids=["nine cells", "seven cells", "moved right", "moved left", "codes exchanged"],
)
def test_no_value_of_a_row_that_is_shifted_is_believed(row: Row) -> None:
    found = reading(*GOOD[:4], row, *GOOD[4:])
    assert [notice.number for notice in found.notices] == [row[0] for row in GOOD]
    [issue] = found.issues
    assert (issue.code, issue.cell) == ("rowMisfit", "A5")
    assert issue.text == " | ".join(row)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: (*row, "予備"),
        lambda row: row[:7],
        lambda row: (row[0], row[1], row[2], row[3], row[5], row[4], row[6], row[7]),
    ],
    ids=["a ninth column", "a column less", "columns exchanged"],
)
def test_a_file_of_another_layout_gives_no_notice(change: Callable[[Row], Row]) -> None:
    found = reading(*map(change, GOOD))
    assert found.notices == ()
    assert {issue.code for issue in found.issues} == {"noTable"}


def test_a_mark_of_byte_order_makes_no_difference() -> None:
    first, second = reading(*GOOD), reading(*GOOD, bom="")
    assert [n.raw for n in first.notices] == [n.raw for n in second.notices]
    assert first.notices[0].number == "0000000000000000001"


def test_the_real_sample_comes_out_whole() -> None:
    """Two rows that a client quotes of the real file, 2026-04-01."""
    if not SAMPLE.exists():
        pytest.skip("../shared/samples is missing")
    found = read(original(SAMPLE.read_bytes()))
    assert found.issues == ()
    assert [
        (n.number, n.awarded, n.award_price and n.award_price.amount, n.buyer and n.buyer.name,
         n.method_details, n.suppliers[0].name, n.suppliers[0].id, n.issues)
        for n in found.notices
    ] == [
        ("0000000000000554903", "2026-04-01", 161_000_000, "国土交通省", "一般競争・総合評価",
         "株式会社ケーネス", "JP-JCN-6010601062093", []),
        ("0000000000000548803", "2026-04-01", 76_743_905, "国土交通省", "一般競争・最低価格",
         "株式会社エフオン", "JP-JCN-9010001028064", []),
    ]  # fmt: skip


PRICES = ("999.00", "9999.00", "10000.00", "123456.50", "123456.00", "98765432.00", "0.00", "9.5")
TITLES = (
    "架空庁舎清掃業務（その１）",
    "電気の購入",
    "【中止】複写機の賃貸借",
    "庁舎",
    "給食※添付有",
)


def test_the_quick_way_says_what_the_general_way_says() -> None:
    """Of a thousand rows that repeat one another, and of every odd one among them, twice."""
    chance, codes = random.Random(2026), load("portal_codes.yml")
    bodies = [*(code for code in codes["buyerCode"] if len(code) == 2), "ZZ"]
    rows = [
        award(
            n, f"2026-{chance.randint(4, 8):02}-{chance.randint(1, 28):02}",
            chance.choice(PRICES), title=chance.choice(TITLES),
            firm=chance.randint(1, 40), body=chance.choice(bodies),
            method=chance.choice((*codes["methodCode"], "9999999")),
        )
        for n in range(1_000)
    ]  # fmt: skip
    rows += [row for row, _, _ in ROWS.values()] * 2
    [table] = extract(csv_of(*rows)).tables
    plan, hints = plan_of(table), Hints(source=NAME)
    general = [normalising._notice(Tender(plan, raw, hints), "0" * 64) for raw in table.notices]
    assert normalising.normalise(table, hints, "0" * 64) == general
    assert len(general) == len(rows)


D = date
MANY = 20_000


@pytest.mark.parametrize(
    ("months", "newest", "expected"),
    [
        # In the midst of September: as of the end of August.
        ({(2026, 7): MANY, (2026, 8): MANY}, D(2026, 9, 15), Cut(D(2026, 8, 31), D(2026, 8, 31))),
        # On the first of October, replaced already; the newest day is the last of September.
        ({(2026, 8): MANY, (2026, 9): MANY}, D(2026, 9, 30), Cut(D(2026, 9, 30), D(2026, 9, 30))),
        # On the first of October, not replaced yet: September is neither whole nor to be applied.
        ({(2026, 7): MANY, (2026, 8): MANY}, D(2026, 10, 1), Cut(D(2026, 8, 31), D(2026, 9, 30))),
        # A small file that has nothing of August may be as of its end all the same.
        ({(2026, 6): 5, (2026, 7): 5}, D(2026, 9, 2), Cut(D(2026, 8, 31), D(2026, 8, 31))),
        # A slip of the pen lies in the future, or in a month that isn't over.
        ({(2026, 8): MANY, (2030, 1): 900}, D(2026, 9, 3), Cut(D(2026, 8, 31), D(2026, 8, 31))),
        ({(2026, 8): MANY, (2026, 9): 900}, D(2026, 9, 3), Cut(D(2026, 8, 31), D(2026, 8, 31))),
        ({(2026, 8): MANY, (2026, 9): 3}, D(2026, 9, 29), Cut(D(2026, 8, 31), D(2026, 8, 31))),
        # The turn of the year, and no files of days at all.
        ({(2026, 12): MANY}, D(2027, 1, 5), Cut(D(2026, 12, 31), D(2026, 12, 31))),
        ({(2026, 8): MANY}, None, Cut(D(2026, 8, 31), D(2026, 8, 31))),
        ({}, D(2026, 9, 3), Cut(D(2026, 8, 31), D(2026, 8, 31))),
        ({}, None, Cut()),
    ],
)  # fmt: skip
def test_until_when_a_yearly_file_tells(
    months: dict[tuple[int, int], int], newest: date | None, expected: Cut
) -> None:
    assert cut_of(Counter(months), newest) == expected


@pytest.fixture
def place(tmp_path: Path, new_url: Callable[[], str]) -> Place:
    return Place(tmp_path, new_url())


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Place:
    """For what the site does: how it is stored is asked of both databases elsewhere."""
    return Place(tmp_path)


@pytest.fixture
def held() -> Awards:
    return invented()


@pytest.fixture
def server(held: Awards) -> Iterator[PracticeServer]:
    with PracticeServer(sites(held)) as server:
        yield server


def run(place: Place, server: PracticeServer, **asked: Any) -> dict[str, Any]:
    done = crawl(place, server, {"names": [NAME], **asked})
    found: dict[str, Any] = done["runs"][NAME]
    return found


def prices(place: Place) -> dict[str, float]:
    """What is exported: the price of each award by its case and the end of its firm's number."""
    rows = place.query(
        "SELECT record FROM notice_versions v JOIN notices n ON n.id = v.notice_id "
        "AND n.version = v.number WHERE n.withdrawn IS NULL AND n.first_seen IS NOT NULL"
    )
    records = [json.loads(record) for (record,) in rows]
    return {
        f"{int(r['number'])}/{int(r['raw'][LABELS[7]][7:])}": r["awardPrice"]["amount"]
        for r in records
    }


def test_every_award_is_stored(on_sqlite: Place, server: PracticeServer, held: Awards) -> None:
    done = run(on_sqlite, server)
    assert (done["verdict"], done["passed_over"]) == ("ok", 1)
    files = [path.rpartition("=")[2] for host, path in server.seen.requests if "=" in path]
    days = sorted(held.days)
    assert files == [year_file(2026), year_file(2025), day_file(days[1]), day_file(days[2])]
    assert {host for host, _ in server.seen.requests} == {WWW, API}
    rows = [*held.years[2025], *held.years[2026], *held.days[days[1]], *held.days[days[2]]]
    assert prices(on_sqlite) == {f"{int(r[0])}/{int(r[7][7:])}": float(r[3]) for r in rows}
    content = on_sqlite.content()
    again = run(on_sqlite, server)
    assert (again["verdict"], again["new"], again["changed"]) == ("quiet", 0, 0)
    assert on_sqlite.content() == content


def test_a_part_of_it(on_sqlite: Place, server: PracticeServer) -> None:
    done = run(on_sqlite, server, since="2025-04-01", until="2026-03-31")
    assert (done["verdict"], done["notices"]) == ("ok", 6)
    assert next(p for _, p in server.seen.requests if "=" in p).endswith(year_file(2025))
    done = run(on_sqlite, server, since="2026-09-02")
    assert (done["verdict"], done["new"]) == ("ok", 7)  # the yearly file, and the last day


def test_rows_that_differ_in_their_price_alone_both_stay(
    place: Place, server: PracticeServer, held: Awards
) -> None:
    twin = award(101, "2026-04-01", "162000000.00", method="8002040")
    held.years[2026].append(twin)
    assert run(place, server)["verdict"] == "ok"
    amounts = place.query(
        "SELECT award_amount FROM notice_versions WHERE record LIKE '%0000000101%' ORDER BY 1"
    )
    assert amounts == [(161_000_000,), (162_000_000,)]
    assert place.query("SELECT code FROM issues") == [("sameIdentity",)]
    content = place.content()
    held.years[2026].remove(twin)
    held.years[2026].insert(0, twin)  # the same rows in another order
    assert run(place, server)["changed"] == 0
    assert place.content()["versions"] == content["versions"]
    held.days[date(2026, 9, 4)] = [twin]  # one of them again, alone
    assert run(place, server)["changed"] == 0


def test_a_day_that_comes_late_changes_nothing_that_was_said_after_it(
    place: Place, server: PracticeServer, held: Awards
) -> None:
    run(place, server)
    held.days[date(2026, 9, 2)] = [
        award(107, "2026-09-02", "3000000.00", firm=3),
        award(108, "2026-09-01", "4400000.00", firm=3),
    ]
    done = run(place, server)
    assert (done["verdict"], done["new"], done["changed"]) == ("ok", 1, 0)
    assert prices(place)["107/3"] == 3_080_000
    assert prices(place)["108/3"] == 4_400_000
    assert place.query("SELECT code, text FROM issues") == [
        ("olderThanKnown", "known of 2026-09-03")
    ]


def test_a_day_after_the_yearly_file_changes_it(
    on_sqlite: Place, server: PracticeServer, held: Awards
) -> None:
    run(on_sqlite, server)
    held.days[date(2026, 9, 4)] = [award(101, "2026-04-01", "161500000.00", method="8002040")]
    assert run(on_sqlite, server)["changed"] == 1
    assert prices(on_sqlite)["101/1"] == 161_500_000


def replaced(held: Awards) -> None:
    """The yearly file as of the end of September, with an amount changed and two rows gone."""
    rows = [row for row in held.years[2026] if int(row[0]) not in (102, 106)]
    rows[0] = award(101, "2026-04-01", "160000000.00", method="8002040")
    held.years[2026] = [*rows, award(107, "2026-09-02", "3080000.00", firm=3)]
    held.days = {
        date(2026, 9, 1): held.days[date(2026, 9, 1)],  # still shown, with the row that is gone
        date(2026, 10, 1): [award(109, "2026-09-30", firm=2)],
        date(2026, 10, 2): [award(110, "2026-10-01", firm=2)],
    }


def test_what_a_yearly_file_no_longer_holds_is_withdrawn(
    place: Place, server: PracticeServer, held: Awards
) -> None:
    run(place, server)
    before = prices(place)
    replaced(held)
    done = run(place, server)
    assert (done["verdict"], done["new"], done["changed"]) == ("ok", 2, 1)
    after = prices(place)
    assert before.keys() - after.keys() == {"102/2", "106/2"}
    assert after["101/1"] == 160_000_000
    assert place.query("SELECT count(*) FROM notices WHERE withdrawn IS NOT NULL") == [(2,)]
    [(counts,)] = place.query("SELECT counts FROM runs ORDER BY started DESC LIMIT 1")
    assert (json.loads(counts) if isinstance(counts, str) else counts)["withdrawn"] == 2
    assert run(place, server)["verdict"] == "quiet"
    assert prices(place) == after
    held.years[2026].append(award(102, "2026-06-10", "76743905.00", firm=2,
                                  title="架空官署で使用する電気の購入"))  # fmt: skip
    run(place, server)
    assert prices(place).keys() - after.keys() == {"102/2"}


def exported(place: Place, folder: Path) -> tuple[list[dict[str, str]], list[str], str]:
    """The rows of the table of notices, the titles of all releases, and the notes of the export."""
    store = open_store(place.store)
    try:
        link(store)
        export_tables(store, folder / "tables", "csv")
        export_ocds(store, folder / "ocds")
        with store.engine.connect() as connection:
            notes = dict(about(connection, Filter()).lines)
    finally:
        store.close()
    with (folder / "tables/notices.csv").open(encoding="utf-8-sig", newline="") as lines:
        notices = list(csv.DictReader(lines))
    releases = (folder / "ocds/releases.jsonl").read_text("utf-8").splitlines()
    titles = [json.loads(line)["tender"]["title"] for line in releases]
    return notices, titles, notes.get("withdrawn / 取下げ", "")


def test_exports_leave_out_what_is_withdrawn_and_tell_sales_apart(
    place: Place, server: PracticeServer, held: Awards, tmp_path: Path
) -> None:
    run(place, server)
    notices, titles, note = exported(place, tmp_path / "before")
    assert note == ""
    kinds = {row["title"]: (row["award_price"], row["award_price_kind"]) for row in notices}
    assert kinds["不用物品の売払い"] == ("980000", "revenue")
    assert kinds["自動車用燃料の購入（単価）"] == ("1530.50", "unitPrice")
    assert kinds["架空官署で使用する電気の購入"] == ("76743905", "")
    assert place.query(
        "SELECT sum(award_amount) FROM notice_versions WHERE title LIKE '%売払い'"
    ) == [(None,)]
    assert "架空官署で使用する電気の購入" in titles
    assert "不用物品の売払い" not in titles
    replaced(held)
    run(place, server)
    left, releases, note = exported(place, tmp_path / "after")
    assert "架空官署で使用する電気の購入" not in [*releases, *(row["title"] for row in left)]
    assert {row["notice_id"] for row in notices} - {row["notice_id"] for row in left}
    assert "2 notices that their publishers have since withdrawn" in note


@pytest.mark.parametrize("left", [[], 1], ids=["empty", "cut"])
def test_a_file_that_is_cut_withdraws_nothing(
    on_sqlite: Place, server: PracticeServer, held: Awards, left: Any
) -> None:
    run(on_sqlite, server)
    before = prices(on_sqlite)
    replaced(held)
    held.years[2026] = held.years[2026][:1] if left else []
    done = run(on_sqlite, server)
    assert done["verdict"] == "short"
    assert year_file(2026) in done["reason"]
    assert prices(on_sqlite).keys() == before.keys()
    assert on_sqlite.query("SELECT count(*) FROM notices WHERE withdrawn IS NOT NULL") == [(0,)]


def test_a_row_that_cannot_be_read_withdraws_nothing(
    on_sqlite: Place, server: PracticeServer, held: Awards
) -> None:
    run(on_sqlite, server)
    rows = held.years[2026]
    held.years[2026] = [(*row, "x") if int(row[0]) == 102 else row for row in rows]
    done = run(on_sqlite, server)
    assert done["verdict"] in ("ok", "quiet")
    assert "102/2" in prices(on_sqlite)
    assert on_sqlite.query("SELECT code FROM issues") == [("rowMisfit",)]


def test_a_page_in_place_of_a_listed_file(
    on_sqlite: Place, server: PracticeServer, held: Awards
) -> None:
    held.lost.add(day_file(date(2026, 9, 3)))
    done = run(on_sqlite, server)
    assert (done["verdict"], done["files"], done["linked"]) == ("short", 3, 4)
    assert day_file(date(2026, 9, 3)) in done["reason"]
    assert prices(on_sqlite) == {}
    held.lost.clear()
    assert run(on_sqlite, server)["verdict"] == "ok"


def altered(server: PracticeServer, old: str, new: str) -> None:
    """The page with a text replaced."""
    portal = server.sites[WWW]

    def page(asked: Any) -> Page | None:
        found = portal(asked)
        if found is None or asked.path != LIST:
            return found
        return replace(found, body=found.body.decode().replace(old, new).encode())

    server.sites[WWW] = page


@pytest.mark.parametrize(
    ("old", "new", "verdict", "told"),
    [
        ("all_2026", "all_r08", "broken", "found successful_bid_record_info_all_r08.zip"),
        ("diff_20260901", "diff_20260931", "broken", "found successful_bid_record_info_diff_2026"),
        ("https://api.p", "https://cdn.p", "broken", "found the address https://cdn.p-portal"),
        ("successful_bid_record", "rakusatsu", "broken", "expected the names of yearly files"),
        ("var uab02FileDownloadUrl = ", "var baseUrl = ", "ok", "14 new"),
        (
            f'"https://{API}/pps-web-biz/UAB03/OAB0301?fileversion=v001&filename="',
            f"'https://{API}/pps-web-biz/UAB03/OAB0301?fileversion=v001&amp;filename='",
            "ok",
            "14 new",
        ),
        (
            f'"https://{API}/pps-web-biz/UAB03/OAB0301?fileversion=v001&filename="',
            f'"https:\\/\\/{API}\\/pps-web-biz\\/UAB03\\/OAB0301?fileversion=v001\\u0026filename="',
            "ok",
            "14 new",
        ),
        ("?fileversion=v001&filename=", "", "ok", "14 new"),
    ],
    ids=[
        "era",
        "no such day",
        "host",
        "renamed",
        "address not stated",
        "quoted otherwise",
        "slashes escaped",
        "without parameters",
    ],
)
def test_what_the_page_says_counts(
    on_sqlite: Place, server: PracticeServer, old: str, new: str, verdict: str, told: str
) -> None:
    altered(server, old, new)
    done = run(on_sqlite, server)
    assert (done["verdict"], told in done["reason"]) == (verdict, True), done["reason"]


def test_a_killed_crawl_is_made_good_by_the_next(tmp_path: Path) -> None:
    held = invented()
    held.years[2025] = [award(n, f"2025-{4 + n % 9:02}-15", firm=n) for n in range(1, 3_000)]
    whole = Place(tmp_path / "whole")
    whole.folder.mkdir()
    with PracticeServer(sites(held)) as server:
        run(whole, server)
        expected = whole.content()
        broken = 0
        for attempt, moment in enumerate((0, 0.4)):
            place = Place(tmp_path / str(attempt))
            place.folder.mkdir()
            kill_in_run(start(place, server, {"names": [NAME]}), place, moment)
            broken += place.query("SELECT count(*) FROM runs WHERE verdict IS NULL")[0][0]
            # quiet where the crawl had ended before it could be killed
            assert run(place, server)["verdict"] in ("ok", "quiet")
            assert place.content() == expected
    assert broken, "no crawl was killed while it ran: choose other moments"
