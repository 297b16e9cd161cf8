"""官公需情報ポータルサイト (KKJ): calls for tenders of all public bodies, as it finds them."""

from datetime import date

from crawlers.families.kkj_api import TERMS, KkjApiSpider
from crawlers.source import EVERY_BODY, Expect, Source


class Kkj(KkjApiSpider):
    """Notices that the portal of 中小企業庁 gathered from the sites of public bodies."""

    name = "kkj"
    source = Source(
        title="官公需情報ポータルサイト",
        bodies=EVERY_BODY,
        home="https://www.kkj.go.jp/s/",
        stages=("tender", "result", "plan"),
        since=date(2016, 1, 1),  # not confirmed: older ones are found too, by open periods
        lag_days=30,
        cadence_days=1,
        expect=Expect(items=(1, 3_000_000), within_days=14, fields={"title": 0.95, "key": 0.95}),
        hosts=("www.kkj.go.jp",),
        terms=TERMS,
    )
    start_urls = ["https://www.kkj.go.jp/api/"]
