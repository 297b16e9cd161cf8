"""長野県 入札情報サービス: one servlet of SuperCALS."""

from datetime import date

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Source, local_bodies


class NaganoPpi(EjPpiSpider):
    """Notices and results of 長野県 and the municipalities that its form offers."""

    name = "nagano_ppi"
    start_urls = ["https://www.ppi.e-nagano.lg.jp/ebidPPIPublish/EjPPIj"]
    each = True
    source = Source(
        title="長野県 入札情報サービス",
        bodies=local_bodies("20000"),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2021, 4, 1), lag_days=31, cadence_days=1,
        hosts=("www.ppi.e-nagano.lg.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99}),
    )  # fmt: skip
