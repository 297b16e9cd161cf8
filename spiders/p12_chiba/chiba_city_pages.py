"""千葉市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class ChibaCityPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Chiba."""

    name = "chiba_city_pages"
    # read by a client, 2026: tables of a month
    start_urls = [
        f"https://www.city.chiba.jp/portal/business/index19/nyusatsujoho/{kind}/index.html"
        for kind in ("anken/itaku", "kekka/koji", "kekka/sokuryo", "kekka/buppin", "kekka/itaku")
    ]
    source = Source(
        title="千葉市 入札・契約情報", home="https://www.city.chiba.jp/",
        hosts=("www.city.chiba.jp",), bodies=("JP-JCN-6000020121002",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
