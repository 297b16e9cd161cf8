"""Nine cities of 富山県: their shared 入札情報サービス, a tenant of efftis."""

from datetime import date

from crawlers.families.efftis import EfftisSpider
from crawlers.source import Expect, Source, local_bodies, local_codes


class ToyamaShared(EfftisSpider):
    """Notices and results of the nine cities on the shared system: 富山市 to 南砺市."""

    name = "toyama_shared"
    # By which kikanno a city is entered, no client shows: the page's own links are followed.
    start_urls = ["https://toyama.efftis.jp/ebid02/PPI/Public/PPUBC00100"]
    source = Source(
        title="富山県内9市 入札情報サービス",
        bodies=local_bodies(*local_codes("16", "201 202 204 205 206 207 208 209 210")),
        home=start_urls[0],
        stages=("tender", "result"),
        since=date(2021, 4, 1), lag_days=60, cadence_days=1, hosts=("toyama.efftis.jp",),
        expect=Expect(items=(1, 200_000), within_days=31, fields={"title": 0.98, "opened": 0.5}),
    )  # fmt: skip
