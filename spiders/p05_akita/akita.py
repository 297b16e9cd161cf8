"""秋田市: its 入札情報サービス, a tenant of efftis."""

from datetime import date

from crawlers.families.efftis import EfftisSpider
from crawlers.source import Expect, Source, local_bodies


class Akita(EfftisSpider):
    """Notices and results of 秋田市."""

    name = "akita"
    start_urls = ["https://akita.efftis.jp/PPI/Public/PPUBC00100"]
    source = Source(
        title="秋田市 入札情報サービス",
        bodies=local_bodies("05201"),
        home=start_urls[0],
        stages=("tender", "result"),
        since=date(2021, 4, 1), lag_days=60, cadence_days=1, hosts=("akita.efftis.jp",),
        expect=Expect(items=(1, 50_000), within_days=31, fields={"title": 0.98, "opened": 0.5}),
    )  # fmt: skip
