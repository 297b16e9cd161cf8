"""浜松市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class HamamatsuPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Hamamatsu."""

    name = "hamamatsu_pages"
    # seen in a client's code, 2026; the folder above it is a guess
    start_urls = ["https://www.city.hamamatsu.shizuoka.jp/tyotatu/bid/consignment/ippan/index.html"]
    guesses = ("https://www.city.hamamatsu.shizuoka.jp/tyotatu/index.html",)
    source = Source(
        title="浜松市 入札・契約情報", home="https://www.city.hamamatsu.shizuoka.jp/",
        hosts=("www.city.hamamatsu.shizuoka.jp",), bodies=("JP-JCN-3000020221309",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
