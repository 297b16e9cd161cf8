"""安堵町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class AndoPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Ando."""

    name = "ando_pages"
    # read by a client, 2026: pages and PDF files
    start_urls = ["https://www.town.ando.nara.jp/category/4-1-0-0-0-0-0-0-0-0.html"]
    source = Source(
        title="安堵町 入札・契約情報", home="https://www.town.ando.nara.jp/",
        hosts=("www.town.ando.nara.jp",), bodies=("JP-JCN-9000020293458",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
