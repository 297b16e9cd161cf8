"""綾部市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class AyabePages(ListPageSpider):
    """Tender, result: notices of 綾部市."""

    name = "ayabe_pages"
    start_urls = ["https://www.city.ayabe.lg.jp/category/6-5-10-0-0-0-0-0-0-0.html"]
    source = Source(
        title="綾部市 入札・契約",
        bodies=("JP-JCN-3000020262030",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.ayabe.lg.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
