"""青森市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class AomoriPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Aomori."""

    name = "aomori_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.city.aomori.aomori.jp/sangyo_koyou/jigyosha/1004700/index.html"]
    source = Source(
        title="青森市 入札・契約情報", home="https://www.city.aomori.aomori.jp/",
        hosts=("www.city.aomori.aomori.jp",), bodies=("JP-JCN-4000020022012",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
