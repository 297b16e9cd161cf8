"""御所市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class GosePages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Gose."""

    name = "gose_pages"
    # read by a client, 2026: a PDF file a case
    start_urls = ["https://www.city.gose.nara.jp/category/6-9-0-0-0-0-0-0-0-0.html"]
    source = Source(
        title="御所市 入札・契約情報", home="https://www.city.gose.nara.jp/",
        hosts=("www.city.gose.nara.jp",), bodies=("JP-JCN-1000020292087",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
