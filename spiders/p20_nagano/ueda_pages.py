"""上田市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class UedaPages(ListPageSpider):
    """Tender, result: notices of 上田市."""

    name = "ueda_pages"
    start_urls = ["https://www.city.ueda.nagano.jp/life/4/32/265/"]
    source = Source(
        title="上田市 入札・契約",
        bodies=("JP-JCN-2000020202037",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.ueda.nagano.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
