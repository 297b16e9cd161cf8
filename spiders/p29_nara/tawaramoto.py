"""田原本町: its 入札情報サービス, a tenant of efftis."""

from datetime import date

from crawlers.families.efftis import EfftisSpider
from crawlers.source import Expect, Source, local_bodies


class Tawaramoto(EfftisSpider):
    """Notices and results of 田原本町."""

    name = "tawaramoto"
    start_urls = ["https://tawaramoto.efftis.jp/PPI/Public/PPUBC00100"]
    source = Source(
        title="田原本町 入札情報サービス",
        bodies=local_bodies("29363"),
        home=start_urls[0],
        stages=("tender", "result"),
        since=date(2021, 4, 1), lag_days=60, cadence_days=1, hosts=("tawaramoto.efftis.jp",),
        expect=Expect(items=(1, 50_000), within_days=31, fields={"title": 0.98, "opened": 0.5}),
    )  # fmt: skip
