"""奈良県: the bodies of 入札情報公開システム on epi-cloud."""

from datetime import date

from crawlers.families.koukai_hosts import EpiCloudSpider, entries_of
from crawlers.source import Expect, Source, local_bodies, local_codes


class NaraKoukai(EpiCloudSpider):
    """Nara Prefecture, 生駒, 桜井, 五條, 大和高田, 宇陀, 葛城, 香芝, 三郷."""

    name = "nara_koukai"
    # in the order of the bodies below
    start_urls = entries_of("1290 1294 1295 1296 1297 1298 1299 1792 3292")
    source = Source(
        title="入札情報公開システム（奈良県）",
        bodies=local_bodies(*local_codes("29", "000 209 206 207 202 212 211 210 343")),
        home="https://www.epi-cloud.fwd.ne.jp/koukai/do/KF000ShowAction",
        stages=("tender", "result", "award", "contract"),
        since=date(2020, 4, 1), lag_days=31, cadence_days=1, hosts=("www.epi-cloud.fwd.ne.jp",),
        expect=Expect(items=(1, 500_000), within_days=31, fields={"title": 0.98, "opened": 0.8}),
    )  # fmt: skip
