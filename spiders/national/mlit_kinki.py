"""近畿地方整備局: every bidder and every round of its works and consulting tenders."""

from datetime import date

from crawlers.families.file_list import FileListSpider
from crawlers.source import Expect, Source


class MlitKinki(FileListSpider):
    """Monthly workbooks of bid results of the Kinki Regional Development Bureau."""

    name = "mlit_kinki"
    source = Source(
        title="国土交通省 近畿地方整備局 入札結果データ",
        bodies=("JP-JCN-2000012100001-kinki",),
        home="https://www.kkr.mlit.go.jp/",
        stages=("result",),
        since=date(2018, 4, 1),
        lag_days=62,
        cadence_days=31,
        expect=Expect(items=(10, 60_000), within_days=92, fields={"title": 1.0, "bids": 0.95}),
        hosts=("www.kkr.mlit.go.jp",),
    )
    start_urls = ["https://www.kkr.mlit.go.jp/contract/index.php"]
    levels = 3  # start page seen in a client's list, 2026; what leads on is a guess
