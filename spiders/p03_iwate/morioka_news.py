"""盛岡市: the pages of notices that its news feed names."""

from datetime import date

from crawlers.families.feed import FeedSpider
from crawlers.source import Expect, Source


class MoriokaNews(FeedSpider):
    """Notices of Morioka by its news feed."""

    name = "morioka_news"
    # this line of sites has /news.rss: seen in clients' code, 2026; this feed unverified
    start_urls = ["https://www.city.morioka.iwate.jp/news.rss"]
    source = Source(
        title="盛岡市 新着情報",
        bodies=("JP-JCN-6000020032018",),
        home="https://www.city.morioka.iwate.jp/",
        stages=("tender", "result", "award", "contract"),
        since=date(2026, 1, 1), lag_days=7, cadence_days=1,
        hosts=("www.city.morioka.iwate.jp",),
        expect=Expect(items=(1, 5_000), within_days=31, fields={"title": 0.5}),
    )  # fmt: skip
