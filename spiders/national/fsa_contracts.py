"""金融庁: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class FsaContracts(DisclosureSpider):
    """Contracts of the Financial Services Agency."""

    name = "fsa_contracts"
    ways = 2
    # seen in two clients, 2026, for calls; what leads on is a guess
    start_urls = ["https://www.fsa.go.jp/choutatu/choutatu_j/nyusatu_menu.html"]
    source = Source(
        title="金融庁 契約に係る情報の公表",
        bodies=("JP-JCN-6000012010023",),
        home="https://www.fsa.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.fsa.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
