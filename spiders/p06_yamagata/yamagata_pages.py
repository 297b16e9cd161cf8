"""山形市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class YamagataPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Yamagata."""

    name = "yamagata_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.city.yamagata-yamagata.lg.jp/jigyosya/nyusatsu/1006744/index.html"]
    source = Source(
        title="山形市 入札・契約情報", home="https://www.city.yamagata-yamagata.lg.jp/",
        hosts=("www.city.yamagata-yamagata.lg.jp",), bodies=("JP-JCN-7000020062014",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
