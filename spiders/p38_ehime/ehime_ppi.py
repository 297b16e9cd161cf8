"""えひめ電子入札共同システム 入札情報公開: one servlet of SuperCALS."""

from datetime import date

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Source, local_bodies, local_codes


class EhimePpi(EjPpiSpider):
    """Notices and results of 愛媛県 and all of its municipalities."""

    name = "ehime_ppi"
    start_urls = ["https://www.ebid-ppi.pref.ehime.jp/ebidPPIPublish/EjPPIj"]
    each = True
    source = Source(
        title="えひめ電子入札共同システム 入札情報公開",
        bodies=local_bodies(*local_codes("38",
            "000 201 202 203 204 205 206 207 210 213 214 215 356 386 401 402 422 442 484 488 "
            "506")),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2022, 4, 1), lag_days=31, cadence_days=1,
        hosts=("www.ebid-ppi.pref.ehime.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99}),
    )  # fmt: skip
