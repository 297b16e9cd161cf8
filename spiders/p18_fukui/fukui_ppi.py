"""福井県 電子調達システム 入札情報サービス: one servlet of SuperCALS."""

from datetime import date

from crawlers.families.ej_ppi import EjPpiMenuSpider
from crawlers.source import Expect, Source, local_bodies


class FukuiPpi(EjPpiMenuSpider):
    """Notices and results of 福井県 and the municipalities that its form offers."""

    name = "fukui_ppi"
    start_urls = ["https://www2.ebid.pref.fukui.jp/ebidPPIPublish/EjPPIj"]
    fields = {**EjPpiMenuSpider.fields, "KikanNO": "0001000"}  # 福井県, as a client asks, 2026
    source = Source(
        title="福井県 電子調達システム 入札情報サービス",
        bodies=local_bodies("18000"),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2021, 4, 1), lag_days=31, cadence_days=1,
        hosts=("www2.ebid.pref.fukui.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99}),
    )  # fmt: skip
