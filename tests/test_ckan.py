"""CKAN catalogues: searched, paged and read from a practice site with the real engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engine import Place, crawl

from crawlers.families.ckan_catalogue import Dataset, Named, Resource, read_answer, without_twins
from crawlers.practice_site import Asked, Page, PracticeServer, Site
from crawlers.practice_sites.ckan import BODIK, DATASETS, ckan, dataset, refused, resource
from pipelines.errors import LayoutChanged

SEARCH = "/api/3/action/package_search"
URL = f"https://{BODIK}{SEARCH}"


def run(folder: Path, sites: dict[str, Site]) -> tuple[Place, dict[str, Any], list[str]]:
    place = Place(folder)
    with PracticeServer(sites) as server:
        answer = crawl(place, server, {"names": ["bodik"]})
    return place, answer["runs"]["bodik"], [path for _, path in server.seen.requests]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, dict[str, Any], list[str]]:
    return run(tmp_path_factory.mktemp("ckan"), ckan())


def test_the_tables_of_datasets_about_purchases_are_read(
    crawled: tuple[Place, dict[str, Any], list[str]],
) -> None:
    place, ended, asked = crawled
    assert ended["verdict"] == "ok", ended
    files = [path.rpartition("/")[2] for path in asked if "/download/" in path]
    assert sorted(files) == ["awards.xlsx", "direct.csv", "june.zip", "none.csv"]
    assert len([path for path in asked if SEARCH in path]) == 4, "eight datasets, two an answer"
    rows = place.query(
        "SELECT v.record FROM notices n JOIN notice_versions v ON v.notice_id = n.id"
    )
    notices = [json.loads(record) for (record,) in rows]
    assert len(notices) == 18
    buyers = [(one.get("buyer", {}).get("name"), one.get("buyer", {}).get("id")) for one in notices]
    assert sorted(set(buyers), key=str) == [
        ("加賀市", "JP-JCN-2000020172065"),
        ("府中市", None),  # two cities have this name
        ("福岡市", "JP-JCN-3000020401307"),
    ]
    prices = [one["awardPrice"] for one in notices if "amount" in one.get("awardPrice", {})]
    totals = [price["amount"] for price in prices if "pricing" not in price]
    assert sum(totals) == 3 * (11_500_000 + 4_900_000)
    assert {price["tax"] for price in prices} == {"excluded"}
    ((counts,),) = place.query("SELECT counts FROM runs")
    told = json.loads(counts)
    assert (told["stated"], told["found"], told["linked"]) == (8, 8, 4)
    assert told["passed_over"] == 4 + 1, "four datasets, and the twin of a workbook"


def test_what_is_out_of_reach_is_told(crawled: tuple[Place, dict[str, Any], list[str]]) -> None:
    _, ended, _ = crawled
    assert "1 tables on other hosts (files.example.jp)" in ended["reason"]
    assert "1 resources in other formats (PDF)" in ended["reason"]


def test_a_second_crawl_asks_for_the_files_that_changed(tmp_path: Path) -> None:
    pytest.importorskip("crawlers.held", reason="settled entries are not held back yet")
    run(tmp_path, ckan())
    later = resource("r3", "6月分", "zip", "june.zip", "2025-08-01T00:00:00")
    changed = [{**one, "resources": [later]} if one["name"] == "b-fuchu" else one
               for one in DATASETS]  # fmt: skip
    _, ended, asked = run(tmp_path, ckan(changed))
    assert ended["verdict"] in ("ok", "quiet"), ended
    assert [path.rpartition("/")[2] for path in asked if "/download/" in path] == ["june.zip"]


def answers(page: Page) -> dict[str, Site]:
    return {BODIK: lambda asked: page if asked.path == SEARCH else None}


def ignoring_start() -> dict[str, Site]:
    """A catalogue that always answers with its first page."""
    site = ckan()[BODIK]

    def stuck(asked: Asked) -> Page | None:
        first = Asked(asked.path, query={**asked.query, "start": ["0"]})
        return site(first if asked.path == SEARCH else asked)

    return {BODIK: stuck}


NO_PURCHASE = [dataset("x", "図書館", "加賀市", resource("r", "利用", "CSV", "x.csv"))]
GONE = [*DATASETS, dataset("z", "入札結果", "加賀市", resource("r99", "結果", "CSV", "gone.csv"))]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sites", "verdict", "says"),
    [
        (answers(refused("Validation Error", 409)), "broken", "Validation Error"),
        (ignoring_start(), "short", "/package_search states, found 2"),
        (ckan(NO_PURCHASE), "empty", "found none"),
        (ckan(GONE), "short", "404"),
    ],
    ids=["refused", "stuck", "no purchase", "missing file"],
)
def test_a_catalogue_that_went_wrong_is_never_ok(
    tmp_path: Path, sites: dict[str, Site], verdict: str, says: str
) -> None:
    _, ended, _ = run(tmp_path, sites)
    assert (ended["verdict"], says in ended["reason"]) == (verdict, True), ended


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "found b''"),
        (b"null", "package_search"),
        (b'{"success": true}', "package_search"),
        (b'{"success": true, "result": {"count": "many", "results": []}}', "package_search"),
        (b'{"success": true, "result": {"count": 1, "results": [{"title": "a"}]}}', "id"),
        (b'{"success": false, "error": {"message": "Access denied"}}', "Access denied"),
        (b"<html><h1>CKAN</h1></html>", "package_search"),
        (b"\xff\xfe", "package_search"),
        (b"[" * 100_000, "package_search"),
    ],
    ids=["empty", "null", "no result", "words", "no id", "refused", "page", "bytes", "deep"],
)
def test_any_other_answer_is_told(body: bytes, says: str) -> None:
    with pytest.raises(LayoutChanged) as told:
        read_answer(body, URL)
    assert says in str(told.value)
    assert URL in str(told.value)


def named(*pairs: str) -> list[Resource]:
    """Resources of names and formats, each in a file of its own: ``結果/CSV``."""
    parts = [pair.partition("/") for pair in pairs]
    return [
        Resource(id=str(at), name=name, format=kind, url=f"https://{BODIK}/{at}.{kind.lower()}")
        for at, (name, _, kind) in enumerate(parts)
    ]


@pytest.mark.parametrize(
    ("resources", "taken", "twins", "unsure"),
    [
        (named("結果/CSV", "結果/XLSX"), "1", "0", ""),
        (named("結果（CSV）/CSV", "結果（エクセル形式）/XLS"), "1", "0", ""),
        (named("4月/CSV", "4月/XLSX", "5月/CSV"), "12", "0", ""),
        (named("結果/CSV", "結果/CSV"), "01", "", ""),
        (named("結果/CSV", "結果/CSV", "結果/XLSX"), "01", "", "2"),
        (named("工事/CSV", "物品/XLSX"), "01", "", ""),
        ([], "", "", ""),
    ],
)
def test_a_list_in_two_formats_is_taken_once(
    resources: list[Resource], taken: str, twins: str, unsure: str
) -> None:
    found = without_twins(resources)
    parts = (found.taken, found.twins, found.unsure)
    assert ["".join(one.id for one in part) for part in parts] == [taken, twins, unsure]


@pytest.mark.parametrize(
    ("format", "name", "url", "kind"),
    [
        ("csv", "a", "https://a.jp/1", "CSV"),
        ("ＣＳＶ", "a", "https://a.jp/1", "CSV"),
        (".xlsx", "a", "https://a.jp/1", "XLSX"),
        ("application/vnd.ms-excel", "a", "https://a.jp/1", "XLS"),
        ("Microsoft Excel", "a", "https://a.jp/1", "XLS"),
        ("", "落札結果.xlsx", "https://a.jp/1", "XLSX"),
        (None, None, "https://a.jp/a.CSV?v=2", "CSV"),
        ("application/zip", "a", "https://a.jp/1", "ZIP"),
        ("PDF", "a.csv", "https://a.jp/1", None),
        ("", "a", "http://[", None),
        ("", "a", "http://a]b/x.csv", None),
        ("", None, None, None),
    ],
)
def test_the_format_of_a_resource(
    format: str | None, name: str | None, url: str | None, kind: str | None
) -> None:
    assert Resource(id="1", format=format, name=name, url=url).kind == kind


@pytest.mark.parametrize(
    ("facts", "settled"),
    [
        ({"url_type": "upload", "last_modified": "2025-07-01"}, True),
        ({"url": f"https://{BODIK}/dataset/d/resource/1/download/a.csv", "revision_id": "7"}, True),
        ({"hash": "5f3a"}, True),
        ({"url": "https://www.city.kakuu.example.jp/a.csv", "last_modified": "2025-07-01"}, False),
        ({"url_type": "upload"}, False),
    ],
)
def test_a_file_is_settled_where_the_catalogue_would_notice_another(
    facts: dict[str, str], settled: bool
) -> None:
    made = Resource(id="1", **facts)  # type: ignore[arg-type]
    assert made.settled is settled
    assert made.row != Resource(id="1", **(facts | {"hash": "other"})).row  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("福岡市", "JP-JCN-3000020401307"),
        ("福岡県福岡市", "JP-JCN-3000020401307"),
        ("福岡市消防局", None),
        ("府中市", None),
        ("国土交通省", None),
        ("", None),
    ],
)
def test_the_body_is_that_of_the_organisations_whole_name(title: str, body: str | None) -> None:
    assert Dataset(id="1", organization=Named(title=title)).body == body
