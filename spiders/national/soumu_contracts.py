"""総務省: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class SoumuContracts(DisclosureSpider):
    """Contracts of the Ministry of Internal Affairs and Communications."""

    name = "soumu_contracts"
    # seen in fiscal-osint-japan's list of sources, 2026-05: 22 PDF files a year
    start_urls = ["https://www.soumu.go.jp/menu_sinsei/cyoutatsu/koukyouchoutatsu.html"]
    source = Source(
        title="総務省 契約に係る情報の公表",
        bodies=("JP-JCN-2000012020001",),
        home="https://www.soumu.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.soumu.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
