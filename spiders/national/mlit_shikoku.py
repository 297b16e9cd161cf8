"""四国地方整備局: every bidder and every round of its works and consulting tenders."""

from datetime import date

from crawlers.families.file_list import FileListSpider
from crawlers.source import Expect, Source


class MlitShikoku(FileListSpider):
    """Monthly workbooks of bid results of the Shikoku Regional Development Bureau."""

    name = "mlit_shikoku"
    source = Source(
        title="国土交通省 四国地方整備局 入札結果データ",
        bodies=("JP-JCN-2000012100001-shikoku",),
        home="https://www.skr.mlit.go.jp/",
        stages=("result",),
        since=date(2018, 4, 1),
        lag_days=62,
        cadence_days=31,
        expect=Expect(items=(10, 60_000), within_days=92, fields={"title": 1.0, "bids": 0.95}),
        hosts=("www.skr.mlit.go.jp",),
    )
    start_urls = ["http://www.skr.mlit.go.jp/send/nyuusatu/index.html"]
    levels = 2  # start page seen in a client that read its workbooks, 2026
