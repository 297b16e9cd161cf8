"""八代市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class YatsushiroPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Yatsushiro."""

    name = "yatsushiro_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.city.yatsushiro.lg.jp/list01278.html"]
    source = Source(
        title="八代市 入札・契約情報", home="https://www.city.yatsushiro.lg.jp/",
        hosts=("www.city.yatsushiro.lg.jp",), bodies=("JP-JCN-9000020432024",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
