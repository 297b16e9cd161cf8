"""須賀川市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class SukagawaPages(ListPageSpider):
    """Tender, result: notices of 須賀川市."""

    name = "sukagawa_pages"
    start_urls = ["https://www.city.sukagawa.fukushima.jp/jigyosya/nyusatsu/1010736/index.html"]
    source = Source(
        title="須賀川市 入札・契約",
        bodies=("JP-JCN-7000020072079",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.sukagawa.fukushima.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
