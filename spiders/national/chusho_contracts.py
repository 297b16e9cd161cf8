"""中小企業庁: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class ChushoContracts(DisclosureSpider):
    """Contracts of the Small and Medium Enterprise Agency."""

    name = "chusho_contracts"
    # seen in meti-funding-watch's register of sources, 2026-08: tables of a page, a year each
    start_urls = ["https://www.chusho.meti.go.jp/koukai/nyusatsu/index.html"]
    source = Source(
        title="中小企業庁 契約に係る情報の公表",
        bodies=("JP-BODY-chusho",),
        home="https://www.chusho.meti.go.jp/",
        stages=("contract",),
        since=date(2017, 4, 1), lag_days=93, cadence_days=31, hosts=("www.chusho.meti.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
