"""新潟県 入札情報サービス: one servlet of SuperCALS."""

from datetime import date, time

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Hours, Source, local_bodies


class NiigataPpi(EjPpiSpider):
    """Notices and results of 新潟県 and the municipalities that its form offers."""

    name = "niigata_ppi"
    start_urls = ["https://www.ep-bis.pref.niigata.jp/ebidPPIPublish/EjPPIj"]
    each = True
    source = Source(
        title="新潟県 入札情報サービス",
        bodies=local_bodies("15000"),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2024, 4, 1), lag_days=31, cadence_days=1,
        hours=Hours(time(6), time(23)),
        hosts=("www.ep-bis.pref.niigata.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99}),
    )  # fmt: skip
