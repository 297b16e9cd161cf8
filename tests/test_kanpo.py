"""The official gazette, crawled from its practice site with the real engine."""

from collections.abc import Callable
from pathlib import Path

import pytest
from engine import Place, crawl

from crawlers.practice_site import Asked, Page, PracticeServer, Site
from crawlers.practice_sites.kanpo import CLOSED, HOST, kanpo

ASKED = {"names": ["kanpo"]}


def with_change(change: Callable[[Asked, Page], Page | None]) -> dict[str, Site]:
    """The practice site with some of its answers changed."""
    site = kanpo()[HOST]
    return {HOST: lambda asked: (page := site(asked)) and change(asked, page)}


def edited(path: str, old: str, new: str) -> dict[str, Site]:
    """The practice site with a text replaced on the pages whose path ends so."""

    def change(asked: Asked, page: Page) -> Page:
        if not asked.path.endswith(path):
            return page
        assert old.encode() in page.body
        return Page(page.body.replace(old.encode(), new.encode()), page.type)

    return with_change(change)


def test_every_issue_of_the_edition_comes_whole(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with PracticeServer(kanpo()) as server:
        run = crawl(place, server, ASKED)["runs"]["kanpo"]
    assert run["verdict"] == "ok", run["reason"]
    assert "out of reach: issues before 20250714" in run["reason"]
    assert (run["files"], run["stated"], run["found"]) == (3, 3, 3)
    assert place.query("SELECT count(*), count(DISTINCT id) FROM notices") == [(10, 10)]
    assert place.query("SELECT count(*) FROM issues WHERE code = 'sameIdentity'") == [(0,)]
    asked = {path for _, path in server.seen.requests}
    assert not any("20250715h" in path or "20250714g" in path for path in asked), "other editions"
    # Each address but the first was given by a page: none is made up from a number.
    assert {path for path in asked if path.endswith(".pdf")} == {
        "/20250714/20250714c00129/pdf/20250714c00129full00010001.pdf",
        "/20250715/20250715c00130/pdf/20250715c001300001.pdf",
        "/20250715/20250715c00130/pdf/20250715c001300002.pdf",
    }


def test_a_robots_txt_that_closes_the_days_is_obeyed(tmp_path: Path) -> None:
    with PracticeServer(kanpo(robots=CLOSED)) as server:
        run = crawl(Place(tmp_path), server, ASKED)["runs"]["kanpo"]
    assert run["verdict"] == "blocked", run["reason"]
    assert {path for _, path in server.seen.requests} == {"/robots.txt", "/"}


def test_only_the_days_that_are_asked_for(tmp_path: Path) -> None:
    with PracticeServer(kanpo()) as server:
        asked = ASKED | {"since": "2025-07-14", "until": "2025-07-14"}
        run = crawl(Place(tmp_path), server, asked)["runs"]["kanpo"]
    assert (run["verdict"], run["files"], run["passed_over"]) == ("ok", 1, 1), run["reason"]
    assert "out of reach" not in run["reason"]


def test_a_file_that_is_linked_itself_needs_no_page_that_shows_it(tmp_path: Path) -> None:
    linked = "/pdf/20250714c00129full00010001.pdf"
    with PracticeServer(edited("/", "/20250714c00129full00010001f.html", linked)) as server:
        run = crawl(Place(tmp_path), server, ASKED)["runs"]["kanpo"]
    assert (run["verdict"], run["found"]) == ("ok", 3), run["reason"]
    assert not any("full00010001f.html" in path for _, path in server.seen.requests)


def test_an_issue_that_is_linked_whole_needs_no_contents(tmp_path: Path) -> None:
    with PracticeServer(edited("/", "20250714c001290000f.html", "x.html")) as server:
        run = crawl(Place(tmp_path), server, ASKED)["runs"]["kanpo"]
    assert (run["verdict"], run["found"]) == ("ok", 3), run["reason"]


@pytest.mark.parametrize(
    ("sites", "says"),
    [
        (edited("/", "c00", "x00"), "an assumption"),
        (edited("/", "/2025", "/s2025"), "expected links to issues"),
        (edited("c001300000f.html", "c00130", "c00999"), "c00130"),
        (edited("full00010001f.html", ".pdf", ".txt"), "expected a PDF of the issue"),
        (edited("c001300000f.html", "c001300001", "c001300003"), "c001300003f.html"),
        (edited("full00010001.pdf", "%PDF", "<p>お探しのページは移動しました</p>"), "a PDF"),
    ],
    ids=["letter", "links", "contents", "frame", "onward", "page-for-a-file"],
)
def test_a_changed_site_is_never_ok(tmp_path: Path, sites: dict[str, Site], says: str) -> None:
    place = Place(tmp_path)
    with PracticeServer(sites) as server:
        run = crawl(place, server, ASKED)["runs"]["kanpo"]
    assert run["verdict"] in ("broken", "short"), run["reason"]
    assert says in run["reason"] or any(says in trouble for trouble in run["troubles"])
    assert place.query("SELECT count(*) FROM notices WHERE first_seen IS NOT NULL") == [(0,)]
