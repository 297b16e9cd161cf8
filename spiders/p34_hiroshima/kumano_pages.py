"""熊野町: what it publishes on its own pages."""

from datetime import date

from crawlers.families.list_page import ListPageSpider
from crawlers.source import Expect, Source


class KumanoPages(ListPageSpider):
    """Calls, results, contracts and plans on the pages of Kumano in Hiroshima."""

    name = "kumano_pages"
    # in a survey of the prefecture's sites, 2026
    start_urls = ["https://www.town.kumano.hiroshima.jp/www/genre/1437039308948/index.html"]
    source = Source(
        title="熊野町 入札・契約情報", home="https://www.town.kumano.hiroshima.jp/",
        hosts=("www.town.kumano.hiroshima.jp",), bodies=("JP-JCN-9000020343072",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
