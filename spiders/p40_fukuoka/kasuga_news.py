"""春日市: the pages of notices that its news feed names."""

from datetime import date

from crawlers.families.feed import FeedSpider
from crawlers.source import Expect, Source


class KasugaNews(FeedSpider):
    """Notices of Kasuga by its news feed."""

    name = "kasuga_news"
    # its 7-digit page numbers are of the line with /news.rss; this feed unverified
    start_urls = ["https://www.city.kasuga.fukuoka.jp/news.rss"]
    source = Source(
        title="春日市 新着情報",
        bodies=("JP-JCN-8000020402184",),
        home="https://www.city.kasuga.fukuoka.jp/",
        stages=("tender", "result", "award", "contract"),
        since=date(2026, 1, 1), lag_days=7, cadence_days=1,
        hosts=("www.city.kasuga.fukuoka.jp",),
        expect=Expect(items=(1, 5_000), within_days=31, fields={"title": 0.5}),
    )  # fmt: skip
