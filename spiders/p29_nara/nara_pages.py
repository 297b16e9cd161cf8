"""奈良市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class NaraPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Nara."""

    name = "nara_pages"
    # seen in a client's code, 2026
    start_urls = [
        "https://www.city.nara.lg.jp/life/5/35/141/",
        "https://www.city.nara.lg.jp/life/5/35/index-2.html",
    ]
    source = Source(
        title="奈良市 入札・契約情報", home="https://www.city.nara.lg.jp/",
        hosts=("www.city.nara.lg.jp",), bodies=("JP-JCN-4000020292010",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
