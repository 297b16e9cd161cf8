"""防衛装備庁 中央調達: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source, Witness


class AtlaContracts(DisclosureSpider):
    """Contracts of the Acquisition, Technology and Logistics Agency."""

    name = "atla_contracts"
    # seen in a client, 2026; the page refuses some data centres (403)
    start_urls = ["https://www.mod.go.jp/atla/souhon/supply/jisseki/rakusatu/index.html"]
    source = Source(
        title="防衛装備庁 中央調達 契約に係る情報の公表",
        bodies=("JP-BODY-atla",),
        home="https://www.mod.go.jp/",
        stages=("contract",),
        since=date(2023, 4, 1), lag_days=93, cadence_days=31, hosts=("www.mod.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
        terms=Witness("PDL1.0", "mod.go.jp/j/info/contents.html, by a client, 2026"),
    )  # fmt: skip
