"""復興庁: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class ReconstructionContracts(DisclosureSpider):
    """Contracts of the Reconstruction Agency."""

    name = "reconstruction_contracts"
    ways = 3
    # the front page; no client shows where the list is, so it is looked for
    start_urls = ["https://www.reconstruction.go.jp/"]
    source = Source(
        title="復興庁 契約に係る情報の公表",
        bodies=("JP-BODY-reconstruction",),
        home="https://www.reconstruction.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.reconstruction.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
