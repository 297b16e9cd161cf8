"""加古川市: its 入札情報サービス, a tenant of efftis."""

from datetime import date

from crawlers.families.efftis import EfftisSpider
from crawlers.source import Expect, Source, local_bodies


class Kakogawa(EfftisSpider):
    """Notices and results of 加古川市."""

    name = "kakogawa"
    start_urls = ["https://kakogawa.efftis.jp/PPI/Public/PPUBC00100"]
    source = Source(
        title="加古川市 入札情報サービス",
        bodies=local_bodies("28210"),
        home=start_urls[0],
        stages=("tender", "result"),
        since=date(2021, 4, 1), lag_days=60, cadence_days=1, hosts=("kakogawa.efftis.jp",),
        expect=Expect(items=(1, 50_000), within_days=31, fields={"title": 0.98, "opened": 0.5}),
    )  # fmt: skip
