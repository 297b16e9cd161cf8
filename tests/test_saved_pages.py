"""Saved pages stand for their site: what a new user does to try a source without the network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from engine import Place, crawl
from test_cli import chotatsu

from crawlers.cli.practice import sites
from crawlers.practice_site import Asked, PracticeServer
from crawlers.saved_pages import site_of_saved
from pipelines.errors import ArgumentError

BEGIN = "https://www.city.kaga.ishikawa.jp/nyusatsu/"
CASE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="https://www.city.sakurai.lg.jp/sosiki/keiyaku/{number}.html">
</head><body><h1>{title}</h1><p>更新日：2026年02月02日</p>
<table><tr><th>工事名</th><td>架空橋補修工事</td></tr><tr><th>公告日</th><td>令和8年2月2日</td></tr>
<tr><th>工事場所</th><td>架空町地内</td></tr></table><a href="koukoku.pdf">公告</a></body></html>"""
"""An invented page of one case, laid out as SMART L-Gov does (桜井市, 2026)."""


def name_of(place: Path, path: str, **query: list[str]) -> str | None:
    """What is served at a path: the words of the file, which are its name here."""
    found = site_of_saved(place, BEGIN)(Asked(path, query=query))
    return found.body.decode().rpartition("-->")[2] if found else None


def test_each_file_is_served_where_it_is_from(tmp_path: Path) -> None:
    (tmp_path / "list.html").write_text("<html>--><!-- list", "utf-8")
    assert name_of(tmp_path, "/nyusatsu/") == "<!-- list"
    own = "<!-- saved from url=(0031){} -->\n<html><!-- -->{}"
    for file, address in (("a.html", "1.html"), ("b.htm", "show.php?id=7&amp;m=")):
        path = "https://www.city.kaga.ishikawa.jp/k/" + address.replace("&amp;", "&")
        (tmp_path / file).write_text(own.format(path, file), "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "別紙 1.pdf").write_text("paper", "utf-8")
    assert name_of(tmp_path, "/k/1.html") == "a.html"
    assert name_of(tmp_path, "/k/show.php", id=["7"], m=[""]) == "b.htm"
    assert name_of(tmp_path, "/k/show.php", id=["8"], m=[""]) is None
    assert name_of(tmp_path, "/x/%E5%88%A5%E7%B4%99%201.pdf") == "paper"
    assert name_of(tmp_path, "/a.html") is None  # a page has an address, not a name


def test_the_only_page_is_where_the_crawl_begins_as_well(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><base href='https://a.example.jp/x.html'><!-- -->one", "utf-8")
    assert [name_of(page, path) for path in ("/x.html", "/nyusatsu/", "/")] == ["one", "one", None]


def test_a_category_names_the_saved_pages_and_no_list_of_one_year(tmp_path: Path) -> None:
    title = "架空橋補修工事の入札公告"
    (tmp_path / "a.html").write_text(CASE.format(title=title, number=6596), "utf-8")
    year = CASE.replace("{number}.html", "R7/index.html").format(title="令和7年度")
    (tmp_path / "b.html").write_text(year, "utf-8")
    site = site_of_saved(tmp_path, "https://www.city.sakurai.lg.jp/sosiki/")
    answer = site(Asked("/sosiki/index.tree.json"))
    assert answer
    [entry] = json.loads(answer.body)
    assert (entry["page_no"], entry["page_name"]) == ("6596", title)
    assert entry["publish_datetime"] == "2026-02-02"
    (tmp_path / "index.tree.json").write_text("[]", "utf-8")
    answer = site(Asked("/sosiki/index.tree.json"))
    assert answer
    assert answer.body == b"[]"


def test_a_saved_page_becomes_notices_and_what_it_lacks_is_told(tmp_path: Path) -> None:
    """The real engine: the page, then its paper, which nobody saved."""
    page = tmp_path / "saved" / "page.html"
    page.parent.mkdir()
    page.write_text(CASE.format(title="架空橋補修工事の入札公告", number=6596), "utf-8")
    missed: list[str] = []
    place = Place(tmp_path)
    served = sites([f"sakurai_pages={page.parent}"])
    with PracticeServer(served, missed=lambda host, path: missed.append(host + path)) as server:
        answer = crawl(place, server, {"names": ["sakurai_pages"]})
    assert answer["runs"]["sakurai_pages"]["verdict"] == "short"
    assert missed == ["www.city.sakurai.lg.jp/sosiki/keiyaku/koukoku.pdf"]
    page.write_text(page.read_text("utf-8").replace("koukoku.pdf", ""), "utf-8")
    with PracticeServer(served) as server:
        answer = crawl(place, server, {"names": ["sakurai_pages"]})
    assert answer["runs"]["sakurai_pages"]["verdict"] == "ok", answer["runs"]
    [(record,)] = place.query("SELECT record FROM notice_versions WHERE number = 2")
    notice = json.loads(record)
    assert (notice["title"], notice["published"]) == ("架空橋補修工事", "2026-02-02")


def test_a_page_that_a_family_cannot_crawl_is_one_sentence(tmp_path: Path) -> None:
    """What is expected to happen to a new user needs no way through Scrapy's code."""
    (tmp_path / "page.html").write_text("<html><h1>入札結果</h1><table></table>", "utf-8")
    with PracticeServer(sites([f"mlit_chubu={tmp_path}"])) as server:
        practice = {"CHOTATSU_PRACTICE": server.address, "CHOTATSU_PRACTICE_DELAY": "0"}
        done = chotatsu(tmp_path, "crawl", "mlit_chubu", **practice)
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert "expected a link to a workbook" in done.stderr
    assert "mlit_chubu: broken. expected a link to a workbook" in done.stdout


@pytest.mark.parametrize("told", ["sakurai_pages", "sakurai_pages=", "nobody=.", "=.",
                                  "sakurai_pages=nowhere.html"])  # fmt: skip
def test_what_is_no_source_or_no_file(told: str) -> None:
    with pytest.raises(ArgumentError, match="expected SOURCE=PATH"):
        sites([told])


@pytest.mark.parametrize(("first", "second"), [("gifu_news", "gifu_pages"), ("naha_news",) * 2])
def test_a_host_is_served_once(first: str, second: str, tmp_path: Path) -> None:
    """The last one won, and the crawl of the other found pages that aren't its own."""
    for file in ("one.html", "other.html"):
        (tmp_path / file).write_text("<title>入札</title>", "utf-8")
    both = [f"{first}={tmp_path / 'one.html'}", f"{second}={tmp_path / 'other.html'}"]
    with pytest.raises(ArgumentError) as told:
        sites(both)
    assert all(words in str(told.value) for words in (*both, "city."))
    assert sites([*both[:1], f"kakogawa_pages={tmp_path / 'other.html'}"])


def test_a_file_that_is_no_page_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "book.html").write_bytes(b"PK\x03\x04")
    with pytest.raises(ArgumentError, match="expected a page"):
        sites([f"sakurai_pages={tmp_path}"])
