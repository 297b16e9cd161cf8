"""鹿児島県 入札情報サービス: one servlet of SuperCALS."""

from datetime import date, time

from crawlers.families.ej_ppi import EjPpiMenuSpider
from crawlers.source import Expect, Hours, Source, local_bodies


class KagoshimaPpi(EjPpiMenuSpider):
    """Notices and results of 鹿児島県 and the municipalities that its form offers."""

    name = "kagoshima_ppi"
    start_urls = ["https://www.kagoshima-nyusatsu.jp/ebidPPIPublish/EjPPIj"]
    source = Source(
        title="鹿児島県 入札情報サービス",
        bodies=local_bodies("46000"),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2021, 4, 1), lag_days=31, cadence_days=1,
        hours=Hours(time(8, 30), time(20)),
        hosts=("www.kagoshima-nyusatsu.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99}),
    )  # fmt: skip
