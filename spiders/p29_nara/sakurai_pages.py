"""桜井市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.smart_lgov import SmartLGovSpider
from crawlers.source import Expect, Source


class SakuraiPages(SmartLGovSpider):
    """Calls, results, contracts and plans on the pages of Sakurai."""

    name = "sakurai_pages"
    # a stored page of it, 2026-02: tables of calls
    start_urls = ["https://www.city.sakurai.lg.jp/sosiki/soumu/kanzaikeiyaku/nyuusatukeiyakukensa/"]
    source = Source(
        title="桜井市 入札・契約情報", home="https://www.city.sakurai.lg.jp/",
        hosts=("www.city.sakurai.lg.jp",), bodies=("JP-JCN-2000020292061",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
