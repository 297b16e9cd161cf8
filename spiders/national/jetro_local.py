"""JETRO 政府公共調達データベース, 地方公共団体."""

from datetime import date

from crawlers.families.jetro import JetroSpider
from crawlers.source import LARGE_BODIES, Expect, Source


class JetroLocal(JetroSpider):
    """GPA-size notices of prefectures and designated cities."""

    name = "jetro_local"
    source = Source(
        title="JETRO 政府公共調達データベース（地方公共団体）",
        bodies=LARGE_BODIES,
        home="https://www.jetro.go.jp/gov_procurement/",
        stages=("plan", "tender", "award"),
        since=date(2015, 4, 1),  # a guess by how fast its numbers grow
        lag_days=30,
        cadence_days=1,
        expect=Expect(items=(1, 200_000), within_days=14, fields={"title": 0.95}),
        hosts=("www.jetro.go.jp",),
    )
    block, prefix = 33686978, "local_"
    article = "/gov_procurement/local/articles/{aid}.html"
