"""岩手県: the bodies of 入札情報公開システム on epi-cloud."""

from datetime import date

from crawlers.families.koukai_hosts import EpiCloudSpider, entries_of
from crawlers.source import Expect, Source, local_bodies, local_codes


class IwateKoukai(EpiCloudSpider):
    """Iwate Prefecture, 盛岡, 北上, 花巻, 一関, 大船渡, 西和賀."""

    name = "iwate_koukai"
    # in the order of the bodies below
    start_urls = entries_of("1030 1032 1034 1036 1037 1039 3038")
    source = Source(
        title="入札情報公開システム（岩手県）",
        bodies=local_bodies(*local_codes("03", "000 201 206 205 209 203 366")),
        home="https://www.epi-cloud.fwd.ne.jp/koukai/do/KF000ShowAction",
        stages=("tender", "result", "award", "contract"),
        since=date(2020, 4, 1), lag_days=31, cadence_days=1, hosts=("www.epi-cloud.fwd.ne.jp",),
        expect=Expect(items=(1, 500_000), within_days=31, fields={"title": 0.98, "opened": 0.8}),
    )  # fmt: skip
