"""加古川市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.smart_lgov import SmartLGovSpider
from crawlers.source import Expect, Source


class KakogawaPages(SmartLGovSpider):
    """Calls, results, contracts and plans on the pages of Kakogawa."""

    name = "kakogawa_pages"
    # a category below it was seen in a client's code, 2026, unverified
    start_urls = ["https://www.city.kakogawa.lg.jp/jigyoshanokatae/nyusatsukeiyaku/"]
    source = Source(
        title="加古川市 入札・契約情報", home="https://www.city.kakogawa.lg.jp/",
        hosts=("www.city.kakogawa.lg.jp",), bodies=("JP-JCN-3000020282103",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
