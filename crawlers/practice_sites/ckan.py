"""A CKAN catalogue, all of it invented: datasets about purchases among others, two to a page.

A list in two formats, a ZIP file, results in Shift_JIS, a table on another host, a PDF file, two
cities of one name, a month without contracts, a list of bidders and one of electricity contracts,
and sales, which are none.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from crawlers.practice_site import Asked, Page, Site, type_of

BODIK = "data.bodik.jp"
HEADINGS = "件名", "開札日", "予定価格（税抜）", "落札者", "落札金額（税抜）", "結果"
AWARDS: Sequence[Sequence[str]] = (
    ("架空橋補修工事", "令和7年6月10日", "12000000", "架空・見本特定建設工事共同企業体", "11500000",
     "落札（くじ）"),
    ("架空小学校外壁改修工事①", "令和7年6月10日", "*********", "", "", "不調"),
    ("架空公園遊具設置工事", "令和7年6月11日", "3000000", "", "", "中止"),
    ("架空電算機器の借入れ", "令和7年6月12日", "5000000", "株式会社見本電算", "4900000", "落札"),
    ("架空道路照明設置工事", "令和7年6月13日", "5000000", "株式会社見本電設", "*********", "落札"),
    ("架空側溝清掃単価契約", "令和7年6月13日", "非公表", "有限会社架空環境\n株式会社見本清掃",
     "1200", "落札"),
)  # fmt: skip

Datasets = Sequence[Mapping[str, Any]]


def ckan(datasets: Datasets | None = None, most: int = 2) -> dict[str, Site]:
    """The catalogue by its host; ``most``: datasets that one answer holds, however many asked."""
    listed = sorted(DATASETS if datasets is None else datasets, key=lambda one: str(one["name"]))
    files = _files()

    def site(asked: Asked) -> Page | None:
        if asked.path == "/api/3/action/package_search":
            return _answer(listed, asked, most)
        return files.get(asked.path)

    return {BODIK: site}


def _answer(datasets: Datasets, asked: Asked, most: int) -> Page:
    if not asked.value("q") or not asked.value("start").isdecimal():
        return refused("Validation Error", 409)
    start, rows = int(asked.value("start")), min(int(asked.value("rows") or 10), most)
    result = {"count": len(datasets), "sort": asked.value("sort"), "facets": {},
              "results": datasets[start : start + rows]}  # fmt: skip
    answer = {"help": f"https://{BODIK}/api/3/action/help_show?name=package_search",
              "success": True, "result": result}  # fmt: skip
    return Page(json.dumps(answer, ensure_ascii=False).encode(), "application/json;charset=utf-8")


def refused(why: str, status: int = 200) -> Page:
    """The answer of CKAN to a question that it doesn't take."""
    answer = {"help": "", "success": False, "error": {"__type": why, "message": why}}
    return Page(json.dumps(answer).encode(), "application/json", status)


def resource(
    id: str, name: str, format: str, file: str, modified: str | None = "2025-07-01T00:00:00.000000"
) -> dict[str, Any]:
    """A resource that the catalogue keeps; ``file`` may be a whole address."""
    url = file if "://" in file else f"https://{BODIK}/dataset/d/resource/{id}/download/{file}"
    return {"id": id, "name": name, "format": format, "url": url, "url_type": "upload",
            "last_modified": modified, "created": "2025-06-01T00:00:00", "hash": "", "size": None,
            "mimetype": None, "position": 0, "state": "active"}  # fmt: skip


def dataset(
    name: str, title: str, body: str, *resources: Mapping[str, Any], tags: Sequence[str] = ()
) -> dict[str, Any]:
    """A dataset of an organisation."""
    return {"id": f"id-{name}", "name": name, "title": title, "license_title": "CC BY 4.0",
            "license_id": "cc-by", "notes": "練習用のデータです。契約や入札という言葉もあります。",
            "organization": {"name": "o", "title": body, "is_organization": True},
            "tags": [{"name": tag, "display_name": tag} for tag in tags],
            "resources": list(resources), "metadata_modified": "2025-07-01T00:00:00"}  # fmt: skip


DATASETS: Datasets = (
    dataset("a-fukuoka", "令和7年度　入札結果", "福岡市",
            resource("r1", "入札結果（CSV）", "CSV", "awards.csv"),
            resource("r2", "入札結果（Excel）", "XLSX", "awards.xlsx"),
            resource("r12", "不用品売払いの入札結果", "CSV", "sold.csv")),
    dataset("b-fuchu", "契約一覧", "府中市", resource("r3", "6月分", "zip", "june.zip")),
    dataset("c-kaga", "財政", "加賀市", resource("r4", "随意契約の結果", "", "direct.csv"),
            resource("r13", "6月の随意契約の結果", "CSV", "none.csv"),
            resource("r5", "決算", "CSV", "budget.csv"), tags=("財政",)),
    dataset("d-library", "図書館", "加賀市", resource("r6", "利用者数", "CSV", "library.csv")),
    dataset("d-sales", "市有地売却", "加賀市", resource("r11", "入札結果", "CSV", "sales.csv")),
    dataset("e-names", "入札参加資格者名簿", "加賀市", resource("r7", "名簿", "CSV", "names.csv"),
            tags=("入札・契約",)),
    dataset("f-away", "発注見通し", "加賀市",
            resource("r8", "発注見通し", "CSV", "https://files.example.jp/plan.csv"),
            resource("r9", "発注見通し（PDF）", "PDF", "plan.pdf")),
    dataset("g-power", "契約電力", "加賀市", resource("r10", "契約電力", "CSV", "power.csv")),
)  # fmt: skip
"""Eight datasets, three with tables to take: 6 notices, 6 and 6, and a table without any."""


def _files() -> dict[str, Page]:
    told = io.StringIO()
    csv.writer(told).writerows((HEADINGS, *AWARDS))
    sheet = told.getvalue()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("6月.csv", (2025, 7, 1, 0, 0, 0)), sheet.encode())
    other = "件名,年度\r\n図書館,令和7年度\r\n"
    found = {
        ("r1", "awards.csv"): sheet.encode("cp932"),
        ("r2", "awards.xlsx"): _book(),
        ("r3", "june.zip"): packed.getvalue(),
        ("r4", "direct.csv"): sheet.replace("架空", "例示").encode("utf-8-sig"),
        ("r6", "library.csv"): other.encode(),
        ("r13", "none.csv"): (",".join(HEADINGS) + "\r\n該当なし,,,,,\r\n").encode("utf-8-sig"),
    }
    return {
        f"/dataset/d/resource/{id}/download/{name}": Page(body, type_of(name))
        for (id, name), body in found.items()
    }


def _book() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 7, 1)})  # the same bytes each time
        sheet = book.add_worksheet("入札結果")
        for at, row in enumerate((HEADINGS, *AWARDS)):
            sheet.write_row(at, 0, [int(cell) if cell.isdecimal() else cell for cell in row])
    return made.getvalue()
