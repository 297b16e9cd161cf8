"""花巻市: the pages of notices that its news feed names."""

from datetime import date

from crawlers.families.feed import FeedSpider
from crawlers.source import Expect, Source


class HanamakiNews(FeedSpider):
    """Notices of Hanamaki by its news feed."""

    name = "hanamaki_news"
    # this line of sites has /news.rss: seen in clients' code, 2026; this feed unverified
    start_urls = ["https://www.city.hanamaki.iwate.jp/news.rss"]
    source = Source(
        title="花巻市 新着情報",
        bodies=("JP-JCN-5000020032051",),
        home="https://www.city.hanamaki.iwate.jp/",
        stages=("tender", "result", "award", "contract"),
        since=date(2026, 1, 1), lag_days=7, cadence_days=1,
        hosts=("www.city.hanamaki.iwate.jp",),
        expect=Expect(items=(1, 5_000), within_days=31, fields={"title": 0.5}),
    )  # fmt: skip
