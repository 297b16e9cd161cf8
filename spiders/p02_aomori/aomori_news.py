"""青森市: the pages of notices that its news feed names."""

from datetime import date

from crawlers.families.feed import FeedSpider
from crawlers.source import Expect, Source


class AomoriNews(FeedSpider):
    """Notices of Aomori by its news feed."""

    name = "aomori_news"
    # its 7-digit page numbers are of the line with /news.rss; this feed unverified
    start_urls = ["https://www.city.aomori.aomori.jp/news.rss"]
    source = Source(
        title="青森市 新着情報",
        bodies=("JP-JCN-4000020022012",),
        home="https://www.city.aomori.aomori.jp/",
        stages=("tender", "result", "award", "contract"),
        since=date(2026, 1, 1), lag_days=7, cadence_days=1,
        hosts=("www.city.aomori.aomori.jp",),
        expect=Expect(items=(1, 5_000), within_days=31, fields={"title": 0.5}),
    )  # fmt: skip
