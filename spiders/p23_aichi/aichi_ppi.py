"""あいち電子調達共同システム（CALS/EC）: one servlet of SuperCALS."""

from datetime import date

from crawlers.families.ej_ppi import EjPpiSpider
from crawlers.source import Expect, Source, local_bodies


class AichiPpi(EjPpiSpider):
    """Notices and results of 愛知県 and the municipalities that its form offers."""

    name = "aichi_ppi"
    start_urls = ["https://www.chotatsu.e-aichi.jp/ebidPPIPublish/EjPPIj"]
    each = True
    source = Source(
        title="あいち電子調達共同システム（CALS/EC）",
        bodies=local_bodies("23000", "23212"),
        home=start_urls[0],
        stages=("result", "tender"), since=date(2021, 4, 1), lag_days=31, cadence_days=1,
        hosts=("www.chotatsu.e-aichi.jp",),
        expect=Expect(items=(1, 500_000), within_days=21, fields={"title": 0.99}),
    )  # fmt: skip
