"""那覇市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class NahaPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Naha."""

    name = "naha_pages"
    # seen in two clients' code and on a stored page, 2026
    start_urls = [
        "https://www.city.naha.okinawa.jp/business/touroku/1003701/index.html",
        "https://www.city.naha.okinawa.jp/business/touroku/nyuusatukoukoku/index.html",
    ]
    source = Source(
        title="那覇市 入札・契約情報", home="https://www.city.naha.okinawa.jp/",
        hosts=("www.city.naha.okinawa.jp",), bodies=("JP-JCN-3000020472018",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
