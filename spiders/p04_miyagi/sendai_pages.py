"""仙台市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class SendaiPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Sendai."""

    name = "sendai_pages"
    # seen in a client's code, 2026; the folder above the results' years is a guess
    start_urls = ["https://www.city.sendai.jp/jigyosha/keyaku/jigyosha/proposal/index.html"]
    guesses = ("https://www.city.sendai.jp/buppin/jigyosha/keyaku/kekka/index.html",)
    source = Source(
        title="仙台市 入札・契約情報", home="https://www.city.sendai.jp/",
        hosts=("www.city.sendai.jp",), bodies=("JP-JCN-8000020041009",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
