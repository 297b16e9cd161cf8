"""加古川市: its 入札情報サービス."""

from datetime import date

from crawlers.families.efftis import EfftisSpider
from crawlers.source import Expect, Source


class Kakogawa(EfftisSpider):
    """Notices and results of 加古川市."""

    name = "kakogawa"
    start_urls = ["https://kakogawa.efftis.jp/PPI/Public/PPUBC00100"]
    source = Source(
        title="加古川市 入札情報サービス",
        bodies=("JP-JCN-3000020282103",),
        home="https://kakogawa.efftis.jp/PPI/Public/PPUBC00100",
        stages=("tender", "result"),
        since=date(2021, 4, 1), lag_days=60, cadence_days=1, hosts=("kakogawa.efftis.jp",),
        expect=Expect(items=(1, 50_000), within_days=31, fields={"title": 0.98, "opened": 0.5}),
    )  # fmt: skip
