"""福山市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class FukuyamaPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Fukuyama."""

    name = "fukuyama_pages"
    # in a survey of the prefecture's sites, 2026
    start_urls = ["https://www.city.fukuyama.hiroshima.jp/life/2/17/"]
    source = Source(
        title="福山市 入札・契約情報", home="https://www.city.fukuyama.hiroshima.jp/",
        hosts=("www.city.fukuyama.hiroshima.jp",), bodies=("JP-JCN-7000020342076",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
