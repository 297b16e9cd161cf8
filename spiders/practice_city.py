"""架空市, the invented city of the demo; its site is in ``data/practice``."""

from datetime import date

from crawlers.families.file_list import FileListSpider
from crawlers.source import Expect, Source


class PracticeCity(FileListSpider):
    """Monthly workbooks of bid results of a city that doesn't exist."""

    name = "practice_city"
    source = Source(
        title="架空市 入札結果（架空）",
        bodies=("JP-JCN-5000020479993",),
        home="https://www.city.kakuu.example.jp/",
        stages=("result",),
        since=date(2024, 4, 1),
        lag_days=31,
        expect=Expect(items=(1, 1000), within_days=3650, fields={"title": 1.0}),
        hosts=("www.city.kakuu.example.jp",),
        invented=True,
    )
    start_urls = ["https://www.city.kakuu.example.jp/nyusatsu/kekka/index.html"]
    pages = "main ul.list a"
