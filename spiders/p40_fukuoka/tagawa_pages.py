"""田川市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class TagawaPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Tagawa."""

    name = "tagawa_pages"
    # seen in a client's code, 2026
    start_urls = ["https://www.joho.tagawa.fukuoka.jp/list00609.html"]
    source = Source(
        title="田川市 入札・契約情報", home="https://www.joho.tagawa.fukuoka.jp/",
        hosts=("www.joho.tagawa.fukuoka.jp",), bodies=("JP-JCN-7000020402061",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
