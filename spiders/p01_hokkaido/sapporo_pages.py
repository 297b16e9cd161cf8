"""札幌市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class SapporoPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Sapporo."""

    name = "sapporo_pages"
    # read by a client, 2026: workbooks of a year
    start_urls = [
        "https://www.city.sapporo.jp/zaisei/keiyaku-kanri/anken/ippan-koubo.html",
        "https://www.city.sapporo.jp/zaisei/keiyaku-kanri/anken/kekka.html",
    ]
    source = Source(
        title="札幌市 入札・契約情報", home="https://www.city.sapporo.jp/",
        hosts=("www.city.sapporo.jp",), bodies=("JP-JCN-9000020011002",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
