"""Conditional requests with the real engine: what didn't change isn't sent, and counts as seen."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from engine import Place, crawl, environment
from misbehaving import LIST, host_of
from sqlalchemy import text

from crawlers.practice_site import Asked, Page, PracticeServer, Site, site_of_pages, with_validators
from crawlers.revisit import conditions_for, renewed, same_tag
from pipelines.archive import Archive
from pipelines.lookups import data_path
from pipelines.store.session import open_store

KEKKA = data_path("practice", "www.city.kakuu.example.jp") / "nyusatsu" / "kekka" / "r06"
BOOKS = [(KEKKA / name).read_bytes() for name in ("koji202404.xlsx", "koji202406.xlsx")]
OTHER = (KEKKA / "koji202412.xlsx").read_bytes()
HOST = host_of("good")
ASKED: dict[str, Any] = {"names": ["good"], "modules": ["misbehaving"]}
LIST_HTML = '<li><a href="1.xlsx">令和6年4月分</a></li><li><a href="2.xlsx">令和6年6月分</a></li>'
TWO_GOOD = "SELECT status, count(*) FROM fetches GROUP BY status ORDER BY status"


class Site304:
    """A site with validators, counted by status; ``pages`` may be changed between crawls."""

    def __init__(self) -> None:
        self.pages = {
            LIST: Page(LIST_HTML.encode(), "text/html"),
            "/kekka/1.xlsx": Page(BOOKS[0], "application/vnd.ms-excel"),
            "/kekka/2.xlsx": Page(BOOKS[1], "application/vnd.ms-excel"),
        }
        self.answers: list[tuple[str, int]] = []
        self.asked: list[Asked] = []
        self._site: Site = with_validators(site_of_pages(self.pages))

    def __call__(self, asked: Asked) -> Page | None:
        found = self._site(asked)
        if found and asked.path.startswith("/kekka/"):
            self.answers.append((asked.path.removeprefix("/kekka/"), found.status))
            self.asked.append(asked)
        return found

    def again(self) -> "Site304":
        self.answers.clear()
        self.asked.clear()
        return self


@pytest.fixture
def site() -> Site304:
    return Site304()


@pytest.fixture
def server(site: Site304) -> Iterator[PracticeServer]:
    with PracticeServer({HOST: site}) as server:
        yield server


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def run(place: Place, server: PracticeServer, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = crawl(place, server, {**ASKED, **more})["runs"]["good"]
    return found


def test_what_did_not_change_is_not_sent_again_and_counts_as_seen(
    place: Place, server: PracticeServer, site: Site304
) -> None:
    first = run(place, server)
    assert (first["verdict"], first["files"], first["unmodified"]) == ("ok", 2, 0)
    assert not any("if-none-match" in asked.headers for asked in site.asked)
    before, seen = place.content(), place.query("SELECT id, last_seen FROM notices ORDER BY id")
    kept = sorted(Path(place.archive, "originals").rglob("*"))

    site.again()
    second = run(place, server)
    assert site.answers == [("index.html", 200), ("1.xlsx", 304), ("2.xlsx", 304)]
    assert (second["verdict"], second["files"], second["unmodified"]) == ("quiet", 2, 2)
    assert (second["new"], second["changed"], second["same"]) == (0, 0, first["new"])
    assert place.content() == before
    later = place.query("SELECT id, last_seen FROM notices ORDER BY id")
    assert all(new > old for (_, old), (_, new) in zip(seen, later, strict=True))
    assert sorted(Path(place.archive, "originals").rglob("*")) == kept

    third = run(place, server)  # what is known of a 304 is enough to ask once more
    assert (third["verdict"], third["unmodified"]) == ("quiet", 2)
    assert place.query(TWO_GOOD) == [(200, 2), (304, 4)]


def test_a_changed_file_is_sent_and_gets_a_version(
    place: Place, server: PracticeServer, site: Site304
) -> None:
    run(place, server)
    site.pages["/kekka/2.xlsx"] = Page(OTHER, "application/vnd.ms-excel")
    second = run(place, server)
    assert (second["verdict"], second["unmodified"], second["new"] > 0) == ("ok", 1, True)
    third = run(place, server)
    assert (third["verdict"], third["unmodified"], third["same"]) == (
        "quiet",
        2,
        second["new"] + second["same"],
    )


@pytest.mark.parametrize("harm", ["lost", "damaged", "bad run", "killed", "unread", "long ago"])
def test_what_cannot_be_answered_from_the_archive_is_asked_for_plainly(
    harm: str, place: Place, server: PracticeServer, site: Site304
) -> None:
    """Whatever happened in between: the next crawl is good, and the archive is whole again."""
    new = run(place, server)["new"]
    sha256 = hashlib.sha256(BOOKS[0]).hexdigest()
    original = Path(place.archive) / "originals" / sha256[:2] / sha256
    if harm == "lost":
        original.unlink()
    elif harm == "damaged":  # seen only when it is read: after the answer
        original.chmod(0o644)
        original.write_bytes(b"x" * original.stat().st_size)
    changed = {
        "bad run": "UPDATE runs SET verdict = 'short'",
        "killed": "UPDATE runs SET verdict = NULL",
        "unread": "INSERT INTO issues (sha256, position, code, label, text) "
        f"VALUES ('{sha256}', 99, 'damaged', NULL, 'broken off')",
        "long ago": "UPDATE fetches SET fetched_at = '2020-01-01 00:00:00'",
    }
    if harm in changed:
        store = open_store(place.store)
        with store.write() as connection:
            connection.execute(text(changed[harm]))
        store.close()
    site.again()
    second = run(place, server)
    answers = [status for name, status in site.answers if name == "1.xlsx"]
    assert answers == ([304, 200] if harm == "damaged" else [200])
    assert second["verdict"] in ("ok", "quiet"), second["reason"]
    assert second["new"] + second["same"] == new
    if harm == "lost":
        assert Archive(place.archive).get(sha256) == BOOKS[0]


def test_new_words_of_the_list_are_read_with_the_archived_file(
    place: Place, server: PracticeServer, site: Site304
) -> None:
    """The hints changed, the file didn't: it is read again with them, and not sent again."""
    run(place, server)
    html = LIST_HTML.replace("令和6年4月分", "令和6年4月分（工事）")
    site.pages[LIST] = Page(html.encode(), "text/html")
    site.again()
    second = run(place, server)
    assert (second["verdict"], second["unmodified"]) == ("quiet", 2)
    links = place.query("SELECT hints, status FROM fetches WHERE url LIKE '%/1.xlsx' ORDER BY 2")
    assert [json.loads(hints)["context"]["リンク"] for hints, _ in links] == [
        "令和6年4月分", "令和6年4月分（工事）"
    ]  # fmt: skip


def test_a_page_that_is_an_original_still_gives_its_links(
    place: Place, server: PracticeServer, site: Site304
) -> None:
    """The list is kept as an original itself, isn't sent again, and leads to its files."""
    asked: dict[str, Any] = {"names": ["kept_list"], "modules": ["kept_list"]}
    server.sites[host_of("kept_list")] = site
    for verdict, status in (("ok", 200), ("quiet", 304)):
        site.again()
        found = crawl(place, server, asked)["runs"]["kept_list"]
        assert (found["verdict"], found["files"]) == (verdict, 2), found["reason"]
        assert site.answers == [("index.html", status), ("1.xlsx", status), ("2.xlsx", status)]


def test_a_site_that_says_304_without_being_asked_is_found_out(place: Place) -> None:
    site = site_of_pages(
        {
            LIST: Page(LIST_HTML.encode(), "text/html"),
            "/kekka/1.xlsx": Page(BOOKS[0], "application/vnd.ms-excel"),
            "/kekka/2.xlsx": Page(b"", "text/html", 304, (("Content-Encoding", "gzip"),)),
        }
    )
    with PracticeServer({HOST: site}) as server:
        found = run(place, server)
        assert (found["verdict"], "found 304 at" in found["reason"]) == ("short", True)
        server.sites[HOST] = site_of_pages({LIST: Page(b"", "text/html", 304)})
        found = run(place, server)
        assert (found["verdict"], "found 304 at" in found["reason"]) == ("broken", True)


def test_a_site_that_speaks_of_another_version_is_asked_plainly(place: Place) -> None:
    """Its 304 names an ETag that we don't hold: only the whole file settles it."""
    pages = {
        LIST: Page(b"<a href=1.xlsx>4</a>", "text/html"),
        "/kekka/1.xlsx": Page(BOOKS[0], "application/zip", headers=(("ETag", '"a"'),)),
    }

    def site(asked: Asked) -> Page | None:
        if "if-none-match" in asked.headers:
            return Page(b"", "text/html", 304, (("ETag", '"b"'),))
        return pages.get(asked.path)

    with PracticeServer({HOST: site}) as server:
        run(place, server)
        pages["/kekka/1.xlsx"] = Page(OTHER, "application/zip", headers=(("ETag", '"b"'),))
        found = run(place, server)
        assert (found["verdict"], found["unmodified"], found["new"] > 0) == ("ok", 0, True)
        paths = [path for _, path in server.seen.requests]
    assert paths[-3:] == [LIST, "/kekka/1.xlsx", "/kekka/1.xlsx"]


def test_a_condition_does_not_follow_a_redirect(place: Place) -> None:
    """A file that moved is asked for at its new address without the old one's ETag."""
    old = Page(BOOKS[0], "application/zip", headers=(("ETag", '"a"'),))
    pages = {LIST: Page(b"<a href=1.xlsx>4</a>", "text/html"), "/kekka/1.xlsx": old}
    with PracticeServer({HOST: site_of_pages(pages)}) as server:
        run(place, server)
        pages["/kekka/1.xlsx"] = Page(b"", "text/html", 302, (("Location", "/new/1.xlsx"),))
        pages["/new/1.xlsx"] = Page(BOOKS[0], "application/zip", headers=(("ETag", '"a"'),))
        assert run(place, server)["verdict"] == "quiet"
        last = server.seen.headers[-2:]
    assert ["If-None-Match" in headers for headers in last] == [True, False]


def test_a_recording_and_a_session_send_no_conditions(
    place: Place, server: PracticeServer, site: Site304
) -> None:
    run(place, server)
    site.again()
    recorded = {"HTTPCACHE_ENABLED": True, "HTTPCACHE_DIR": str(place.folder / "recorded")}
    assert run(place, server, settings=recorded)["unmodified"] == 0
    assert run(place, server, settings={"COOKIES_ENABLED": True})["unmodified"] == 0
    assert {status for _, status in site.answers} == {200}


def test_the_archive_tells_of_a_revisit_and_gives_the_same_store(
    place: Place, server: PracticeServer
) -> None:
    run(place, server)
    run(place, server)
    rebuilt = Place(place.folder, f"sqlite:///{place.folder / 'rebuilt.db'}")
    variables = {"CHOTATSU_DATABASE_URL": rebuilt.store, "CHOTATSU_ARCHIVE": place.archive}
    main = [sys.executable, "-c", "from crawlers.cli import main; main()"]
    for command in (["reread"], ["archive", "export", "--warc", "all.warc.gz"]):
        subprocess.run(
            [*main, *command], cwd=place.folder, env=environment(None, **variables), check=True
        )
    assert rebuilt.content() == place.content()
    assert rebuilt.query(TWO_GOOD) == [(200, 2), (304, 2)]
    warcio = [sys.executable, "-m", "warcio.cli"]
    subprocess.run([*warcio, "check", "all.warc.gz"], cwd=place.folder, check=True)
    index = subprocess.run(
        [*warcio, "index", "-f", "warc-type,http:status,warc-profile", "all.warc.gz"],
        cwd=place.folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    records = [json.loads(line) for line in index.stdout.splitlines()]
    kinds = [(record["warc-type"], record.get("http:status")) for record in records]
    assert kinds.count(("response", "200")) == kinds.count(("revisit", "304")) == 2


@pytest.mark.parametrize(
    ("headers", "conditions"),
    [
        ({"ETag": '"5f3-61a0"'}, {"If-None-Match": '"5f3-61a0"'}),
        ({"etag": 'W/"a"'}, {"If-None-Match": 'W/"a"'}),
        ({"ETag": "5f3-61a0"}, {}),  # no quotes: not an entity tag
        (
            {"Last-Modified": "Wed, 01 Apr 2026 00:00:00 GMT"},
            {"If-Modified-Since": "Wed, 01 Apr 2026 00:00:00 GMT"},
        ),
        # As new as the answer itself: it may have changed again within the second.
        (
            {
                "Last-Modified": "Wed, 01 Apr 2026 00:00:00 GMT",
                "Date": "Wed, 01 Apr 2026 00:00:00 GMT",
            },
            {},
        ),
        ({"Last-Modified": "yesterday"}, {}),
        ({"Content-Type": "text/html"}, {}),
    ],
)
def test_conditions_are_made_of_what_was_offered(
    headers: dict[str, str], conditions: dict[str, str]
) -> None:
    moment = datetime.fromisoformat("2026-04-02T09:00:00+09:00")
    assert conditions_for(tuple(headers.items()), moment) == conditions


def test_an_answer_renews_what_it_says_of_the_file_and_nothing_of_its_content() -> None:
    held = (("ETag", 'W/"a"'), ("Content-Type", "application/zip"), ("Date", "then"))
    came = (("etag", '"a"'), ("Content-Type", "text/html"), ("Date", "now"))
    assert renewed(held, came) == (
        ("Content-Type", "application/zip"), ("etag", '"a"'), ("Date", "now")
    )  # fmt: skip
    assert same_tag(held, came)
    assert same_tag(held, (("Date", "now"),))
    assert not same_tag(held, (("ETag", '"b"'),))
