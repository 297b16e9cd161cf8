"""内閣府 沖縄総合事務局: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class OgbContracts(DisclosureSpider):
    """Contracts of the Okinawa General Bureau."""

    name = "ogb_contracts"
    ways = 2
    # seen in meti-funding-watch's register of sources, 2026-08
    start_urls = ["https://www.ogb.go.jp/soumu/soumu_tyouta.html"]
    source = Source(
        title="内閣府 沖縄総合事務局 契約に係る情報の公表",
        bodies=("JP-JCN-2000012010019",),
        home="https://www.ogb.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.ogb.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
