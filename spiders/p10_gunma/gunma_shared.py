"""ぐんま電子入札共同システム: G-CALS, its 入札情報公開システム."""

from datetime import date

from crawlers.families.g_cals import GCalsSpider
from crawlers.source import Expect, Source, local_bodies, local_codes


class GunmaShared(GCalsSpider):
    """Results of 群馬県, its twelve cities and eighteen of its towns and villages."""

    name = "gunma_shared"
    start_urls = ["https://portal.g-cals.e-gunma.lg.jp/ebia/servlet/p?job=AcDantaiZIndex"]
    prefecture = "群馬県"
    source = Source(
        title="ぐんま電子入札共同システム 入札情報公開システム",
        bodies=local_bodies(*local_codes("10",
            "000 201 202 203 204 205 206 207 208 209 210 211 212 344 345 382 384 "
            "421 424 425 426 428 429 448 449 464 521 522 523 524 525")),
        home=start_urls[0],
        stages=("result",),
        since=date(2024, 4, 1), lag_days=60, cadence_days=1, hosts=("portal.g-cals.e-gunma.lg.jp",),
        expect=Expect(items=(1, 100_000), within_days=14, fields={"title": 0.95, "opened": 0.9}),
    )  # fmt: skip
