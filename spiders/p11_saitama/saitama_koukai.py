"""埼玉県: the shared 入札情報公開システム of the prefecture and its municipalities."""

from datetime import date

from crawlers.families.koukai_hosts import SaitamaKoukaiSpider, local_bodies
from crawlers.source import Expect, Source


class SaitamaKoukai(SaitamaKoukaiSpider):
    """Saitama Prefecture, its municipalities, and others that share their system."""

    name = "saitama_koukai"
    start_urls = ["https://ebidjk2.ebid2.pref.saitama.lg.jp/koukai/do/KF000ShowAction"]
    source = Source(
        title="埼玉県 入札情報公開システム",
        bodies=local_bodies(
            "11000 11100 11201 11202 11203 11206 11207 11208 11209 11210 11211 11212 11214 "
            "11215 11216 11217 11218 11219 11221 11222 11223 11224 11225 11227 11228 11229 "
            "11230 11231 11232 11233 11234 11235 11237 11238 11239 11240 11241 11242 11243 "
            "11245 11301 11324 11326 11342 11343 11346 11347 11348 11361 11362 11363 11365 "
            "11381 11383 11385 11408 11442 11464 11465 "
        ),
        home="https://ebidjk2.ebid2.pref.saitama.lg.jp/koukai/do/KF000ShowAction",
        stages=("tender", "result", "award", "contract"),
        since=date(2020, 4, 1), lag_days=31, cadence_days=1,
        hosts=("ebidjk2.ebid2.pref.saitama.lg.jp",),
        expect=Expect(items=(1, 500_000), within_days=31, fields={"title": 0.98, "opened": 0.8}),
    )  # fmt: skip
