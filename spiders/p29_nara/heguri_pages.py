"""平群町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class HeguriPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Heguri."""

    name = "heguri_pages"
    # read by a client, 2026
    start_urls = ["https://www.town.heguri.nara.jp/soshiki/list7-1.html"]
    source = Source(
        title="平群町 入札・契約情報", home="https://www.town.heguri.nara.jp/",
        hosts=("www.town.heguri.nara.jp",), bodies=("JP-JCN-2000020293423",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
