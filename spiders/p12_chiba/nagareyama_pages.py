"""流山市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class NagareyamaPages(ListPageSpider):
    """Tender, result: notices of 流山市."""

    name = "nagareyama_pages"
    start_urls = ["https://www.city.nagareyama.chiba.jp/business/1005422/1035560/index.html"]
    source = Source(
        title="流山市 入札・契約",
        bodies=("JP-JCN-1000020122203",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.nagareyama.chiba.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
