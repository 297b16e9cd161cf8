"""ちば電子調達システム 入札情報サービス: one servlet of SuperCALS."""

from datetime import date

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Source, local_bodies, local_codes


class ChibaPpi(EjPpiSpider):
    """Notices and results of 千葉県 and the municipalities that share its system."""

    name = "chiba_ppi"
    start_urls = ["https://www.chiba-ep-bis.supercals.jp/ebidPPIPublish/EjPPIj"]
    source = Source(
        title="ちば電子調達システム 入札情報サービス",
        bodies=local_bodies(*local_codes("12",
            "000 100 202 203 204 205 206 208 210 211 212 213 215 216 218 219 221 223 224 225 "
            "226 227 228 229 230 231 232 233 234 235 236 237 238 239 322 329 349 403 409 410 "
            "421 422 423 424 426 427 441 463")),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2021, 4, 1), lag_days=31, cadence_days=1,
        hosts=("www.chiba-ep-bis.supercals.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99, "buyer": 0.8}),
    )  # fmt: skip
