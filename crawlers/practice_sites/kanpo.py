"""The site of the official gazette, invented, as clients of the real one describe it.

A top page with the days on offer; an issue shown whole in a frame, and one page by page only; two
issues of another edition, which nobody may ask for. The PDF files lie in ``data/practice_files``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawlers.practice_site import Asked, Page, Site
from pipelines.lookups import data_path

HOST = "www.kanpo.go.jp"
CLOSED = "User-agent: *\nDisallow: /20\nDisallow: /old/\n"
"""What the real robots.txt says, as two clients read it in 2026."""


@dataclass(frozen=True)
class _Issue:
    """An invented issue: headings by the page on which each begins; ``whole`` its one volume."""

    id: str
    name: str
    headings: Mapping[str, int]
    pages: int
    whole: str | None

    @property
    def folder(self) -> str:
        return f"{self.id[:8]}/{self.id}"

    def path(self, part: str) -> str:
        return f"/{self.folder}/{self.id}{part}"


ISSUES = (
    _Issue("20250715h01507", "本紙<br>(第1507号)", {"官庁報告": 1}, 1, "full00010001"),
    _Issue(
        "20250715c00130", "政府調達<br>(第130号)",
        {"落札者等の公示": 1, "落札者等の公示（続き）": 2}, 2, None,
    ),
    _Issue("20250714g00161", "号外<br>(第161号)", {"省令": 1}, 1, "full00010001"),
    _Issue("20250714c00129", "政府調達<br>(第129号)", {"入札公告": 1}, 1, "full00010001"),
)  # fmt: skip


def kanpo(robots: str | None = None) -> dict[str, Site]:
    """The site by its host; ``robots`` is its robots.txt, None for one open to all."""
    files = data_path("practice_files", "kanpo")

    def site(asked: Asked) -> Page | None:
        if asked.path == "/robots.txt":
            return Page(robots.encode(), "text/plain") if robots else None
        if asked.path in ("/", "/index.html"):
            return _html("官報", _top())
        for issue in ISSUES:
            if asked.path.startswith(f"/{issue.folder}/"):
                return _answer(issue, asked.path)
        return None

    def _answer(issue: _Issue, path: str) -> Page | None:
        part = path.removeprefix(issue.path("")).removesuffix("f.html")
        if part == "0000":
            return _html(issue.name, _contents(issue))
        if part == issue.whole or (part.isdigit() and 1 <= int(part) <= issue.pages):
            return _html(issue.name, _shown(issue, part))
        file = files / path.rpartition("/")[2]
        is_file = "/pdf/" in path and file.is_file()
        return Page(file.read_bytes(), "application/pdf") if is_file else None

    return {HOST: site}


def _html(title: str, body: str) -> Page:
    head = f'<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>{title}</title>'
    return Page(f"{head}<p>練習用のページです。</p>{body}</html>".encode(), "text/html")


def _top() -> str:
    days = dict.fromkeys(issue.id[:8] for issue in ISSUES)
    lists = []
    for day in days:
        entries = "".join(_entry(issue) for issue in ISSUES if issue.id.startswith(day))
        all_of_day = f'<a href="./{day}/{day}.fullcontents.html">全体目次はこちら</a>'
        shown = f"令和 {int(day[:4]) - 2018}年{int(day[4:6])}月{int(day[6:])}日"
        lists.append(f"<dl><dt>{shown}<br>{all_of_day}</dt><dd><ul>{entries}</ul></dd></dl>")
    return f'<div id="todayProducts" class="todayBox">{"".join(lists)}</div>'


def _entry(issue: _Issue) -> str:
    start = f"./{issue.folder}/{issue.id}"
    top = f'<a href="{start}0000f.html" class="articleTop">{issue.name}</a>'
    icon = '<img src="images/icon-file-pdf.png" alt="PDF">'
    pdf = f'<a href="{start}{issue.whole}f.html" class="pdfDlb">{icon}1-{issue.pages}頁[1MB]</a>'
    return f'<li class="articleBox">{top}{pdf if issue.whole else ""}</li>'


def _contents(issue: _Issue) -> str:
    entries = "".join(
        f'<li><a href="{issue.id}{page:04}f.html"><span class="text">{heading}</span>'
        f'<span class="date">{page}</span></a></li>'
        for heading, page in issue.headings.items()
    )
    return f'<div class="contentsBox"><ul>{entries}</ul></div>'


def _shown(issue: _Issue, part: str) -> str:
    onward = f'<a href="{issue.id}{int(part) + 1:04}f.html">次ページ</a>' if part.isdigit() else ""
    last = part.isdigit() and int(part) == issue.pages
    frame = f'<iframe src="./pdf/{issue.id}{part}.pdf" title="PDF"></iframe>'
    return f'<p class="date">{issue.name}</p>{frame}{"" if last else onward}'
