"""Saving: versions, sightings, identities, corrections, and what a good run publishes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from store_story import BEGIN, SOURCE, dump, notice, original, published, read_lines

from pipelines.normalise.identity import notice_id
from pipelines.records import (
    Bid,
    Body,
    Issue,
    Notice,
    Original,
    Price,
    Reading,
    Round,
    from_json,
)
from pipelines.store import fetched
from pipelines.store.models import (
    BidRow,
    FetchRow,
    IssueRow,
    NoticeRow,
    OriginalRow,
    PartyRow,
    SightingRow,
    VersionRow,
)
from pipelines.store.save import Saved, already_read, end_run, save, save_again, start_run
from pipelines.store.session import Store, open_store
from pipelines.store.statements import table


@pytest.fixture
def run(store: Store) -> Run:
    return Run(store)


class Run:
    """One run of the invented source; every original gets the next position."""

    def __init__(self, store: Store, id: str = "r1") -> None:
        self.store, self.id, self.position = store, id, 0
        start_run(store, id, SOURCE, "crawl", BEGIN)

    def save(self, original: Original, reading: Reading | None = None) -> Saved:
        self.position += 1
        reading = reading or read_lines(original)
        return save(self.store, self.id, self.position, original, reading)

    def end(self, verdict: str) -> None:
        ended = BEGIN + timedelta(hours=1)
        end_run(self.store, self.id, verdict, None, {"items": self.position}, ended)


def rows(store: Store, model: Any, *columns: str) -> list[Any]:
    """The rows of a table in the order of its key: some columns of it."""
    one = table(model)
    with store.engine.connect() as connection:
        query = select(*(one.c[name] for name in columns)).order_by(*one.primary_key.columns)
        return [tuple(row) for row in connection.execute(query)]


def test_a_notice_is_stored_with_its_original_and_bids(store: Store, run: Run) -> None:
    one = notice(
        "市道1号線舗装工事",
        7_000_000,
        award_price=Price(amount=Decimal("999999.5"), tax="excluded"),
    )
    got = original([one])
    assert run.save(got) == Saved(new=1)

    assert rows(store, OriginalRow, "sha256", "size") == [(got.sha256, len(got.body))]
    [(url, headers, fetched_at, hints)] = rows(
        store, FetchRow, "url", "headers", "fetched_at", "hints"
    )
    assert (url, fetched_at) == (got.url, got.fetched_at)
    assert headers == [["Content-Type", "text/plain"], ["Set-Cookie", "a=1"], ["Set-Cookie", "b=2"]]
    assert hints["context"] == {"年度": "令和8年度"}

    id = notice_id(SOURCE, one)
    assert rows(store, NoticeRow, "id", "source", "stage", "version", "first_seen") == [
        (id, SOURCE, "result", 1, None)
    ]
    [(number, year, planned, award, record)] = rows(
        store, VersionRow, "number", "fiscal_year", "planned_amount", "award_amount", "record"
    )
    assert (number, year, planned, award) == (1, 2025, 1_200_000, Decimal("999999.5"))
    assert from_json(record) == one
    assert rows(store, BidRow, "position", "name", "status", "won", "amount", "rounds") == [
        (1, "株式会社青葉建設", "valid", True, 7_000_000, 1),
        (2, "みどり工業㈱", "withdrawn", None, None, 1),
    ]
    assert {key for (key,) in rows(store, PartyRow, "match_key")} == {
        "株式会社青葉建設",
        "みどり工業株式会社",
    }
    [(sha256, seen, at)] = rows(store, SightingRow, "sha256", "notice_id", "at")
    assert (sha256, seen) == (got.sha256, id)
    assert at == f'{{"original":"{got.sha256}","rows":[1,1]}}'


def test_saving_the_same_again_changes_nothing(store: Store, run: Run) -> None:
    got = original([notice("A"), notice("B", issues=[Issue(code="dateUnclear", text="3月")])])
    save(store, "r1", 1, got, read_lines(got))
    before = dump(store)
    assert save(store, "r1", 1, got, read_lines(got)) == Saved(same=2, issues=1)
    assert dump(store) == before


def test_only_what_changed_gets_a_version(store: Store, run: Run) -> None:
    run.save(original([notice("A"), notice("B", price=7_000_000), notice("C")]))
    saved = run.save(original([notice("A"), notice("B", price=990_000), notice("D")], minute=1))
    assert saved == Saved(new=1, changed=1, same=1)
    versions = dict(rows(store, NoticeRow, "id", "version"))
    assert versions == {
        notice_id(SOURCE, notice(title)): number
        for title, number in {"A": 1, "B": 2, "C": 1, "D": 1}.items()
    }
    prices = rows(store, BidRow, "notice_id", "number", "amount")
    b = notice_id(SOURCE, notice("B"))
    assert (b, 1, 7_000_000) in prices
    assert (b, 2, 990_000) in prices


def test_a_place_that_moves_is_no_change(store: Store, run: Run) -> None:
    run.save(original([notice("A"), notice("B")]))
    assert run.save(original([notice("B"), notice("A")], minute=1)) == Saved(same=2)


def test_an_issue_that_moves_with_its_row_is_no_change(store: Store, run: Run) -> None:
    """A row more above it moves every cell below; 137 of 162 notices of a list got a version."""

    def told(cell: str, text: str = "総合評価") -> Notice:
        return notice("A", issues=[Issue(code="unclearMethod", text=text, cell=cell)])

    run.save(original([told("E4")]))
    assert run.save(original([told("E5")], minute=1)) == Saved(same=1, issues=1)
    assert run.save(original([told("E5", "特命")], minute=2)).changed == 1


def test_an_address_that_takes_a_change_back_is_news(store: Store, run: Run) -> None:
    first, second = original([notice("A")]), original([notice("A", price=1)], minute=1)
    run.save(first)
    run.save(second)
    back = original([notice("A")], minute=2)
    assert not already_read(store, back)
    assert run.save(back) == Saved(changed=1)
    assert [number for (number,) in rows(store, VersionRow, "number")] == [1, 2, 3]


def test_two_addresses_that_differ_do_not_take_turns(store: Store, run: Run) -> None:
    """A monthly and a yearly file print one tender differently, and both grow."""
    for minute in range(0, 8, 2):
        grown = [notice(f"N{number}") for number in range(minute)]
        run.save(original([notice("A"), *grown], minute, url="https://x.jp/month"))
        run.save(original([notice("A", place="全域"), *grown], minute + 1, url="https://x.jp/year"))
    versions = dict(rows(store, NoticeRow, "id", "version"))
    assert versions[notice_id(SOURCE, notice("A"))] == 2


def test_two_notices_with_one_identity_are_kept_apart(store: Store, run: Run) -> None:
    twins = [notice("A"), notice("A", price=2), notice("A")]
    assert run.save(original(twins)) == Saved(new=3, issues=2)
    assert len(rows(store, VersionRow, "notice_id")) == 3
    assert rows(store, IssueRow, "code", "text") == [
        ("sameIdentity", "A: 2"),
        ("sameIdentity", "A: 3"),
    ]
    records = [from_json(record) for (record,) in rows(store, VersionRow, "record")]
    assert sorted(len(one.issues) for one in records) == [0, 1, 1]
    assert run.save(original([*twins, notice("B")], minute=1)) == Saved(new=1, same=3, issues=2)


def test_two_pages_of_a_list_hold_two_notices_however_alike(store: Store, run: Run) -> None:
    """Two cases with one buyer, title and day: 15 groups of them in a list of 千葉, 2026."""

    def page(number: int, notices: list[Notice], minute: int, of: str = "results") -> Original:
        listed = original(notices, minute, url=f"https://x.jp/list?page={number}")
        return replace(listed, hints=replace(listed.hints, of_list=of))

    assert run.save(page(1, [notice("A"), notice("B")], 0)).new == 2
    assert run.save(page(2, [notice("A"), notice("C")], 1)) == Saved(new=2, issues=1)
    assert run.save(page(3, [notice("A", price=2)], 2)) == Saved(new=1, issues=1)
    again = Run(store, "r2")
    assert again.save(page(1, [notice("A", price=2), notice("A")], 3)) == Saved(same=2, issues=1)
    assert again.save(page(2, [notice("B"), notice("A")], 4)) == Saved(same=2, issues=1)
    # Another list of the same run may show the same notice once more.
    assert again.save(page(3, [notice("A")], 5, of="by day")) == Saved(same=1)
    assert len(rows(store, NoticeRow, "id")) == 5


def test_what_another_address_tells_otherwise_is_another_notice(store: Store, run: Run) -> None:
    """Works and services have numbers of their own; one title may be bought twice on a day."""

    def at(name: str, one: Notice, minute: int) -> Original:
        return original([one], minute, url=f"https://x.jp/{name}")

    facts: dict[str, Any] = {"number": "8-0018"}
    survey_facts = facts | {"opened": "2026-06-12", "award_price": Price(amount=3)}
    works = notice("橋梁補修工事", opened="2026-08-31", award_price=Price(amount=5), **facts)
    survey = notice("地質調査業務", **survey_facts)
    assert run.save(at("works", works, 0)).new == 1
    assert run.save(at("survey", survey, 1)) == Saved(new=1, issues=1)
    # One fact in other words, as in the file beside a page, makes no other purchase of it.
    same = msgspec.structs.replace(works, title="橋梁補修工事（本町）")
    assert run.save(at("works.pdf", same, 2)) == Saved(changed=1)
    # The next run sees them in another order, and each of them corrected: each is what it was.
    again = Run(store, "r2")
    newer = notice("地質調査業務（その２）", **survey_facts)
    assert again.save(at("survey", newer, 3)) == Saved(changed=1, issues=1)
    dearer = msgspec.structs.replace(works, award_price=Price(amount=6))
    assert again.save(at("works", dearer, 4)) == Saved(changed=1)
    held = rows(store, VersionRow, "notice_id", "title")
    assert len({id for id, _ in held}) == 2
    assert len({id for id, title in held if title.startswith("地質")}) == 1


def test_what_a_page_of_a_list_no_longer_shows_was_not_corrected(store: Store, run: Run) -> None:
    """It stands on the next page: the same work of the next month came in above it."""
    page = original([notice("清掃", opened="2026-03-02")])
    page = replace(page, hints=replace(page.hints, of_list="results"))
    run.save(page)
    later = original([notice("清掃", opened="2026-04-02")], minute=1)
    assert run.save(replace(later, hints=page.hints)).new == 1


def test_the_reading_of_another_original_is_refused(store: Store, run: Run) -> None:
    with pytest.raises(ValueError, match="expected a reading of"):
        run.save(original([notice("A")]), read_lines(original([notice("B")])))
    assert rows(store, OriginalRow, "sha256") == []


def test_text_and_amounts_that_no_column_takes_do_not_lose_the_notice(
    store: Store, run: Run
) -> None:
    odd = notice("橋\0梁 \\u0000", price=10**17, award_price=Price(amount=Decimal("0.00001")))
    assert run.save(original([odd])) == Saved(new=1, issues=2)
    assert rows(store, VersionRow, "title", "award_amount") == [("橋\ufffd梁 \\u0000", None)]
    assert [amount for (amount,) in rows(store, BidRow, "amount")] == [None, None]
    codes = rows(store, IssueRow, "code", "text")
    assert codes == [("amountOutOfRange", "0.00001"), ("amountOutOfRange", str(10**17))]
    [(record,)] = rows(store, VersionRow, "record")
    assert from_json(record).bids[0].rounds[0].amount == 10**17


def test_one_party_has_one_name_whoever_comes_first(new_store: Callable[[], Store]) -> None:
    spellings = ["㈱青葉建設", "株式会社青葉建設", "株式会社 青葉建設"]
    found = []
    for order in (spellings, spellings[::-1]):
        store = new_store()
        for minute, name in enumerate(order):
            firm = Bid(bidder=Body(name=name), rounds=[Round(amount=1)])
            run = Run(store)
            run.position = minute
            run.save(original([notice(name, bids=[firm], suppliers=[])], minute))
        found.append(rows(store, PartyRow, "id", "name", "match_key"))
    assert found[0] == found[1]
    assert len(found[0]) == 1


# Reading again


def test_what_was_read_is_not_read_again(store: Store, run: Run) -> None:
    got = original([notice("A"), notice("B")])
    assert not already_read(store, got)
    run.save(got)
    later = original([notice("A"), notice("B")], minute=5)
    assert already_read(store, later)
    assert save_again(store, "r1", 2, later) == Saved(same=2)
    assert len(rows(store, FetchRow, "position")) == 2
    other_hints = original([notice("A"), notice("B")], minute=6, source="midori")
    assert not already_read(store, other_hints)


def test_a_better_reader_takes_the_place_of_the_old(
    store: Store, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = original([notice("A"), notice("B")])
    worse = Reading(
        got.sha256,
        (notice("A B", issues=[Issue(code="dateUnclear")]), notice("B")),
        (Issue(code="headerTwice"),),
    )
    assert run.save(got, worse) == Saved(new=2, issues=2)
    monkeypatch.setattr(fetched, "READER", "tables/99")
    assert not already_read(store, got)
    assert save(store, "r1", 1, got, read_lines(got)) == Saved(new=1, same=1)
    assert already_read(store, original([notice("A"), notice("B")], minute=1))
    seen = {id for (id,) in rows(store, SightingRow, "notice_id")}
    assert seen == {notice_id(SOURCE, notice("A")), notice_id(SOURCE, notice("B"))}
    assert rows(store, IssueRow, "code") == []


def test_the_same_bytes_from_two_sources_stay_two_sources(store: Store, run: Run) -> None:
    one = notice("A", issues=[Issue(code="dateUnclear")])
    assert run.save(original([one])) == Saved(new=1, issues=1)
    assert run.save(original([one], source=None)) == Saved(new=1, issues=1)
    assert sorted(source for (source,) in rows(store, NoticeRow, "source")) == ["added", SOURCE]
    assert len(rows(store, SightingRow, "notice_id")) == 2
    assert len(rows(store, IssueRow, "code")) == 2


# Corrected identities


def test_a_corrected_title_is_the_same_notice(store: Store, run: Run) -> None:
    run.save(original([notice("市道1号線補装工事", 7_000_000), notice("B", price=5)]))
    right = notice("市道1号線舗装工事", 7_000_000)
    assert run.save(original([right, notice("B", price=5)], 1)) == Saved(0, 1, 1, 1)
    assert rows(store, IssueRow, "code", "label", "text") == [
        ("identityCorrected", "title", "市道1号線補装工事 → 市道1号線舗装工事")
    ]
    # It stays the same one when the file changes again, now with another price too.
    again = notice("市道1号線舗装工事", price=900_000)
    assert run.save(original([again, notice("B", price=5)], 2)) == Saved(changed=1, same=1)
    versions = dict(rows(store, NoticeRow, "id", "version"))
    assert versions[notice_id(SOURCE, notice("市道1号線補装工事", 7_000_000))] == 3
    assert len(versions) == 2


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ([notice("A", 8)], [notice("B", 7)], "the price differs too"),
        ([notice("A", 8)], [notice("B", 8, opened="2026-03-03")], "two fields differ"),
        ([notice("A", 8)], [notice("A", 8), notice("B", 8)], "the old one is still there"),
        ([notice("A", 8), notice("B", 8)], [notice("C", 8)], "it could be either"),
        ([notice("A", 8)], [notice("B", 8), notice("C", 8)], "either could be it"),
        (
            [notice("A", bids=[], award_price=None)],
            [notice("B", bids=[], award_price=None)],
            "nobody named a price",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_notices_that_only_look_alike_are_two(
    store: Store, run: Run, before: list[Notice], after: list[Notice], why: str
) -> None:
    run.save(original(before))
    run.save(original(after, minute=1))
    titles = {one.title for one in (*before, *after)}
    assert len(rows(store, NoticeRow, "id")) == len(titles)
    assert rows(store, IssueRow, "code") == []


# Published


@pytest.mark.parametrize(
    ("verdict", "count"),
    [("ok", 2), ("quiet", 2), ("empty", 0), ("short", 0), ("blocked", 0), ("broken", 0), (None, 0)],
)
def test_only_a_good_run_publishes(store: Store, run: Run, verdict: str | None, count: int) -> None:
    run.save(original([notice("A"), notice("B")]))
    if verdict:
        run.end(verdict)
    assert len(published(store)) == count
    seen = [first for (first,) in rows(store, NoticeRow, "first_seen")]
    assert seen == ([BEGIN] * 2 if count else [None] * 2)


def test_what_a_bad_run_fetched_waits_for_a_good_one(store: Store) -> None:
    good, bad, later = Run(store, "r1"), Run(store, "r2"), Run(store, "r3")
    good.save(original([notice("A"), notice("B")]))
    good.end("ok")
    bad.save(original([notice("A", price=1)], minute=60))
    bad.end("short")
    assert [number for _, number in published(store)] == [1, 1]
    save_again(store, "r3", 1, original([notice("A", price=1)], minute=120))
    later.end("ok")
    a = notice_id(SOURCE, notice("A"))
    assert set(published(store)) == {(a, 1), (a, 2), (notice_id(SOURCE, notice("B")), 1)}
    seen = {id: times for id, *times in rows(store, NoticeRow, "id", "first_seen", "last_seen")}
    assert seen[a] == [BEGIN, BEGIN + timedelta(minutes=120)]


# Whatever happens


titles = st.sampled_from("ABCDE")
files = st.lists(st.tuples(titles, st.integers(1, 3)), max_size=6)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(st.lists(st.tuples(st.sampled_from(["/a", "/b"]), files), max_size=6))
@example([("/a", [("C", 2), ("C", 1)]), ("/a", [("C", 1), ("C", 1)])])  # twins that say the same
def test_every_original_holds_what_it_says(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, list[tuple[str, int]]]]
) -> None:
    """Whatever an address says one after the other: sighting by sighting it can be read back."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('history') / 'x.db'}")
    run = Run(store)
    said = {}
    for minute, (url, entries) in enumerate(history):
        got = original([notice(title, price) for title, price in entries], minute, url=url)
        saved = run.save(got)
        assert saved.new + saved.changed + saved.same == len(entries)
        before = dump(store)
        save(store, "r1", run.position, got, read_lines(got))
        assert dump(store) == before
        said[got.sha256] = sorted(entries)
    records = {
        (id, number): from_json(record)
        for id, number, record in rows(store, VersionRow, "notice_id", "number", "record")
    }
    found: dict[str, list[Any]] = {sha256: [] for sha256 in said}
    for sha256, id, number in rows(store, SightingRow, "sha256", "notice_id", "number"):
        one = records[id, number]
        found[sha256].append((one.title, one.bids[0].rounds[0].amount))
    assert {sha256: sorted(entries) for sha256, entries in found.items()} == said
    newest = dict(rows(store, NoticeRow, "id", "version"))
    for id, version in newest.items():
        assert [number for key, number in sorted(records) if key == id] == [*range(1, version + 1)]
    store.close()


def test_writers_at_once_wait_for_each_other(new_url: Callable[[], str]) -> None:
    url = new_url()

    def crawl(source: str) -> None:
        store = open_store(url)
        run = Run(store, source)
        for minute in range(15):
            firms = [
                Bid(bidder=Body(name=f"{number}建設"), rounds=[Round(amount=1)])
                for number in random.sample(range(200), 40)
            ]
            run.save(original([notice(f"{minute}", bids=firms)], minute, source=source))
        run.end("ok")
        store.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(crawl, ["a", "b", "c", "a2"]))
    store = open_store(url)
    assert len(rows(store, NoticeRow, "id")) == 60
    store.close()


def test_a_killed_process_loses_at_most_the_original_in_hand(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    script = tmp_path / "crawl.py"
    script.write_text(KILLED)
    waits = random.Random(7)
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, str(script), url], stdout=subprocess.PIPE, env=_environment()
        )
        assert child.stdout
        child.stdout.readline()
        time.sleep(waits.uniform(0, 0.15))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
    subprocess.run([sys.executable, str(script), url, "end"], check=True, env=_environment())
    calm = f"sqlite:///{tmp_path / 'calm.db'}"
    subprocess.run([sys.executable, str(script), calm, "end"], check=True, env=_environment())
    killed, undisturbed = open_store(url), open_store(calm)
    assert dump(killed) == dump(undisturbed)
    with killed.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def _environment() -> dict[str, str]:
    tests = Path(__file__).parent
    return os.environ | {"PYTHONPATH": f"{tests.parent}{os.pathsep}{tests}"}


KILLED = """
import sys
from pipelines.store.save import already_read, end_run, save, start_run
from pipelines.store.session import open_store
from store_story import BEGIN, SOURCE, notice, original, read_lines

store = open_store(sys.argv[1])
start_run(store, "r1", SOURCE, "crawl", BEGIN)
print("begun", flush=True)
for turn in range(1 if sys.argv[2:] else 1000):
    for file in range(20):
        notices = [notice(f"{file}/{number}") for number in range(30)]
        one = original(notices, file, url=f"https://x.jp/{file}")
        save(store, "r1", file, one, read_lines(one))
if sys.argv[2:]:
    end_run(store, "r1", "ok", None, {}, BEGIN)
"""
