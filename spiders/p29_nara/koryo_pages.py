"""広陵町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class KoryoPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Koryo."""

    name = "koryo_pages"
    # read by a client, 2026: calls and results by links and PDF files
    start_urls = ["https://www.town.koryo.nara.jp/category/19-4-0-0-0-0-0-0-0-0.html"]
    source = Source(
        title="広陵町 入札・契約情報", home="https://www.town.koryo.nara.jp/",
        hosts=("www.town.koryo.nara.jp",), bodies=("JP-JCN-7000020294268",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
