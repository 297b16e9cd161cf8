"""デジタル庁: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class DigitalContracts(DisclosureSpider):
    """Contracts of the Digital Agency."""

    name = "digital_contracts"
    # seen in fiscal-osint-japan's list of sources, 2026-05: 19 files for nine months
    start_urls = ["https://www.digital.go.jp/procurement/proper-public-procurement"]
    source = Source(
        title="デジタル庁 契約に係る情報の公表",
        bodies=("JP-JCN-8000012010038",),
        home="https://www.digital.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.digital.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
