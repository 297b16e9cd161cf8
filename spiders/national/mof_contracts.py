"""財務省: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class MofContracts(DisclosureSpider):
    """Contracts of the Ministry of Finance."""

    name = "mof_contracts"
    # seen in fiscal-osint-japan's list of sources, 2026-05: four forms a month
    start_urls = [
        "https://www.mof.go.jp/application-contact/procurement/approach/tekiseika/index.htm"
    ]
    source = Source(
        title="財務省 契約に係る情報の公表",
        bodies=("JP-JCN-8000012050001",),
        home="https://www.mof.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.mof.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
