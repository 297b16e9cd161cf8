"""資源エネルギー庁: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class EnechoContracts(DisclosureSpider):
    """Contracts of the Agency for Natural Resources and Energy."""

    name = "enecho_contracts"
    # seen in meti-funding-watch's register of sources, 2026-08: kinds, years, months
    start_urls = ["https://www.enecho.meti.go.jp/appli/conclusion/"]
    source = Source(
        title="資源エネルギー庁 契約に係る情報の公表",
        bodies=("JP-BODY-enecho",),
        home="https://www.enecho.meti.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.enecho.meti.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
