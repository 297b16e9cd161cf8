"""沖縄総合事務局: every bidder and every round of its works and consulting tenders."""

from datetime import date

from crawlers.families.file_list import FileListSpider
from crawlers.source import Expect, Source


class MlitOkinawa(FileListSpider):
    """Monthly workbooks of bid results of the Okinawa General Bureau."""

    name = "mlit_okinawa"
    source = Source(
        title="内閣府 沖縄総合事務局 入札結果データ",
        bodies=("JP-JCN-2000012010019",),
        home="https://www.ogb.go.jp/",
        stages=("result",),
        since=date(2018, 4, 1),
        lag_days=62,
        cadence_days=31,
        expect=Expect(items=(10, 60_000), within_days=92, fields={"title": 1.0, "bids": 0.95}),
        hosts=("www.ogb.go.jp",),
    )
    start_urls = ["https://www.ogb.go.jp/kaiken"]
    levels = 3  # start page: a guess; a client found no workbooks linked in 2026
