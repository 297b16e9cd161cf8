"""九州経済産業局: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class MetiKyushu(DisclosureSpider):
    """Contracts of the Kyushu Bureau of Economy, Trade and Industry."""

    name = "meti_kyushu"
    ways = 2
    # seen in meti-funding-watch's register of sources, 2026-08
    start_urls = ["https://www.kyushu.meti.go.jp/under/chotatu/chotatu.html"]
    source = Source(
        title="九州経済産業局 契約に係る情報の公表",
        bodies=("JP-JCN-4000012090001",),
        home="https://www.kyushu.meti.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.kyushu.meti.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
