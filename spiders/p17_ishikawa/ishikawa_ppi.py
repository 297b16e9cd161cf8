"""石川県 入札情報システム: one servlet of SuperCALS."""

from datetime import date, time

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Hours, Source, local_bodies, local_codes


class IshikawaPpi(EjPpiSpider):
    """Notices and results of 石川県 and eleven of its municipalities, 加賀市 among them."""

    name = "ishikawa_ppi"
    start_urls = ["https://www.ep-bis.supercals.jp/ebidPPIPublish/EjPPIj"]
    tenants = local_codes("17", "000 201 203 206 207 210 212 361 365 384 461 463")
    source = Source(
        title="石川県 入札情報システム",
        bodies=local_bodies(*tenants),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2021, 4, 1), lag_days=31, cadence_days=1,
        hours=Hours(time(6), time(23)),
        hosts=("www.ep-bis.supercals.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99, "buyer": 0.8}),
    )  # fmt: skip
