"""調達ポータル 落札実績オープンデータ: the awards of the ministries since fiscal year 2013."""

from datetime import date

from crawlers.families.award_csv import AwardCsvSpider
from crawlers.source import MINISTRIES, Expect, Source, Witness


class PPortalAwards(AwardCsvSpider):
    """Every award of the ministries that went through the government's bidding system."""

    name = "p_portal_awards"
    source = Source(
        title="調達ポータル 落札実績オープンデータ",
        bodies=MINISTRIES,
        home="https://www.p-portal.go.jp/pps-web-biz/UAB02/OAB0201",
        stages=("award",),
        since=date(2013, 4, 1),
        lag_days=31,
        cadence_days=1,
        expect=Expect(items=(1, 2_000_000), within_days=14, fields={"title": 0.9, "awarded": 0.9}),
        hosts=("www.p-portal.go.jp", "api.p-portal.go.jp"),
        terms=Witness("no licence on the page; taken as 政府標準利用規約", "clients' notes, 2026"),
        robots=Witness("none: its address leads to the login page", "a client's probe, 2026-04-30"),
    )
