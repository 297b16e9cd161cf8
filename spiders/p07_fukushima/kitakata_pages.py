"""喜多方市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class KitakataPages(ListPageSpider):
    """Tender, result: notices of 喜多方市."""

    name = "kitakata_pages"
    start_urls = ["https://www.city.kitakata.fukushima.jp/life/2/12/164/"]
    source = Source(
        title="喜多方市 入札・契約",
        bodies=("JP-JCN-7000020072087",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.kitakata.fukushima.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
