"""BODIK: the catalogue of open data that many municipalities share."""

from datetime import date

from crawlers.families.ckan import CkanSpider
from crawlers.source import Expect, Source
from pipelines.lookups import bodies_by_local_code


class Bodik(CkanSpider):
    """Tables about purchases in the open data of municipalities on BODIK."""

    name = "bodik"
    start_urls = ["https://data.bodik.jp/"]  # unverified: the host, and that anything is there
    source = Source(
        title="BODIK オープンデータカタログサイト",
        bodies=tuple(facts.id for facts in bodies_by_local_code().values()),
        home="https://data.bodik.jp/",
        stages=("plan", "tender", "result", "award", "contract"),
        since=date(2016, 4, 1), lag_days=31, cadence_days=31, hosts=("data.bodik.jp",),
        off="nobody has seen a dataset about purchases there, nor that its robots.txt allows /api/",
        expect=Expect(items=(1, 500_000), within_days=400, fields={"title": 0.5}),
    )  # fmt: skip
