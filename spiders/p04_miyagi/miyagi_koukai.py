"""宮城県: the bodies of 入札情報公開システム on epi-cloud."""

from datetime import date

from crawlers.families.koukai_hosts import EpiCloudSpider, entries_of
from crawlers.source import Expect, Source, local_bodies


class MiyagiKoukai(EpiCloudSpider):
    """仙台, and a tenant whose name its entry says."""

    name = "miyagi_koukai"
    # 1042 is 仙台; of 1044 a client had the number only
    start_urls = entries_of("1042 1044")
    source = Source(
        title="入札情報公開システム（宮城県）",
        bodies=local_bodies("04100"),
        home="https://www.epi-cloud.fwd.ne.jp/koukai/do/KF000ShowAction",
        stages=("tender", "result", "award", "contract"),
        since=date(2020, 4, 1), lag_days=31, cadence_days=1, hosts=("www.epi-cloud.fwd.ne.jp",),
        expect=Expect(items=(1, 500_000), within_days=31, fields={"title": 0.98, "opened": 0.8}),
    )  # fmt: skip
