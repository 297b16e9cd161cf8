"""香芝市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class KashibaPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Kashiba."""

    name = "kashiba_pages"
    # read by a client, 2026
    start_urls = ["https://www.city.kashiba.lg.jp/site/nyuusatsu/"]
    source = Source(
        title="香芝市 入札・契約情報", home="https://www.city.kashiba.lg.jp/",
        hosts=("www.city.kashiba.lg.jp",), bodies=("JP-JCN-5000020292109",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
