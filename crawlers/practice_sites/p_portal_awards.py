"""A practice site for 調達ポータル 落札実績オープンデータ: invented awards behind real addresses.

It behaves as clients of the real one tell: a page whose links are calls of a script, files on
another host, a page with status 200 in place of a file that isn't there, no robots.txt. Firms,
cases and prices are made up; so is every 法人番号, though its check digit holds.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from crawlers.practice_site import Asked, Page, Site
from pipelines.normalise.bodies import corporate_check_digit

WWW, API = "www.p-portal.go.jp", "api.p-portal.go.jp"
LIST, DOWNLOAD = "/pps-web-biz/UAB02/OAB0201", "/pps-web-biz/UAB03/OAB0301"
_LOGIN = "/pps-auth-biz/login-cert"

Row = tuple[str, ...]
"""Number of the case, title, day, price, body, method, firm, 法人番号: all as printed."""

_PAGE = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="UTF-8"><title>落札実績オープンデータのダウンロード</title>
<script type="text/javascript">
var uab02FileDownloadUrl = "https://{api}{download}?fileversion=v001&filename=";
function doDownload(fileName) {{ location.href = uab02FileDownloadUrl + fileName; }}
</script></head>
<body><form id="tri_menu" action="/pps-web-biz/UZA01/OZA0101" method="post"></form>
<h1>落札実績オープンデータのダウンロード</h1>
<p>練習用のページです。掲載データはすべて架空です。全件データは前月末時点のものです。</p>
<h2>全件データ</h2><table><tr><th>年度</th><th>ファイル名</th></tr>{years}</table>
<h2>差分データ</h2><table><tr><th>日付</th><th>ファイル名</th></tr>{days}</table>
</body></html>"""
_ROW = (
    '<tr><td>{label}</td><td><a href="javascript:void(0);" onclick="doDownload(\'{name}\');'
    'return false;">{name}</a></td></tr>'
)
_NONE = (
    '<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title>調達ポータル</title></head>'
    "<body><h1>調達ポータル</h1><p>指定されたデータはありません。</p></body></html>"
)
_LOGIN_PAGE = (
    '<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title>ログイン</title></head>'
    "<body><h1>ログイン</h1><form method=post><input type=password></form></body></html>"
)


@dataclass
class Awards:
    """What the site has: rows by fiscal year and by day; change it between two crawls.

    ``lost`` are names that the page shows and for which a page comes in place of the file.
    """

    years: dict[int, list[Row]] = field(default_factory=dict)
    days: dict[date, list[Row]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    def files(self) -> dict[str, list[Row]]:
        """The rows of every file by its name."""
        return {year_file(year): rows for year, rows in self.years.items()} | {
            day_file(day): rows for day, rows in self.days.items()
        }


def sites(awards: Awards | None = None) -> dict[str, Site]:
    """Both hosts of the system, with these awards or some that are made up."""
    held = awards or invented()

    def portal(asked: Asked) -> Page | None:
        if asked.path == LIST:
            return Page(_listing(held).encode(), "text/html;charset=UTF-8")
        if asked.path == _LOGIN:
            return Page(_LOGIN_PAGE.encode(), "text/html;charset=UTF-8")
        # No robots.txt, no feed, no sitemap: seen by a client's probe on 2026-04-30.
        return Page(b"", "text/html", 302, (("Location", f"https://{WWW}{_LOGIN}"),))

    def files(asked: Asked) -> Page | None:
        if asked.path != DOWNLOAD or asked.value("fileversion") != "v001":
            return None
        name = asked.value("filename")
        rows = None if name in held.lost else held.files().get(name)
        if rows is None:
            return Page(_NONE.encode(), "text/html;charset=UTF-8")
        return Page(packed(name, rows), "application/octet-stream")

    return {WWW: portal, API: files}


def packed(name: str, rows: Iterable[Row]) -> bytes:
    """The zip of a file: one CSV in UTF-8 with BOM, CRLF, every cell in quotes, no header."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(name.replace(".zip", ".csv"))
        member.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(member, "\ufeff" + text.getvalue())
    return packed.getvalue()


def year_file(year: int) -> str:
    """The name of the whole file of a fiscal year."""
    return f"successful_bid_record_info_all_{year}.zip"


def day_file(day: date) -> str:
    """The name of the changes of a day."""
    return f"successful_bid_record_info_diff_{day:%Y%m%d}.zip"


def award(
    number: int, day: str, price: str = "1650000.00", *, title: str = "", firm: int = 1,
    body: str = "S1", method: str = "8002010",
) -> Row:  # fmt: skip
    """A row of an invented award."""
    name, id = supplier(firm)
    shown = title or f"架空庁舎清掃業務（その{number}）"
    return (f"{number:019}", shown, day, price, body, method, name, id)


def supplier(number: int) -> tuple[str, str]:
    """An invented firm and a 法人番号 that is right by its check digit."""
    base = f"999999{number:06}"
    return f"株式会社架空第{number}商会", corporate_check_digit(base) + base


def invented() -> Awards:
    """Two years as of the end of August 2026, and the days around it."""
    years = {
        2025: [award(n, f"2025-{n:02}-15", f"{n}650000.00", firm=n % 3 + 1) for n in range(4, 10)],
        2026: [
            award(101, "2026-04-01", "161000000.00", method="8002040"),
            award(102, "2026-06-10", "76743905.00", title="架空官署で使用する電気の購入", firm=2),
            award(
                103, "2026-07-01", "980000.00", title="不用物品の売払い", method="8002020", firm=3
            ),
            award(104, "2026-08-03", "1530.50", title="自動車用燃料の購入（単価）", firm=2),
            award(105, "2026-08-20", "5400000.00", body="JA", firm=1),
            award(105, "2026-08-20", "4200000.00", body="JA", firm=2, method="8002050"),
        ],
    }
    days = {
        date(2026, 8, 20): [award(105, "2026-08-20", "9999999.00", body="JA", firm=1)],
        date(2026, 9, 1): [award(106, "2026-08-31", "2310000.00", firm=2)],
        date(2026, 9, 3): [award(107, "2026-09-02", "3080000.00", firm=3)],
    }
    return Awards(years, days)


def _listing(held: Awards) -> str:
    return _PAGE.format(
        api=API,
        download=DOWNLOAD,
        years=_rows({f"{year}年度": year_file(year) for year in sorted(held.years)}),
        days=_rows({f"{day:%Y/%m/%d}": day_file(day) for day in sorted(held.days)}),
    )


def _rows(names: Mapping[str, str]) -> str:
    return "".join(_ROW.format(label=label, name=name) for label, name in names.items())
