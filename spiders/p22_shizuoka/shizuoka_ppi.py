"""静岡県 共同利用電子入札システム 入札情報サービス: one servlet of SuperCALS."""

from datetime import date

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Source, local_bodies, local_codes


class ShizuokaPpi(EjPpiSpider):
    """Notices and results of 静岡県 and its municipalities, 浜松市 among them."""

    name = "shizuoka_ppi"
    start_urls = ["https://www.ppi.cals-shiz.jp/ebidPPIPublish/EjPPIj"]
    source = Source(
        title="静岡県 共同利用電子入札システム 入札情報サービス",
        bodies=local_bodies(*local_codes("22",
            "000 100 130 203 205 206 207 208 209 210 211 212 213 214 215 216 219 220 221 222 "
            "223 224 225 226 301 302 304 306 325 341 342 344 429 461")),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2024, 4, 1), lag_days=31, cadence_days=1,
        hosts=("www.ppi.cals-shiz.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99, "buyer": 0.8}),
    )  # fmt: skip
