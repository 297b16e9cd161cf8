"""高崎市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class TakasakiPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Takasaki."""

    name = "takasaki_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.city.takasaki.gunma.jp/life/4/47/229/index-2.html"]
    source = Source(
        title="高崎市 入札・契約情報", home="https://www.city.takasaki.gunma.jp/",
        hosts=("www.city.takasaki.gunma.jp",), bodies=("JP-JCN-9000020102024",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
