"""岐阜市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class GifuPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Gifu."""

    name = "gifu_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.city.gifu.lg.jp/business/nyuusatsu/1005619/1032726/index.html"]
    source = Source(
        title="岐阜市 入札・契約情報", home="https://www.city.gifu.lg.jp/",
        hosts=("www.city.gifu.lg.jp",), bodies=("JP-JCN-6000020212016",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
