"""五條市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.smart_lgov import SmartLGovSpider
from crawlers.source import Expect, Source


class GojoPages(SmartLGovSpider):
    """Calls, results, contracts and plans on the pages of Gojo."""

    name = "gojo_pages"
    # trees of its years are read by a client, 2026
    start_urls = ["https://www.city.gojo.lg.jp/jigyousha/nyuusatsu/"]
    source = Source(
        title="五條市 入札・契約情報", home="https://www.city.gojo.lg.jp/",
        hosts=("www.city.gojo.lg.jp",), bodies=("JP-JCN-1000020292079",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
