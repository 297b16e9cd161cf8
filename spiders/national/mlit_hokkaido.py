"""北海道開発局: every bidder and every round of its works and consulting tenders."""

from datetime import date

from crawlers.families.file_list import FileListSpider
from crawlers.source import Expect, Source


class MlitHokkaido(FileListSpider):
    """Monthly workbooks of bid results of the Hokkaido Regional Development Bureau."""

    name = "mlit_hokkaido"
    source = Source(
        title="国土交通省 北海道開発局 入札結果データ",
        bodies=("JP-JCN-2000012100001-hokkaido",),
        home="https://www.hkd.mlit.go.jp/",
        stages=("result",),
        since=date(2018, 4, 1),
        lag_days=62,
        cadence_days=31,
        expect=Expect(items=(10, 60_000), within_days=92, fields={"title": 1.0, "bids": 0.95}),
        hosts=("www.hkd.mlit.go.jp",),
    )
    start_urls = ["https://www.hkd.mlit.go.jp/ky/ky/keiyaku/index.html"]
    levels = 3  # start page seen in a client for contracts, 2026; a guess for bid results
