"""菊陽町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class KikuyoPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Kikuyo."""

    name = "kikuyo_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.town.kikuyo.lg.jp/list00143.html"]
    source = Source(
        title="菊陽町 入札・契約情報", home="https://www.town.kikuyo.lg.jp/",
        hosts=("www.town.kikuyo.lg.jp",), bodies=("JP-JCN-2000020434043",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
