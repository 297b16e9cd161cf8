"""名取市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class NatoriPages(ListPageSpider):
    """Tender, result: notices of 名取市."""

    name = "natori_pages"
    start_urls = ["https://www.city.natori.miyagi.jp/life/5/23/99/"]
    source = Source(
        title="名取市 入札・契約",
        bodies=("JP-JCN-8000020042072",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.natori.miyagi.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
