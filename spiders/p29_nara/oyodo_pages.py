"""大淀町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class OyodoPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Oyodo."""

    name = "oyodo_pages"
    # read by a client, 2026
    start_urls = [
        "https://www.town.oyodo.lg.jp/0000000218.html",
        "https://www.town.oyodo.lg.jp/0000001945.html",
    ]
    source = Source(
        title="大淀町 入札・契約情報", home="https://www.town.oyodo.lg.jp/",
        hosts=("www.town.oyodo.lg.jp",), bodies=("JP-JCN-3000020294420",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
