"""熊本市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class KumamotoPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Kumamoto."""

    name = "kumamoto_pages"
    # seen in two clients' code, 2026
    start_urls = ["https://www.city.kumamoto.jp/list04401.html"]
    source = Source(
        title="熊本市 入札・契約情報", home="https://www.city.kumamoto.jp/",
        hosts=("www.city.kumamoto.jp",), bodies=("JP-JCN-9000020431001",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
