"""橿原市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.smart_lgov import SmartLGovSpider
from crawlers.source import Expect, Source


class KashiharaPages(SmartLGovSpider):
    """Calls, results, contracts and plans on the pages of Kashihara."""

    name = "kashihara_pages"
    # categories below it are read by a client, 2026: a PDF file a case
    start_urls = ["https://www.city.kashihara.nara.jp/jigyosha/nyusatsu_keiyaku/"]
    source = Source(
        title="橿原市 入札・契約情報", home="https://www.city.kashihara.nara.jp/",
        hosts=("www.city.kashihara.nara.jp",), bodies=("JP-JCN-3000020292052",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
