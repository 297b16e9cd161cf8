"""総務省 関東総合通信局: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class SoumuKanto(DisclosureSpider):
    """Contracts of the Kanto Bureau of Telecommunications."""

    name = "soumu_kanto"
    # seen in fiscal-osint-japan's list of sources, 2026-05: PDF files of a year
    start_urls = ["https://www.soumu.go.jp/soutsu/kanto/other/order/index.html"]
    source = Source(
        title="総務省 関東総合通信局 契約に係る情報の公表",
        bodies=("JP-JCN-2000012020001",),
        home="https://www.soumu.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.soumu.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
