"""鳥取市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class TottoriPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Tottori."""

    name = "tottori_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.city.tottori.lg.jp/www/genre/1612833109748/index.html"]
    source = Source(
        title="鳥取市 入札・契約情報", home="https://www.city.tottori.lg.jp/",
        hosts=("www.city.tottori.lg.jp",), bodies=("JP-JCN-9000020312011",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
