"""茨城県: the shared 入札情報公開システム, works and consulting."""

from datetime import date

from crawlers.families.koukai_hosts import IbarakiKoukaiSpider, local_bodies
from crawlers.source import Expect, Source


class IbarakiKoukai(IbarakiKoukaiSpider):
    """Works of Ibaraki Prefecture, つくば and the others that share its system."""

    name = "ibaraki_koukai"
    start_urls = ["http://ppi.cals-ibaraki.lg.jp/koukai/do/KF000ShowAction"]
    source = Source(
        title="茨城県 入札情報公開システム（工事）",
        bodies=local_bodies(
            "08000 08220 08201 08203 08204 08211 08212 08216 08217 08221 08222 08224 08225 "
            "08226 08227 08229 08232 08233 08234 08236 08310 08341 "
        ),
        home="http://ppi.cals-ibaraki.lg.jp/koukai/do/KF000ShowAction",
        stages=("tender", "result", "award", "contract"),
        since=date(2020, 4, 1), lag_days=31, cadence_days=1, hosts=("ppi.cals-ibaraki.lg.jp",),
        expect=Expect(items=(1, 500_000), within_days=31, fields={"title": 0.98, "opened": 0.8}),
    )  # fmt: skip
