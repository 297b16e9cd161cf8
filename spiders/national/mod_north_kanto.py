"""防衛省 北関東防衛局: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source, Witness


class ModNorthKanto(DisclosureSpider):
    """Contracts of the North Kanto Defense Bureau."""

    name = "mod_north_kanto"
    # seen in a client, 2026: PDF files a month
    start_urls = [
        "https://www.mod.go.jp/rdb/n-kanto/nyusatsu-keiyaku/nyusatukekkasonota/nyusatukekkasonota.html"
    ]
    source = Source(
        title="防衛省 北関東防衛局 契約に係る情報の公表",
        bodies=("JP-JCN-9000012120001",),
        home="https://www.mod.go.jp/",
        stages=("contract",),
        since=date(2016, 4, 1), lag_days=93, cadence_days=31, hosts=("www.mod.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
        terms=Witness("PDL1.0", "mod.go.jp/j/info/contents.html, by a client, 2026"),
    )  # fmt: skip
