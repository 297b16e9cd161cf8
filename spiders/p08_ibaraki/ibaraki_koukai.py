"""茨城県: the shared 入札情報公開システム, works and consulting."""

from datetime import date

from crawlers.families.koukai_hosts import IbarakiKoukaiSpider
from crawlers.source import Expect, Source, local_bodies, local_codes


class IbarakiKoukai(IbarakiKoukaiSpider):
    """Works of Ibaraki Prefecture, つくば and the others that share its system."""

    name = "ibaraki_koukai"
    start_urls = ["http://ppi.cals-ibaraki.lg.jp/koukai/do/KF000ShowAction"]
    source = Source(
        title="茨城県 入札情報公開システム（工事）",
        bodies=local_bodies(*local_codes("08",
            "000 220 201 203 204 211 212 216 217 221 222 224 225 226 227 229 232 233 "
            "234 236 310 341")),
        home="http://ppi.cals-ibaraki.lg.jp/koukai/do/KF000ShowAction",
        stages=("tender", "result", "award", "contract"),
        since=date(2020, 4, 1), lag_days=31, cadence_days=1, hosts=("ppi.cals-ibaraki.lg.jp",),
        expect=Expect(items=(1, 500_000), within_days=31, fields={"title": 0.98, "opened": 0.8}),
    )  # fmt: skip
