"""王寺町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.smart_lgov import SmartLGovSpider
from crawlers.source import Expect, Source


class OjiPages(SmartLGovSpider):
    """Calls, results, contracts and plans on the pages of Oji."""

    name = "oji_pages"
    # a tree below it is read by a client, 2026: months, PDF files
    start_urls = ["https://www.town.oji.nara.jp/kakuka/somu/somu/gyomuannai/nyuusatu/"]
    source = Source(
        title="王寺町 入札・契約情報", home="https://www.town.oji.nara.jp/",
        hosts=("www.town.oji.nara.jp",), bodies=("JP-JCN-8000020294250",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
