"""前橋市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class MaebashiPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Maebashi."""

    name = "maebashi_pages"
    # seen in a client's code, 2026: proposals; the folder above it is a guess
    start_urls = ["https://www.city.maebashi.gunma.jp/sangyo_business/9/2/index.html"]
    guesses = ("https://www.city.maebashi.gunma.jp/sangyo_business/9/index.html",)
    source = Source(
        title="前橋市 入札・契約情報", home="https://www.city.maebashi.gunma.jp/",
        hosts=("www.city.maebashi.gunma.jp",), bodies=("JP-JCN-9000020102016",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
