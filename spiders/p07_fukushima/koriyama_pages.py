"""郡山市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class KoriyamaPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Koriyama."""

    name = "koriyama_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.city.koriyama.lg.jp/site/keiyakuportal/list87-226.html"]
    source = Source(
        title="郡山市 入札・契約情報", home="https://www.city.koriyama.lg.jp/",
        hosts=("www.city.koriyama.lg.jp",), bodies=("JP-JCN-9000020072036",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
