"""宮崎県 入札情報サービス: one servlet of SuperCALS."""

from datetime import date

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Source, local_bodies


class MiyazakiPpi(EjPpiSpider):
    """Notices and results of 宮崎県 and the municipalities that its form offers."""

    name = "miyazaki_ppi"
    start_urls = ["https://www.e-nyusatsu-joho.pref.miyazaki.lg.jp/ebidPPIPublish/EjPPIj"]
    each = True
    source = Source(
        title="宮崎県 入札情報サービス",
        bodies=local_bodies("45000"),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2025, 4, 1), lag_days=31, cadence_days=1,
        hosts=("www.e-nyusatsu-joho.pref.miyazaki.lg.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99}),
    )  # fmt: skip
