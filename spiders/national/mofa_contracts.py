"""外務省: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class MofaContracts(DisclosureSpider):
    """Contracts of the Ministry of Foreign Affairs."""

    name = "mofa_contracts"
    ways = 3
    # the front page; no client shows where the list is, so it is looked for
    start_urls = ["https://www.mofa.go.jp/"]
    source = Source(
        title="外務省 契約に係る情報の公表",
        bodies=("JP-JCN-9000012040001",),
        home="https://www.mofa.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.mofa.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
