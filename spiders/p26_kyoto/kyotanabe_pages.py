"""京田辺市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class KyotanabePages(ListPageSpider):
    """Tender, result: notices of 京田辺市."""

    name = "kyotanabe_pages"
    start_urls = ["https://www.city.kyotanabe.lg.jp/category/4-1-9-0-0-0-0-0-0-0.html"]
    source = Source(
        title="京田辺市 入札・契約",
        bodies=("JP-JCN-5000020262111",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.kyotanabe.lg.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
