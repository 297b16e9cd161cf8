"""有田町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class AritaPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Arita."""

    name = "arita_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.town.arita.lg.jp/list00224.html"]
    source = Source(
        title="有田町 入札・契約情報", home="https://www.town.arita.lg.jp/",
        hosts=("www.town.arita.lg.jp",), bodies=("JP-JCN-5000020414018",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
