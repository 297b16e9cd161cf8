"""中部経済産業局: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class MetiChubu(DisclosureSpider):
    """Contracts of the Chubu Bureau of Economy, Trade and Industry."""

    name = "meti_chubu"
    # seen in meti-funding-watch's register of sources, 2026-08
    start_urls = ["https://www.chubu.meti.go.jp/a41kaikei/kouhyou/index.html"]
    source = Source(
        title="中部経済産業局 契約に係る情報の公表",
        bodies=("JP-JCN-4000012090001",),
        home="https://www.chubu.meti.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.chubu.meti.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
