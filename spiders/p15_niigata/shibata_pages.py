"""新発田市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class ShibataPages(ListPageSpider):
    """Tender, result: notices of 新発田市."""

    name = "shibata_pages"
    start_urls = ["https://www.city.shibata.lg.jp/jigyosha/nyusatsu/1006477/index.html"]
    source = Source(
        title="新発田市 入札・契約",
        bodies=("JP-JCN-5000020152064",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.shibata.lg.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
