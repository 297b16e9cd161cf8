"""舞鶴市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class MaizuruPages(ListPageSpider):
    """Tender, result: notices of 舞鶴市."""

    name = "maizuru_pages"
    start_urls = ["https://www.city.maizuru.kyoto.jp/shigoto/category/5-10-9-0-0-0-0-0-0-0.html"]
    source = Source(
        title="舞鶴市 入札・契約",
        bodies=("JP-JCN-4000020262021",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.maizuru.kyoto.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
