"""大和高田市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.smart_lgov import SmartLGovSpider
from crawlers.source import Expect, Source


class YamatotakadaPages(SmartLGovSpider):
    """Calls, results, contracts and plans on the pages of Yamatotakada."""

    name = "yamatotakada_pages"
    # a category below it is read by a client, 2026: blocks of label and value
    start_urls = [
        "https://www.city.yamatotakada.nara.jp/soshikikarasagasu/somuka/keiyakukanri/nyusatsu_keiyaku/"
    ]
    source = Source(
        title="大和高田市 入札・契約情報", home="https://www.city.yamatotakada.nara.jp/",
        hosts=("www.city.yamatotakada.nara.jp",), bodies=("JP-JCN-3000020292028",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
