"""山形市: the pages of notices that its news feed names."""

from datetime import date

from crawlers.families.feed import FeedSpider
from crawlers.source import Expect, Source


class YamagataNews(FeedSpider):
    """Notices of Yamagata by its news feed."""

    name = "yamagata_news"
    # its 7-digit page numbers are of the line with /news.rss; this feed unverified
    start_urls = ["https://www.city.yamagata-yamagata.lg.jp/news.rss"]
    source = Source(
        title="山形市 新着情報",
        bodies=("JP-JCN-7000020062014",),
        home="https://www.city.yamagata-yamagata.lg.jp/",
        stages=("tender", "result", "award", "contract"),
        since=date(2026, 1, 1), lag_days=7, cadence_days=1,
        hosts=("www.city.yamagata-yamagata.lg.jp",),
        expect=Expect(items=(1, 5_000), within_days=31, fields={"title": 0.5}),
    )  # fmt: skip
