"""滋賀県: the bodies of 入札情報公開システム on epi-cloud."""

from datetime import date

from crawlers.families.koukai_hosts import EpiCloudSpider, entries_of
from crawlers.source import Expect, Source, local_bodies, local_codes


class ShigaKoukai(EpiCloudSpider):
    """Shiga Prefecture, 大津, 長浜, and others that their entries name."""

    name = "shiga_koukai"
    # 1250 is the prefecture, 1257 長浜; 大津 is one of the others
    start_urls = entries_of("1250 1251 1252 1253 1254 1255 1256 1257")
    source = Source(
        title="入札情報公開システム（滋賀県）",
        bodies=local_bodies(*local_codes("25", "000 201 203")),
        home="https://www.epi-cloud.fwd.ne.jp/koukai/do/KF000ShowAction",
        stages=("tender", "result", "award", "contract"),
        since=date(2020, 4, 1), lag_days=31, cadence_days=1, hosts=("www.epi-cloud.fwd.ne.jp",),
        expect=Expect(items=(1, 500_000), within_days=31, fields={"title": 0.98, "opened": 0.8}),
    )  # fmt: skip
