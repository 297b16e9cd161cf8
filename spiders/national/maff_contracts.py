"""農林水産省: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class MaffContracts(DisclosureSpider):
    """Contracts of the Ministry of Agriculture, Forestry and Fisheries."""

    name = "maff_contracts"
    # seen in a client's code of about 2021: PDF files
    start_urls = ["https://www.maff.go.jp/j/supply/nyusatu/zuii/rakusatu/index.html"]
    source = Source(
        title="農林水産省 契約に係る情報の公表",
        bodies=("JP-JCN-5000012080001",),
        home="https://www.maff.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.maff.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
