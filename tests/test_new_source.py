"""A page becomes a source: recognised by its fingerprint, written once, and never by accident."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typer
from new_source_pages import (
    AWARDS,
    BOOKS,
    CASES,
    EJ_HOST,
    EJ_PPI,
    FEED,
    PLAIN,
    SMART_L_GOV,
    WITHOUT_FAMILY,
    Case,
)
from test_cli import chotatsu

from crawlers.checks import of_code
from crawlers.cli.adding import new_source
from crawlers.fingerprints import Page, fingerprints, matching, read_page, stages_of
from crawlers.new_source import Proposal, heading_of_a_case, propose
from crawlers.new_spider import NOTE, spider_text, write
from crawlers.practice_site import Asked, PracticeServer
from crawlers.practice_site import Page as Answer
from crawlers.publisher import body_of, publishers, tenant_of
from pipelines.errors import ArgumentError, SetupError

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 26)
SAMPLES = ROOT.parent / "shared" / "samples" / "html"


def proposed(case: Case) -> Proposal:
    page = Page(case.address, case.source)
    [*kinds] = [one for one in matching(page) if one.key == case.kind]
    assert kinds, [one.key for one in matching(page)]
    given = [body_of(case.told)] if case.told else []
    [body] = given or publishers(page, tenant_of(kinds[0], page))
    return propose(page, kinds[0], body, today=TODAY, name=case.name)


def nothing(root: Path) -> bool:
    """Whether a checkout is as ``checkout`` makes it."""
    # What Python compiles when a command looks at the sources is nothing that a command writes.
    found = [path for path in root.rglob("*") if "__pycache__" not in path.parts]
    names = {str(path.relative_to(root)) for path in found if path.is_file()}
    return names == {"scrapy.cfg", "spiders/__init__.py"} and len(found) == 3


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty checkout, the folder in which commands are typed."""
    root = tmp_path / "checkout"
    (root / "spiders").mkdir(parents=True)
    (root / "spiders" / "__init__.py").touch()
    (root / "scrapy.cfg").touch()
    monkeypatch.chdir(root)
    yield root
    assert {path.name for path in tmp_path.iterdir()} <= {"checkout", "page"}


@pytest.mark.parametrize("case", CASES, ids=[f"{one.kind}-{one.body}" for one in CASES])
def test_a_page_is_recognised_with_its_body_and_its_stages(case: Case) -> None:
    page = Page(case.address, case.source)
    assert matching(page)[0].key == case.kind
    found = proposed(case)
    assert (found.body.name, found.stages) == (case.body, case.stages)
    assert found.begin == case.begin
    assert found.since == date(2025, 4, 1)
    assert {"since", "expect", "lag_days"} <= set(found.assumed)


@pytest.mark.parametrize("kind", WITHOUT_FAMILY)
def test_a_system_without_a_family_is_recognised_too(kind: str) -> None:
    address, source = WITHOUT_FAMILY[kind]
    [first, *_] = matching(Page(address, source))
    assert (first.key, first.family_class()) == (kind, None)


def test_every_family_of_a_fingerprint_is_in_the_program() -> None:
    wanted = [one for one in fingerprints().values() if one.family]
    assert [one.key for one in wanted if one.family_class() is None] == []
    assert {case.kind for case in CASES} | set(WITHOUT_FAMILY) == set(fingerprints())
    for one in wanted:
        if family := one.family_class():
            annotated = [vars(base).get("__annotations__", {}) for base in family.__mro__]
            known = {*dir(family), *(name for names in annotated for name in names)}
            assert set(one.parameters) <= known, one.key


def test_what_is_written_is_short_clean_and_read_by_the_linter(tmp_path: Path) -> None:
    """All kinds at once: 25 lines at most, no reading of values, formatted, and correct code."""
    long = "https://www.city.kaga.ishikawa.jp/" + "sangyo/" * 30 + "index.html"
    odd = 'title>"""\'\\ 入札\u202e公告{0}\x07 |' + "長" * 90 + "</title"
    books = replace(CASES[-1], source=BOOKS.replace("title>", odd + ">", 1), name="odd_books")
    cases = [*CASES, replace(CASES[-1], address=long, begin=long, name="long_books"), books]
    for number, case in enumerate(cases):
        text = spider_text(proposed(case))
        assert list(of_code(text)) == []
        assert text.count("\n") <= 25
        folder = tmp_path / f"s{number}"
        folder.mkdir()
        (folder / "a_spider.py").write_text(text, encoding="utf-8")
    config = ["--config", str(ROOT / "pyproject.toml"),
              "--config", 'lint.isort.known-first-party=["crawlers"]']  # fmt: skip
    for command in (["check", "--extend-ignore", "RUF012,INP"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *config, str(tmp_path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "case",
    CASES,
    ids=lambda case: case.kind,
)
def test_a_source_is_written_with_an_empty_recording(case: Case, checkout: Path) -> None:
    found = proposed(case)
    written = write(found, checkout)
    spider = checkout / found.path
    prefecture = found.path.parts[1]
    assert prefecture.startswith(f"p{found.body.prefecture}_")
    note = checkout / "tests" / "sources" / found.name / "README.md"
    assert written == [checkout / "spiders" / prefecture / "__init__.py", spider, note]
    assert note.read_text("utf-8") == NOTE.format(name=found.name)
    namespace: dict[str, object] = {}
    exec(spider.read_text("utf-8"), namespace)
    made = namespace[found.class_name]
    source = made.source  # type: ignore[attr-defined]
    assert (source.bodies, source.checked, source.terms, source.robots) == (
        (found.body.id,), None, None, None,
    )  # fmt: skip
    before = spider.read_bytes()
    with pytest.raises(ArgumentError, match="nothing is overwritten"):
        write(found, checkout)
    assert spider.read_bytes() == before


def test_a_family_that_is_not_there_writes_nothing(checkout: Path) -> None:
    found = proposed(CASES[-1])
    for family in ("crawlers.families.nowhere.NoSpider", "crawlers.families.file_list.NoSpider"):
        with pytest.raises(SetupError, match="in this program"):
            write(replace(found, print=replace(found.print, family=family)), checkout)
        assert nothing(checkout)


def test_what_cannot_be_written_whole_is_not_written(checkout: Path) -> None:
    found = proposed(CASES[-1])
    (checkout / "spiders" / "p34_hiroshima").write_text("in the way", "utf-8")
    with pytest.raises(SetupError, match="expected to write"):
        write(found, checkout)
    assert not (checkout / found.recording).exists()
    with pytest.raises(SetupError, match="the checkout of the project"):
        write(found, checkout / "spiders")


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron", "/tmp/x", "a/b", "a.b", "..", "", " ", "Kaga", "kaga-ppi", "1kaga",
     "kaga__x", "加賀", "kaga\n", "a" * 41, "class", "none", "source", "expect", "file_list_spider",
     "_kaga", "kaga_", "__init__", "kaga\x00", "c:kaga"],
)  # fmt: skip
def test_a_hostile_name_writes_nothing(name: str, checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "page").write_text(BOOKS, "utf-8")
    with pytest.raises(ArgumentError, match="--name: expected small letters"):
        new_source(str(tmp_path / "page"), name=name, url=CASES[-1].address)
    assert nothing(checkout)


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        (b"PK\x03\x04 a workbook", {}, "expected a page"),
        (b"", {}, "expected a page"),
        ("架空,1\n架空,2\n".encode("cp932"), {}, "expected a page"),
        (BOOKS.encode(), {}, "give it by --url"),
        (BOOKS.encode(), {"url": "ftp://www.city.fuchu.hiroshima.jp/"}, "--url: expected"),
        (BOOKS.encode(), {"url": "https://[bad/"}, "--url: expected"),
        # two cities of one name, and nothing that tells which
        (BOOKS.replace("広島県", "").encode(), {"url": "https://www.example.jp/"}, "(132063)"),
        (BOOKS.replace("府中市", "").encode(), {"url": "https://www.example.jp/"}, "--body CODE"),
        (BOOKS.encode(), {"url": "https://www.example.jp/", "body": "99999"}, "--body: expected"),
        (BOOKS.encode(), {"url": "https://www.example.jp/", "body": "172064"}, "--body: expected"),
        (BOOKS.encode(), {"url": "https://www.example.jp/", "family": "x"}, "--family: expected"),
        (BOOKS.encode(), {"url": "https://www.example.jp/", "family": "eTokyo"}, "--family: exp"),
        (EJ_PPI.format(chosen=" selected").encode(), {"url": EJ_HOST}, "--name: expected a name"),
        (b"\x00" * 4000 + b"<html", {}, ""),
    ],
)  # fmt: skip
def test_nothing_is_written_on_error(
    content: bytes, arguments: dict[str, str], told: str, checkout: Path, tmp_path: Path
) -> None:
    (tmp_path / "page").write_bytes(content)
    is_shared = content.startswith(b"<html><head><title>\xe5\x85\xa5\xe6\x9c\xad\xe6\x83\x85")
    if is_shared and fingerprints()["superCals"].family_class() is None:
        told = ""  # recognised, and told that no family crawls it
    with pytest.raises((ArgumentError, typer.Exit)) as raised:
        new_source(str(tmp_path / "page"), **arguments)
    assert told in str(raised.value)
    assert nothing(checkout)


@pytest.mark.parametrize(
    ("charset", "codec"), [("Shift_JIS", "cp932"), ("utf-8", "cp932"), ("EUC-JP", "euc_jp")]
)
def test_a_saved_page_is_read_in_its_own_encoding(charset: str, codec: str) -> None:
    """A page that calls itself utf-8 and isn't is read by its bytes."""
    text = SMART_L_GOV.format(charset=charset, title="入札公告（髙架橋）", path="index.html")
    page = read_page(text.replace("髙", "高" if codec == "euc_jp" else "髙").encode(codec))
    assert page.address == "https://www.city.sakurai.lg.jp/nyusatsu/index.html"
    assert stages_of(page) == ("tender",)
    assert [body.name for body in publishers(page)] == ["桜井市"]


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("<!-- saved from url=(0031)https://www.city.kaga.ishikawa.jp/ -->\n<html>",
         "https://www.city.kaga.ishikawa.jp/"),
        ('<html><meta property="og:url" content="https://a.example.jp/b">', "https://a.example.jp/b"),
        ('<html><base href="https://a.example.jp/c/">', "https://a.example.jp/c/"),
        ('<html><link rel="canonical" href="/only/a/path">', ""),
        ('<html><link rel="canonical" href="file:///etc/passwd">', ""),
        ("<html>", ""),
    ],
)  # fmt: skip
def test_a_saved_page_gives_its_own_address(head: str, address: str) -> None:
    assert read_page(f"{head}<body>加賀市</body></html>".encode()).address == address


@pytest.mark.parametrize(
    ("words", "host", "names"),
    [
        ("大和郡山市 入札", "", ["大和郡山市"]),  # not 郡山市
        ("沖縄県那覇市", "", ["那覇市"]),
        ("沖縄県 契約", "", ["沖縄県"]),
        ("府中市", "www.city.fuchu.hiroshima.jp", ["府中市"]),
        ("府中市", "www.example.jp", ["府中市", "府中市"]),
        ("北海道森町", "www.town.hokkaido-mori.lg.jp", ["森町"]),
        ("加賀市と小松市の入札", "www.example.jp", ["加賀市", "小松市"]),
        ("石川県 加賀市", "www.pref.ishikawa.lg.jp", []),  # a page of the prefecture names no city
        ("窓口", "", []),
    ],
)
def test_whose_page_it_is(words: str, host: str, names: list[str]) -> None:
    address = f"https://{host}/" if host else ""
    found = publishers(Page(address, f"<html><title>{words}</title></html>"))
    assert [body.name for body in found] == names


@pytest.mark.parametrize("code", ["172065", "17206", "加賀市", "JP-JCN-2000020172065"])
def test_a_body_is_given_by_code_id_or_name(code: str) -> None:
    assert body_of(code).name == "加賀市"


@pytest.mark.parametrize(
    ("file", "kind", "body"),
    [
        ("naha-feed.xml", "feed", "那覇市"),
        ("okinawa-pref-feed.xml", "feed", "沖縄県"),
        ("naha-page_proposal.html", "sevenDigits", "那覇市"),
        ("nara-pref-ppi-search-form.html", "dentyo", ""),
        ("sakurai-koukoku.html", "smartLGov", "桜井市"),
        ("yamatokoriyama-announce-r7.html", "smartLGov", "大和郡山市"),
        ("umi-step3-calendar.html", None, "宇美町"),
    ],
)
def test_real_pages_are_recognised(file: str, kind: str | None, body: str) -> None:
    if not SAMPLES.is_dir():
        pytest.skip(f"the real pages are not part of the project, and not in {SAMPLES}")
    page = read_page((SAMPLES / file).read_bytes())
    assert next((one.key for one in matching(page)), None) == kind
    # a frame of a system names its body in no heading, and gives no address
    assert [one.name for one in publishers(page)] == ([body] if body else [])


@pytest.mark.parametrize(
    ("head", "title"),
    [
        # what 大和郡山市's list of one year prints, with the h2 of the menu of every page
        (
            "<title>令和7年度|加賀市</title><h2>キーワード検索</h2><h1>令和7年度</h1>",
            "加賀市 入札・契約情報",
        ),
        ("<title>加賀市 入札公告 | 加賀市</title>", "加賀市 入札公告"),
        # 那覇市 has a 那覇市立図書館: no library 立図書館 of 那覇市
        ("<title>加賀市立図書館の契約</title>", "加賀市 加賀市立図書館の契約"),
    ],
)
def test_a_title_is_what_the_page_calls_itself(head: str, title: str) -> None:
    page = Page("https://www.city.kaga.ishikawa.jp/a.html", f"<html>{head}</html>")
    kaga = body_of("加賀市")
    assert propose(page, fingerprints()["listPage"], kaga, today=TODAY).title == title


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("<link>https://www.city.naha.okinawa.jp/</link>", ""),  # of the site, which is no feed
        ('<link>https://www.city.naha.okinawa.jp/</link><atom:link type="application/rss+xml"'
         ' href="https://www.city.naha.okinawa.jp/a.php?b=1&amp;c=2" rel="self"/>',
         "https://www.city.naha.okinawa.jp/a.php?b=1&c=2"),
        ('<link href="https://a.example.jp/x.atom" rel="self"/><link href="https://a.example.jp/"/>',
         "https://a.example.jp/x.atom"),
    ],
)  # fmt: skip
def test_a_feed_is_not_where_its_site_is(channel: str, address: str) -> None:
    feed = FEED.replace(
        "<link>https://www.city.naha.okinawa.jp/</link>\n<item>", channel + "<item>"
    )
    assert read_page(feed.encode()).address == address


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        (
            "那覇市立こども園等通信ネットワーク再構築業務委託に係る公募型プロポーザルの実施について",
            True,
        ),
        ("入札公告（建設工事・建設コンサルタント等）", False),
        ("令和7年度 建設工事の入札結果", False),
        ("令和7年度", False),
    ],
)
def test_the_page_of_one_case_is_told(heading: str, told: bool) -> None:
    page = Page("https://www.city.naha.okinawa.jp/a.html", f"<h1></h1><h1>{heading}</h1>")
    assert heading_of_a_case(page) == (heading if told else "")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("工事名 落札者 落札金額", True),
        ("番号 件名 開札日", True),
        ("入札件名 予定価格", True),
        ("物品・役務等の名称 契約の相手方", True),
        ("区分 工事（委託）名 場所 業種・ランク等", True),  # 桜井市, 2026
        ("事業名 概要 担当課", False),
        ("曜日 時間", False),
        ("施設名 定員 6土 7日", False),
    ],
)
def test_a_table_of_purchases_is_told_by_its_header(header: str, told: bool) -> None:
    cells = "".join(f"<th><b>{words}</b></th>" for words in header.split())
    page = Page("https://www.example.jp/a.html", f"<table><tr>{cells}</tr></table>")
    assert [one.key for one in matching(page)] == ["listPage"] * told


def test_a_page_of_a_system_without_family_is_no_list_page(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page").write_text(AWARDS, "utf-8")
    with pytest.raises(typer.Exit):
        new_source(str(tmp_path / "page"), url="https://www.example.lg.jp/DENTYO/GPPI_MENU")
    told = capsys.readouterr()
    assert "DENTYO" in told.err
    assert "prints notices" not in told.err
    assert "on a page of its own site too" in told.out
    assert "--family KIND" not in told.out
    assert nothing(checkout)


def test_an_unknown_page_shows_what_the_reader_finds(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "page").write_text(PLAIN, "utf-8")
    done = chotatsu(checkout, "new-source", str(tmp_path / "page"))
    assert done.returncode == 4
    for told in ("窓口のご案内", "曜日 | 時間", "平日 | 8:30～17:15", "0 notices", "--family KIND"):
        assert told in done.stdout, told
    assert "Nothing was written" in done.stderr
    assert nothing(checkout)


def test_a_new_source_is_found_checked_and_reached(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way of a new user, in a folder with the project's spiders beside the new one."""
    (tmp_path / "page").write_text(BOOKS, "utf-8")
    page = [str(tmp_path / "page"), "--url", CASES[-1].address, "--lang", "ja"]
    new_source(page[0], url=page[2], dry_run=True)
    assert 'name = "fuchu"' in capsys.readouterr().out
    assert nothing(checkout)
    done = chotatsu(checkout, "new-source", *page)
    assert done.returncode == 0, done.stderr
    assert "書き出し: spiders/p34_hiroshima/fuchu.py" in done.stdout
    assert f"practice --files fuchu={page[0]} " in done.stdout
    checked = chotatsu(checkout, "check-sources", "fuchu")
    assert (checked.returncode, "all are in order" in checked.stdout) == (0, True), checked.stdout
    assert "terms of use nobody has read: fuchu" in checked.stdout
    reach = chotatsu(checkout, "sources", "--bodies")
    assert "342084  府中市  fuchu (result)" in reach.stdout
    assert "1 local governments and 0 other bodies, by 1 sources" in reach.stdout
    with pytest.raises(ArgumentError, match="nothing is overwritten"):
        new_source(page[0], url=page[2])


HOST = "www.city.fuchu.hiroshima.jp"
NIGHT = "<title>メンテナンス中</title><h1>ただいまメンテナンス中です</h1>"
HTML = "text/html; charset=utf-8"


def site(asked: Asked) -> Answer | None:
    """A site whose robots.txt closes one folder, with a page that moved and one that is shut."""
    pages = {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /closed/\n", type="text/plain"),
        "/kekka/index.html": Answer(BOOKS.encode("cp932"), "text/html; charset=Shift_JIS"),
        "/closed/index.html": Answer(BOOKS.encode(), HTML),
        "/night.html": Answer(NIGHT.encode(), HTML),
        "/moved.html": Answer(b"", HTML, status=302, headers=(("Location", "/kekka/index.html"),)),
    }
    return pages.get(asked.path)


@pytest.mark.parametrize(
    ("path", "code", "told", "asked"),
    [
        ("kekka/index.html", 0, "spiders/p34_hiroshima/fuchu.py", 2),
        ("closed/index.html", 5, "Forbidden by robots.txt", 1),
        pytest.param("night.html", 5, "メンテナンス", 2, marks=pytest.mark.slow),
        pytest.param(
            "moved.html",
            2,
            f"leading to https://{HOST}/kekka/index.html",
            2,
            marks=pytest.mark.slow,
        ),
        pytest.param("nowhere.html", 2, "found status 404", 2, marks=pytest.mark.slow),
    ],
)
def test_an_address_is_asked_for_once_by_the_rules_of_every_crawl(
    path: str, code: int, told: str, asked: int, checkout: Path
) -> None:
    with PracticeServer({HOST: site}) as server:
        practice = {"CHOTATSU_PRACTICE": server.address, "CHOTATSU_PRACTICE_DELAY": "0"}
        done = chotatsu(checkout, "new-source", f"https://{HOST}/{path}", **practice)
        assert len(server.seen.requests) == asked
    assert done.returncode == code, done.stderr + done.stdout
    assert told in " ".join((done.stdout + done.stderr).replace("\n", " ").split())
    assert "Traceback" not in done.stderr
    assert code == 0 or nothing(checkout)


@pytest.mark.parametrize(
    ("target", "variables", "code", "told"),
    [
        ("https://www.city.kaga.invalid/", {}, 3, "CHOTATSU_CONTACT"),
        # .invalid exists nowhere (RFC 2606): the same as no network
        ("https://www.city.kaga.invalid/", {"CHOTATSU_CONTACT": "a@example.org"}, 5,
         "expected to reach https://www.city.kaga.invalid/"),
    ],
)  # fmt: skip
def test_without_contact_or_network_the_error_is_clear(
    target: str, variables: dict[str, str], code: int, told: str, checkout: Path
) -> None:
    done = chotatsu(checkout, "new-source", target, **variables)
    assert done.returncode == code, done.stderr
    assert told in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert nothing(checkout)


@pytest.mark.parametrize(
    ("target", "told"),
    [("nowhere.html", "found nothing at"), ("file:///etc/passwd", "a web address or a file")],
)
def test_what_is_no_page_and_no_address(target: str, told: str, checkout: Path) -> None:
    with pytest.raises(ArgumentError, match=told):
        new_source(target)
    assert nothing(checkout)


def test_outside_of_a_checkout_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page").write_text(FEED, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SetupError, match="expected a checkout of the project"):
        new_source("page")


def test_a_link_to_results_does_not_hide_the_one_to_calls_beside_it() -> None:
    links = "<a href=/soshiki/1/2.html>入札公告</a> <a href=/soshiki/1/3.html>入札結果</a>"
    assert stages_of(Page("https://www.city.example.lg.jp/life/", links)) == ("tender", "result")
