"""兵庫県 入札情報サービス: one servlet of SuperCALS."""

from datetime import date

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Source, local_bodies


class HyogoPpi(EjPpiSpider):
    """Notices and results of 兵庫県 and the municipalities that its form offers."""

    name = "hyogo_ppi"
    start_urls = ["https://www2.ppi.pref.hyogo.jp/ebidPPIPublish/EjPPIj"]
    each = True
    source = Source(
        title="兵庫県 入札情報サービス",
        bodies=local_bodies("28000"),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2025, 4, 1), lag_days=31, cadence_days=1,
        hosts=("www2.ppi.pref.hyogo.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99}),
    )  # fmt: skip
