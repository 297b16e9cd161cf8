"""斑鳩町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class IkarugaPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Ikaruga."""

    name = "ikaruga_pages"
    # read by a client, 2026
    start_urls = ["https://www.town.ikaruga.nara.jp/category/1-10-0-0-0-0-0-0-0-0.html"]
    source = Source(
        title="斑鳩町 入札・契約情報", home="https://www.town.ikaruga.nara.jp/",
        hosts=("www.town.ikaruga.nara.jp",), bodies=("JP-JCN-1000020293440",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
