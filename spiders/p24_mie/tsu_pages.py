"""津市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class TsuPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Tsu."""

    name = "tsu_pages"
    # seen in a client's code, 2026
    start_urls = [
        "https://www.info.city.tsu.mie.jp/sangyou_shigoto/nyuusatsu_keiyaku/1004182/index.html"
    ]
    source = Source(
        title="津市 入札・契約情報", home="https://www.info.city.tsu.mie.jp/",
        hosts=("www.info.city.tsu.mie.jp",), bodies=("JP-JCN-7000020242012",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
