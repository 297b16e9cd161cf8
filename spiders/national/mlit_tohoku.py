"""東北地方整備局: every bidder and every round of its works and consulting tenders."""

from datetime import date

from crawlers.families.file_list import FileListSpider
from crawlers.source import Expect, Source


class MlitTohoku(FileListSpider):
    """Monthly workbooks of bid results of the Tohoku Regional Development Bureau."""

    name = "mlit_tohoku"
    source = Source(
        title="国土交通省 東北地方整備局 入札結果データ",
        bodies=("JP-JCN-2000012100001-tohoku",),
        home="https://www.thr.mlit.go.jp/",
        stages=("result",),
        since=date(2018, 4, 1),
        lag_days=62,
        cadence_days=31,
        expect=Expect(items=(10, 60_000), within_days=92, fields={"title": 1.0, "bids": 0.95}),
        hosts=("www.thr.mlit.go.jp",),
    )
    start_urls = ["http://www.thr.mlit.go.jp/Bumon/B00013/K00730/nyusatu/nyusatukekka/index.html"]
    levels = 2  # start page seen in a client that read its workbooks, 2026
