"""The whole way on the 48 real workbooks of two bureaus: crawled, read, stored, exported.

The figures are those of ``../shared/samples/README.md``, section mlit, counted apart from this
project. The files are not part of it: where they are missing, these tests say so and are skipped.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from engine import Place, crawl

from crawlers.practice_site import Asked, Page, PracticeServer, Site, site_of_workbooks
from pipelines.export.ocds import export_ocds
from pipelines.link import link
from pipelines.ocds.check import check_packages
from pipelines.store.session import open_store
from spiders.national.mlit_chubu import MlitChubu
from spiders.national.mlit_kyushu import MlitKyushu

MLIT = Path(__file__).parent.parent.parent / "shared" / "samples" / "mlit"
BUREAUS = {MlitChubu: MLIT / "chubu-2018", MlitKyushu: MLIT / "kyushu-2018"}
NAMES = [spider.name for spider in BUREAUS]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not MLIT.is_dir(), reason="the real workbooks (../shared/samples) are missing"
    ),
]

EXPECTED = {
    "mlit_chubu": {
        "tenders": 2293,
        "bids": 12060,
        "winners": 2294,
        "won": 217_389_983_999,
        "planned": 237_055_569_142,
        "status": {"valid": 10568, "disqualified": 1140, "withdrawn": 326, "invited": 26},
        "single": 660,
        "second": 85,
    },
    "mlit_kyushu": {
        "tenders": 2590,
        "bids": 16232,
        "winners": 2590,
        "won": 165_350_051_650,
        "planned": 182_346_817_390,
        "status": {"valid": 12433, "disqualified": 2322, "withdrawn": 1435, "invited": 42},
        "single": 597,
        "second": 121,
    },
}


def bureau_sites() -> dict[str, Site]:
    """The list pages of the two bureaus, over the real workbooks."""
    found = {}
    for spider, folder in BUREAUS.items():
        page = urlsplit(spider.start_urls[0])
        found[page.netloc] = site_of_workbooks(folder, spider.source.title, page.path)
    return found


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A store and an archive after one crawl of both bureaus."""
    place = Place(tmp_path_factory.mktemp("spine"))
    with PracticeServer(bureau_sites()) as server:
        answer = crawl(place, server, {"names": NAMES})
        assert answer["code"] == 0, answer["log"]
        assert {run["verdict"] for run in answer["runs"].values()} == {"ok"}, answer["runs"]
        assert set(server.seen.most_at_once.values()) == {1}
        assert set(answer["connected"]) == {server.address.removeprefix("http://")}
    return place


@pytest.mark.parametrize("source", NAMES)
def test_every_figure_to_the_yen(crawled: Place, source: str) -> None:
    records = [
        json.loads(line)
        for (line,) in crawled.query(
            "SELECT record FROM notice_versions v JOIN notices n ON n.id = v.notice_id"
            f" WHERE source = '{source}'"
        )
    ]
    bids = [bid for record in records for bid in record["bids"]]
    won = [bid for bid in bids if bid.get("won")]
    status: dict[str, int] = {}
    for bid in bids:
        status[bid["status"]] = status.get(bid["status"], 0) + 1
    assert {
        "tenders": len(records),
        "bids": len(bids),
        "winners": len(won),
        "won": sum(price(bid) for bid in won),
        "planned": sum(record["plannedPrice"]["amount"] for record in records),
        "status": status,
        "single": sum(len(record["bids"]) == 1 for record in records),
        "second": sum(any(second(bid) for bid in record["bids"]) for record in records),
    } == EXPECTED[source]


def price(bid: dict[str, object]) -> int:
    """What a winner is paid: the agreed price, else the last one given."""
    if "quote" in bid:
        return int(str(bid["quote"]))
    rounds = bid["rounds"]
    assert isinstance(rounds, list)
    return next(int(r["amount"]) for r in reversed(rounds) if "amount" in r)


def second(bid: dict[str, object]) -> bool:
    rounds = bid["rounds"]
    assert isinstance(rounds, list)
    return len(rounds) > 1 and "amount" in rounds[1]


def test_the_columns_of_the_store_agree_with_the_records(crawled: Place) -> None:
    ((bids, won, parties, notices),) = crawled.query(
        "SELECT (SELECT count(*) FROM bids), (SELECT count(*) FROM bids WHERE won),"
        " (SELECT count(*) FROM parties), (SELECT count(*) FROM notices)"
    )
    assert (bids, won, notices) == (28_292, 4_884, 4_883)
    assert parties > 1000


def test_a_second_crawl_is_quiet_and_stores_nothing_new(crawled: Place) -> None:
    before = crawled.content()
    with PracticeServer(bureau_sites()) as server:
        answer = crawl(crawled, server, {"names": NAMES})
    assert {run["verdict"] for run in answer["runs"].values()} == {"quiet"}, answer["runs"]
    assert crawled.content() == before


def test_one_changed_cell_is_one_second_version(crawled: Place) -> None:
    """A bid of 14,200,000 yen becomes 14,200,001 in one workbook of Kyushu."""
    file = "kyushu_construction_201804.xlsx"
    sites = bureau_sites()
    host = urlsplit(MlitKyushu.start_urls[0]).netloc
    sites[host] = changed(sites[host], file, "14200000", "14200001")
    before = crawled.content()
    with PracticeServer(sites) as server:
        answer = crawl(crawled, server, {"names": ["mlit_kyushu"]})
    run = answer["runs"]["mlit_kyushu"]
    assert (run["verdict"], run["new"], run["changed"]) == ("ok", 0, 1), run
    after = crawled.content()
    versions = set(after["versions"]) - set(before["versions"])
    assert set(before["versions"]) <= set(after["versions"])
    ((notice, number, _, record),) = versions
    assert number == 2
    assert 14200001 in [r.get("amount") for b in json.loads(record)["bids"] for r in b["rounds"]]
    twice = [row for row in after["notices"] if row[3] != 1]
    assert twice == [(notice, "mlit_kyushu", "result", 2)]


def changed(site: Site, file: str, old: str, new: str) -> Site:
    """The site with the first cell of a number changed in one workbook."""

    def page(asked: Asked) -> Page | None:
        found = site(asked)
        if found is None or not asked.path.endswith(file):
            return found
        return Page(with_cell(found.body, old, new), found.type)

    return page


def with_cell(workbook: bytes, old: str, new: str) -> bytes:
    """A copy of an .xlsx in which the first cell with a number holds another one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as read, zipfile.ZipFile(out, "w") as write:
        for member in read.infolist():
            content = read.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                cell = f"<v>{old}</v>".encode()
                assert cell in content
                content = content.replace(cell, f"<v>{new}</v>".encode(), 1)
            write.writestr(member, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("CHOTATSU_COVE"), reason="CHOTATSU_COVE isn't set")
def test_the_standard_accepts_every_package(crawled: Place, tmp_path: Path) -> None:
    """libcoveocds finds nothing wrong in any package made of the real workbooks."""
    store = open_store(crawled.store)
    linked = link(store)
    assert (linked.failed, linked.left_out) == ((), {})
    exported = export_ocds(store, tmp_path)
    store.close()
    assert exported.records == 4_883
    checked = check_packages([tmp_path], schemas=MLIT.parent.parent / "ocds")
    assert (checked.status, checked.files, checked.problems) == ("passed", 4, ())
