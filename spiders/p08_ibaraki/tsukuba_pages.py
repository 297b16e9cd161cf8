"""つくば市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class TsukubaPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Tsukuba."""

    name = "tsukuba_pages"
    # added to a client in bulk in 2026-02, unverified; the folder above it is a guess
    start_urls = ["https://www.city.tsukuba.lg.jp/nusatsu/joho/1005222/index.html"]
    guesses = ("https://www.city.tsukuba.lg.jp/nusatsu/joho/index.html",)
    source = Source(
        title="つくば市 入札・契約情報", home="https://www.city.tsukuba.lg.jp/",
        hosts=("www.city.tsukuba.lg.jp",), bodies=("JP-JCN-8000020082201",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
