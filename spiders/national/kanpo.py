"""官報 政府調達公告版: calls for tenders and awards under the procurement agreement of the WTO."""

from datetime import date

from crawlers.families.gazette import GazetteSpider
from crawlers.source import MINISTRIES, Expect, Source, Witness


class Kanpo(GazetteSpider):
    """Issues of the official gazette's edition on government procurement, of all bodies."""

    name, letter = "kanpo", "c"
    start_urls = ["https://www.kanpo.go.jp/"]
    source = Source(
        title="官報 政府調達公告版",
        bodies=MINISTRIES,
        home="https://www.kanpo.go.jp/",
        stages=("tender", "award", "plan", "amendment"),
        since=date(2025, 4, 1),  # the site keeps the last 90 days, clients say (unverified)
        lag_days=0, cadence_days=1, hosts=("www.kanpo.go.jp",),
        expect=Expect(items=(1, 60_000), within_days=7, fields={"title": 0.98, "published": 0.98}),
        terms=Witness("programs that collect data are refused", "a client's notes, 2026-07"),
        robots=Witness("Disallow: /20 and /old/: every day's pages", "clients, 2026-07, 2026-09"),
        off="its robots.txt closes every day's pages to programs; read files that people saved",
    )  # fmt: skip
