"""津市: the pages of notices that its news feed names."""

from datetime import date

from crawlers.families.feed import FeedSpider
from crawlers.source import Expect, Source


class TsuNews(FeedSpider):
    """Notices of Tsu by its news feed."""

    name = "tsu_news"
    # its 7-digit page numbers are of the line with /news.rss; this feed unverified
    start_urls = ["https://www.info.city.tsu.mie.jp/news.rss"]
    source = Source(
        title="津市 新着情報",
        bodies=("JP-JCN-7000020242012",),
        home="https://www.info.city.tsu.mie.jp/",
        stages=("tender", "result", "award", "contract"),
        since=date(2026, 1, 1), lag_days=7, cadence_days=1,
        hosts=("www.info.city.tsu.mie.jp",),
        expect=Expect(items=(1, 5_000), within_days=31, fields={"title": 0.5}),
    )  # fmt: skip
