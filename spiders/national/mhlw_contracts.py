"""厚生労働省: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class MhlwContracts(DisclosureSpider):
    """Contracts of the Ministry of Health, Labour and Welfare."""

    name = "mhlw_contracts"
    ways = 2
    # seen in a client; a year's page (…/zuii/25honsyo.html) in fiscal-osint-japan, 2026-05
    start_urls = ["https://www.mhlw.go.jp/sinsei/chotatu/chotatu/"]
    source = Source(
        title="厚生労働省 契約に係る情報の公表",
        bodies=("JP-JCN-6000012070001",),
        home="https://www.mhlw.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.mhlw.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
