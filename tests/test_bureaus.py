"""Bid results of the regional bureaus: every source begins at a page of its own and reads it."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from engine import HERE, Place, crawl

from crawlers.crawl import project_settings, spiders
from crawlers.families.disclosure import DisclosureSpider
from crawlers.families.file_list import FileListSpider
from crawlers.practice_site import Page, PracticeServer, site_of_pages, type_of

BUREAUS = {
    name: spider
    for name, spider in spiders(project_settings()).items()
    if issubclass(spider, FileListSpider)
    and not issubclass(spider, DisclosureSpider)
    and not spider.source.invented
}
BOOK = HERE.parent / "data/practice/www.city.kakuu.example.jp/nyusatsu/kekka/r07/r07_08-09.xlsx"
YEARS = '<html lang="ja"><meta charset="utf-8"><h1>入札結果</h1><a href="{}r07.html">令和7年度</a>'
MONTHS = '<html lang="ja"><meta charset="utf-8"><h1>令和7年度</h1><a href="r07_08-09.xlsx">工事</a>'


def test_every_bureau_has_a_source_of_its_own() -> None:
    """Eight bureaus of 地方整備局, 北海道開発局 and 沖縄総合事務局."""
    assert len(BUREAUS) == 10
    assert len({spider.source.bodies for spider in BUREAUS.values()}) == 10
    assert len({spider.source.hosts for spider in BUREAUS.values()}) == 10


@pytest.mark.slow
def test_every_bureau_finds_a_year_below_its_page(tmp_path: Path) -> None:
    sites = {}
    for spider in BUREAUS.values():
        start = urlsplit(spider.start_urls[0])
        folder = start.path.rpartition("/")[0] + "/"
        pages = {
            start.path: Page(YEARS.format(folder).encode(), "text/html"),
            f"{folder}r07.html": Page(MONTHS.encode(), "text/html"),
            f"{folder}{BOOK.name}": Page(BOOK.read_bytes(), type_of(BOOK.name)),
        }
        sites[start.netloc] = site_of_pages(pages)
    place = Place(tmp_path)
    with PracticeServer(sites) as server:
        runs = crawl(place, server, {"names": list(BUREAUS)})["runs"]
    assert {n: r["reason"] for n, r in runs.items() if r["verdict"] != "ok"} == {}
    counts = dict(place.query("SELECT source, count(*) FROM notices GROUP BY 1"))
    assert counts == dict.fromkeys(BUREAUS, 10)
