"""守山市: 入札・契約情報."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class MoriyamaPages(ListPageSpider):
    """Tender, result: notices of 守山市."""

    name = "moriyama_pages"
    start_urls = [
        "https://www.city.moriyama.lg.jp/sangyo_business/nyusatsukeiyuaku/1011216/index.html",
    ]
    source = Source(
        title="守山市 入札・契約",
        bodies=("JP-JCN-7000020252077",),
        home=start_urls[0],
        stages=("tender", "result"),
        hosts=("www.city.moriyama.lg.jp",),
        since=date(2025, 4, 1), lag_days=31,  # assumed, as is expect: correct them
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )  # fmt: skip
