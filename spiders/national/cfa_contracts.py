"""こども家庭庁: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class CfaContracts(DisclosureSpider):
    """Contracts of the Children and Families Agency."""

    name = "cfa_contracts"
    # seen in the notes of a dashboard of its contracts, 2026
    start_urls = ["https://www.cfa.go.jp/procurement/proper-public-procurement/"]
    source = Source(
        title="こども家庭庁 契約に係る情報の公表",
        bodies=("JP-JCN-7000012010039",),
        home="https://www.cfa.go.jp/",
        stages=("contract",),
        since=date(2023, 4, 1), lag_days=93, cadence_days=31, hosts=("www.cfa.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
