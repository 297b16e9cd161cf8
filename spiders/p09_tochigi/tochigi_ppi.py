"""栃木県 入札情報システム: one servlet of SuperCALS."""

from datetime import date, time

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Hours, Source, local_bodies


class TochigiPpi(EjPpiSpider):
    """Notices and results of 栃木県, 宇都宮市, 小山市 and 那須烏山市."""

    name = "tochigi_ppi"
    start_urls = ["https://www.ep-bis.supercals.jp/ebidPPIPublish/EjPPIj"]
    tenants = ("09000", "09201", "09208", "09215")
    source = Source(
        title="栃木県 入札情報システム",
        bodies=local_bodies(*tenants),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2021, 4, 1), lag_days=31, cadence_days=1,
        hours=Hours(time(6), time(23)),
        hosts=("www.ep-bis.supercals.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99, "buyer": 0.8}),
    )  # fmt: skip
