"""埼玉県: the shared 入札情報公開システム of the prefecture and its municipalities."""

from datetime import date

from crawlers.families.koukai_hosts import SaitamaKoukaiSpider
from crawlers.source import Expect, Source, local_bodies, local_codes


class SaitamaKoukai(SaitamaKoukaiSpider):
    """Saitama Prefecture, its municipalities, and others that share their system."""

    name = "saitama_koukai"
    start_urls = ["https://ebidjk2.ebid2.pref.saitama.lg.jp/koukai/do/KF000ShowAction"]
    source = Source(
        title="埼玉県 入札情報公開システム",
        bodies=local_bodies(*local_codes("11",
            "000 100 201 202 203 206 207 208 209 210 211 212 214 215 216 217 218 219 "
            "221 222 223 224 225 227 228 229 230 231 232 233 234 235 237 238 239 240 "
            "241 242 243 245 301 324 326 342 343 346 347 348 361 362 363 365 381 383 "
            "385 408 442 464 465")),
        home="https://ebidjk2.ebid2.pref.saitama.lg.jp/koukai/do/KF000ShowAction",
        stages=("tender", "result"), since=date(2020, 4, 1), lag_days=31, cadence_days=1,
        hosts=("ebidjk2.ebid2.pref.saitama.lg.jp",),
        expect=Expect(items=(1, 500_000), within_days=31, fields={"title": 0.98, "opened": 0.8}),
    )  # fmt: skip
