"""和歌山市: the pages of notices that its news feed names."""

from datetime import date

from crawlers.families.feed import FeedSpider
from crawlers.source import Expect, Source


class WakayamaNews(FeedSpider):
    """Notices of Wakayama by its news feed."""

    name = "wakayama_news"
    # its 7-digit page numbers are of the line with /news.rss; this feed unverified
    start_urls = ["https://www.city.wakayama.wakayama.jp/news.rss"]
    source = Source(
        title="和歌山市 新着情報",
        bodies=("JP-JCN-6000020302015",),
        home="https://www.city.wakayama.wakayama.jp/",
        stages=("tender", "result", "award", "contract"),
        since=date(2026, 1, 1), lag_days=7, cadence_days=1,
        hosts=("www.city.wakayama.wakayama.jp",),
        expect=Expect(items=(1, 5_000), within_days=31, fields={"title": 0.5}),
    )  # fmt: skip
