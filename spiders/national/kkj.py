"""官公需情報ポータルサイト (KKJ): calls for tenders of all public bodies, as it finds them."""

from datetime import date

from crawlers.families.kkj_api import KkjApiSpider
from crawlers.source import Expect, Source, Witness


class Kkj(KkjApiSpider):
    """Notices that the portal of 中小企業庁 gathered from the sites of public bodies."""

    name = "kkj"
    source = Source(
        title="官公需情報ポータルサイト",
        # TODO-MERGE bodies
        bodies=("JP-JCN-2000012100001", "JP-JCN-2000012100001-chubu"),
        home="https://www.kkj.go.jp/s/",
        stages=("tender", "result", "plan"),
        since=date(2016, 1, 1),  # not confirmed: older ones are found too, by open periods
        lag_days=30,
        cadence_days=1,
        expect=Expect(items=(1, 3_000_000), within_days=14, fields={"title": 0.95, "key": 0.95}),
        hosts=("www.kkj.go.jp",),
        terms=Witness(
            "Free of charge; show the source and a link to https://www.kkj.go.jp/s/ on every page "
            "that uses the API; no excessive load. A summary adds: no bulk redistribution (terms "
            "of 2024-06-25): read the original before publishing a dump.",
            "the notes of a client's repository, 2026; the original was not read",
        ),
    )
    # The chain of certificates lacks an intermediate one (seen by a client in 2026). Where TLS is
    # verified and fails, http is the address of the guide: set that, never switch checks off.
    endpoint = "https://www.kkj.go.jp/api/"
    start_urls = [endpoint]
