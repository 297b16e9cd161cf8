"""Contracts disclosed as 財計第2017号 asks, crawled from practice sites with the real engine."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from engine import HERE, Place, crawl
from scrapy.http import HtmlResponse, Request

from crawlers.crawl import project_settings, spiders
from crawlers.families.disclosure import DisclosureSpider, leads_on, names_a_list
from crawlers.families.file_list import context_of, is_file
from crawlers.families.twins import is_pdf, without_twins
from crawlers.practice_site import Asked, Page, PracticeServer, Site
from crawlers.practice_sites.disclosure import (
    CHUSHO,
    ENV,
    MOF,
    MOF_PATH,
    disclosure,
    disclosure_at,
)

SPIDERS = spiders(project_settings())
BOOKS = HERE.parent.parent / "shared" / "samples" / "central" / "keiyaku-kouhyou"
PAGE = HERE.parent / "docs" / "sources" / "ministries.md"
GOLDEN = HERE / "golden"
NAMES = ["mof_contracts", "chusho_contracts", "env_contracts"]


def crawled(folder: Path, names: list[str], sites: dict[str, Site] | None = None) -> Any:
    """A crawl of some sources of the practice sites: where it stored, its runs, what was asked."""
    place = Place(folder)
    with PracticeServer(sites or disclosure()) as server:
        answer = crawl(place, server, {"names": names})
    assert answer["code"] == 0 or sites, answer["log"]
    return place, answer["runs"], {path for _, path in server.seen.requests}


def test_every_layout_gives_its_contracts_once(tmp_path: Path) -> None:
    place, runs, asked = crawled(tmp_path, NAMES)
    assert {name: run["verdict"] for name, run in runs.items()} == dict.fromkeys(NAMES, "ok"), runs
    # 財務省: 2 + 1 by competition and 1 without in 令和7年, 2 of 令和6年 in a PDF file.
    assert place.query("SELECT source, count(*) FROM notices GROUP BY 1 ORDER BY 1") == [
        ("chusho_contracts", 3),
        ("env_contracts", 2),
        ("mof_contracts", 6),
    ]
    assert place.query("SELECT DISTINCT stage FROM notices") == [("contract",)]
    never = {"hojo.xlsx", "form.xlsx", "tsuuchi.pdf", "kyoso04.pdf", "zuikei04.pdf", "a.pdf"}
    assert not {path.rpartition("/")[2] for path in asked} & never
    assert not any("hojo" in path for path in asked), "grants, by their words or their heading"
    assert not any("koukoku" in path or "kasou" in path or "press" in path for path in asked)
    assert f"{MOF_PATH}r6_zuikei_04.pdf" in asked, "a year without workbooks"


@pytest.mark.slow
def test_every_source_of_the_family_finds_a_list_where_it_begins(tmp_path: Path) -> None:
    """The same invented list at each start page: two contracts a start page, of the right body."""
    family = {name: s for name, s in SPIDERS.items() if issubclass(s, DisclosureSpider)}
    assert len({s.source.bodies[0] for s in family.values()}) >= 15
    starts: dict[tuple[str, bool], list[str]] = {}
    for spider in family.values():
        for address in map(urlsplit, spider.start_urls):
            starts.setdefault((address.netloc, bool(spider.ways)), []).append(address.path)
    sites: dict[str, Site] = {}
    for (host, by_way), paths in starts.items():
        site, other = disclosure_at(paths, by_way), sites.get(host)
        sites[host] = (lambda a, s=site, o=other: s(a) or o(a)) if other else site
    place, runs, _ = crawled(tmp_path, list(family), sites)
    assert {n: r["reason"] for n, r in runs.items() if r["verdict"] != "ok"} == {}
    found = dict(place.query("SELECT source, count(*) FROM notices GROUP BY 1"))
    assert found == dict.fromkeys(family, 2)


def edited(host: str, path: str, old: str, new: str) -> dict[str, Site]:
    """The practice sites with a text replaced on one page."""
    sites = disclosure()
    site = sites[host]

    def changed(asked: Asked) -> Page | None:
        page = site(asked)
        if page is None or not re.fullmatch(path, asked.path):
            return page
        text = page.body.decode()
        assert re.search(old, text)
        return Page(re.sub(old, new, text).encode(), page.type)

    return {**sites, host: changed}


@pytest.mark.parametrize(
    ("name", "sites", "says"),
    [
        ("env_contracts", edited(ENV, "/", "調達情報", "お買いもの"), "調達情報"),
        (
            "env_contracts",
            edited(ENV, "/supply/", "公共調達.*?</a>", "買いもの</a>"),
            "a link to a file",
        ),
        (
            "mof_contracts",
            edited(MOF, ".*index.htm", ">令和.年度<|r[67].htm", ">前の年<"),
            "a link to a workbook",
        ),
        ("mof_contracts", edited(MOF, ".*r7.htm", "kyoso04.xlsx", "kyoso99.xlsx"), "404"),
        ("chusho_contracts", edited(CHUSHO, ".*_2025.html", "契約金額", "支払額"), "found only"),
    ],
    ids=["no way", "no name", "no year", "missing file", "changed headings"],
)
def test_a_changed_site_is_never_ok(
    tmp_path: Path, name: str, sites: dict[str, Site], says: str
) -> None:
    place, runs, _ = crawled(tmp_path, [name], sites)
    run = runs[name]
    assert run["verdict"] in ("broken", "short"), run["reason"]
    assert says in run["reason"]
    assert place.query("SELECT count(*) FROM notices WHERE first_seen IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("令和7年度", True),
        ("令和７年４月分（物品役務等）", True),
        ("競争入札（公共工事）", True),
        ("随意契約に係る情報の公表（物品役務等）", True),
        ("公共調達の適正化について（平成18年8月25日付財計第2017号）に基づく公表", True),
        ("契約締結状況", True),
        ("過去の公表分はこちら", True),
        ("過年度分", True),
        ("過去の入札公告", False),
        ("過去の入札情報", False),
        ("随意契約等の公表", True),
        ("契約に関する公表", True),
        ("令和7年度の税制改正", False),
        ("令和7年度補助金等の交付決定", False),
        ("入札公告", False),
        ("公益法人に対する支出の公表・点検", False),
        ("競争入札に参加するには", False),
        ("契約結果" * 14, True),
        ("契約結果" * 400, False),
    ],
)
def test_words_that_name_a_list(words: str, names: bool) -> None:
    assert names_a_list(words) is names


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("調達情報", True),
        ("入札・契約情報", True),
        ("調達・その他の情報", True),
        ("予算・決算・調達", True),
        ("仮想システムの調達に関する意見招請", False),
        ("報道発表", False),
        ("お知らせ", False),
    ],
)
def test_words_that_lead_to_the_disclosure(words: str, leads: bool) -> None:
    assert leads_on(words) is leads


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ('<li><a href="4.pdf">4月(PDF:84KB)</a></li><li><a href="4.xlsx">4月</a></li>', "4.xlsx"),
        ('<p><a href="1.pdf">4月［PDF］</a> <a href="2.xls">4月［Excel］</a></p>', "2.xls"),
        ('<p><a href="1.pdf">4月［PDF］</a> <a href="2.xls">5月［Excel］</a></p>', "1.pdf 2.xls"),
        ('<p><a href="1.pdf">PDF</a> <a href="2.pdf">PDF</a> <a href="3.xls">Excel</a></p>',
         "1.pdf 2.pdf 3.xls"),
        ("<table><tr><th>月</th><th>PDF</th><th>Excel</th></tr><tr><th>4月</th>"
         '<td><a href="1.pdf">表示</a></td><td><a href="2.xlsx">表示</a></td></tr></table>',
         "2.xlsx"),
        ("<table><tr><th>月</th><th>競争入札</th><th>随意契約</th></tr><tr><th>4月</th>"
         '<td><a href="1.pdf">PDF</a></td><td><a href="2.xlsx">Excel</a></td></tr></table>',
         "1.pdf 2.xlsx"),
        ('<h3>工事</h3><a href="1.pdf">4月</a><h3>物品</h3><a href="2.xlsx">4月</a>',
         "1.pdf 2.xlsx"),
    ],
)  # fmt: skip
def test_a_pdf_file_is_left_out_only_beside_its_workbook(body: str, kept: str) -> None:
    url = "https://www.example.go.jp/keiyaku/"
    response = HtmlResponse(url, body=body.encode(), encoding="utf-8", request=Request(url))
    links = [a for a in response.css("a") if is_file(a.attrib["href"]) or is_pdf(a)]
    assert [link.attrib["href"] for link in without_twins(links)] == kept.split()
    assert all(context_of(link) for link in links)


@pytest.mark.skipif(not BOOKS.is_dir(), reason="../shared/samples is missing")
def test_the_eight_workbooks_come_out_whole(tmp_path: Path) -> None:
    """Counts and sums of each file, as the table of the docs says; by hand: tests/golden."""
    place, runs, _ = crawled(tmp_path, ["mof_contracts"], disclosure(BOOKS))
    assert runs["mof_contracts"]["verdict"] == "ok", runs
    told = {
        cells[0].strip("`"): [int(cell.replace(",", "")) for cell in cells[1:]]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 7
        and cells[0].endswith(".xlsx`")
    }
    assert len(told) == 8
    assert {name: counts_of(records(place, name)) for name in told} == told
    golden = {name: json.loads((GOLDEN / f"{name[:-5]}.json").read_text("utf-8")) for name in told}
    for name, by_hand in golden.items():
        assert told[name][0] == by_hand["notices"]
        assert (
            plain_sum(place, name, by_hand["sums"]["leftOut"]) == by_hand["sums"]["contractPrice"]
        )


def records(place: Place, book: str) -> list[dict[str, Any]]:
    """What is stored of one workbook."""
    rows = place.query(
        "SELECT v.record FROM notice_versions v JOIN sightings s ON s.notice_id = v.notice_id "
        "AND s.number = v.number JOIN fetches f ON f.sha256 = s.sha256 "
        f"WHERE f.url LIKE '%/{book}'"
    )
    return [json.loads(record) for (record,) in rows]


def plain_sum(place: Place, book: str, left_out: list[int]) -> Decimal:
    """The prices of a workbook but for those in some rows, whose cells are no plain number."""
    rows = place.query(
        "SELECT v.record, s.at FROM notice_versions v JOIN sightings s "
        "ON s.notice_id = v.notice_id AND s.number = v.number "
        f"JOIN fetches f ON f.sha256 = s.sha256 WHERE f.url LIKE '%/{book}'"
    )
    prices = [
        Decimal(str(json.loads(record)["contractPrice"].get("amount", 0)))
        for record, at in rows
        if not set(range(json.loads(at)["rows"][0], json.loads(at)["rows"][1] + 1)) & {*left_out}
    ]
    return sum(prices, Decimal(0))


def counts_of(records: list[dict[str, Any]]) -> list[int]:
    """Contracts; with a total, their sum; unit prices; without a price; planned prices."""
    paid = [record.get("contractPrice", {}) for record in records]
    units = [price for price in paid if price.get("pricing") == "unitPrice"]
    totals = [price["amount"] for price in paid if "amount" in price and price not in units]
    none = [price for price in paid if "amount" not in price and price not in units]
    planned = [record for record in records if "amount" in record.get("plannedPrice", {})]
    return [len(records), len(totals), sum(totals), len(units), len(none), len(planned)]
