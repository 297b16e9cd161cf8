"""山口市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class YamaguchiPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Yamaguchi."""

    name = "yamaguchi_pages"
    # seen in two clients' code, 2026
    start_urls = ["https://www.city.yamaguchi.lg.jp/life/2/18/92/"]
    source = Source(
        title="山口市 入札・契約情報", home="https://www.city.yamaguchi.lg.jp/",
        hosts=("www.city.yamaguchi.lg.jp",), bodies=("JP-JCN-2000020352039",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
