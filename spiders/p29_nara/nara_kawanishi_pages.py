"""川西町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class NaraKawanishiPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Kawanishi in Nara."""

    name = "nara_kawanishi_pages"
    # read by a client, 2026: articles
    start_urls = ["https://www.town.nara-kawanishi.lg.jp/category/22-1-0-0-0-0-0-0-0-0.html"]
    source = Source(
        title="川西町 入札・契約情報", home="https://www.town.nara-kawanishi.lg.jp/",
        hosts=("www.town.nara-kawanishi.lg.jp",), bodies=("JP-JCN-5000020293610",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
