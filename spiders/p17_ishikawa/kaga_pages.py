"""加賀市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class KagaPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Kaga."""

    name = "kaga_pages"
    # the front page: no client shows where the lists are, so they are looked for
    start_urls = ["https://www.city.kaga.ishikawa.jp/"]
    ways = 2
    source = Source(
        title="加賀市 入札・契約情報", home="https://www.city.kaga.ishikawa.jp/",
        hosts=("www.city.kaga.ishikawa.jp",), bodies=("JP-JCN-2000020172065",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
