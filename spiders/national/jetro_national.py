"""JETRO 政府公共調達データベース, 国・独立行政法人等."""

from datetime import date

from crawlers.families.jetro import JetroSpider
from crawlers.source import MINISTRIES, Expect, Source


class JetroNational(JetroSpider):
    """GPA-size notices of ministries and incorporated bodies, in the words of 官報."""

    name = "jetro_national"
    source = Source(
        title="JETRO 政府公共調達データベース（国・独立行政法人等）",
        bodies=MINISTRIES,
        home="https://www.jetro.go.jp/gov_procurement/",
        stages=("plan", "tender", "award"),
        since=date(2015, 4, 1),  # a guess by how fast its numbers grow
        lag_days=30,
        cadence_days=1,
        expect=Expect(items=(1, 200_000), within_days=14, fields={"title": 0.95}),
        hosts=("www.jetro.go.jp",),
    )
    block = 33235812
    article = "/gov_procurement/national/articles/{xid}/{aid}.html"
