"""防衛省 内部部局: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source, Witness


class ModContracts(DisclosureSpider):
    """Contracts of the Ministry of Defense's internal bureaus."""

    name = "mod_contracts"
    # seen in a client, 2026: fy2026/04_buppin_k.xlsx
    start_urls = ["https://www.mod.go.jp/j/budget/chotatsu/naikyoku/keiyaku/index.html"]
    source = Source(
        title="防衛省 内部部局 契約に係る情報の公表",
        bodies=("JP-JCN-9000012120001",),
        home="https://www.mod.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.mod.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
        terms=Witness("PDL1.0", "mod.go.jp/j/info/contents.html, by a client, 2026"),
    )  # fmt: skip
