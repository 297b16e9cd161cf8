"""国立国会図書館: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class NdlContracts(DisclosureSpider):
    """Contracts of the National Diet Library."""

    name = "ndl_contracts"
    ways = 3
    # the front page; no client shows where the list is, so it is looked for
    start_urls = ["https://www.ndl.go.jp/"]
    source = Source(
        title="国立国会図書館 契約に係る情報の公表",
        bodies=("JP-JCN-1000011000005",),
        home="https://www.ndl.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.ndl.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
