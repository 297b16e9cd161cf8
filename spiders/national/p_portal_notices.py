"""調達ポータル: the notices on show of all ministries, by its search."""

from datetime import date

from crawlers.families.p_portal import PPortalSpider
from crawlers.source import MINISTRIES, Expect, Source, Witness


class PPortalNotices(PPortalSpider):
    """Plans, calls and awards of the ministries, as the list of 調達情報の検索 shows them."""

    name = "p_portal_notices"
    source = Source(
        title="調達ポータル 調達情報の検索",
        bodies=MINISTRIES,
        home="https://www.p-portal.go.jp/pps-web-biz/UAA01/OAA0101",
        stages=("plan", "tender", "award"),
        since=date(2017, 10, 1),
        lag_days=14,
        expect=Expect(items=(1, 100_000), within_days=7, fields={"title": 1.0, "published": 0.9}),
        hosts=("www.p-portal.go.jp",),
        robots=Witness("none: its address leads to the login", "a client's probe, 2026-04-30"),
        off="every page is a search in a session of its form, and nobody has read its terms",
    )
    start_urls = ["https://www.p-portal.go.jp/pps-web-biz/UAA01/OAA0101"]
