"""大和郡山市: what it publishes on its own pages."""

from datetime import date

from crawlers.families.smart_lgov import SmartLGovSpider
from crawlers.source import Expect, Source


class YamatokoriyamaPages(SmartLGovSpider):
    """Calls, results, contracts and plans on the pages of Yamatokoriyama."""

    name = "yamatokoriyama_pages"
    # trees below it are read by a client, 2026; a stored page of 2025
    start_urls = ["https://www.city.yamatokoriyama.lg.jp/shigoto_sangyo/nyusatsu_keiyaku/"]
    source = Source(
        title="大和郡山市 入札・契約情報", home="https://www.city.yamatokoriyama.lg.jp/",
        hosts=("www.city.yamatokoriyama.lg.jp",), bodies=("JP-JCN-3000020292036",),
        stages=("plan", "tender", "result", "contract"), since=date(2024, 4, 1),
        lag_days=60, cadence_days=7,
        expect=Expect(items=(1, 20_000), within_days=93, fields={"title": 0.7}),
    )  # fmt: skip
