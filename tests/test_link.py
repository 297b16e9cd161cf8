"""Notices of a real store to processes and releases: once, in order, whatever happens between."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import ocds_notices as city
from ocds_store import publish
from sqlalchemy import select

from pipelines.link import link
from pipelines.ocds.history import History
from pipelines.ocds.model import from_json
from pipelines.ocds.published import last_modified
from pipelines.records import Notice, to_json
from pipelines.store.models import LinkRow, ProcessRow, ReleaseRow, SightingRow, VersionRow
from pipelines.store.session import Store, open_store
from pipelines.store.statements import table

SHAPES = city.shapes()


def rows(store: Store, model: Any = ReleaseRow) -> list[dict[str, Any]]:
    """All rows of a table, in the order of their keys."""
    of = table(model)
    with store.engine.connect() as connection:
        found = connection.execute(select(of).order_by(*of.primary_key))
        return [dict(row._mapping) for row in found]


def tags(store: Store) -> list[list[str]]:
    """The tags of the releases in the order of minting."""
    ordered = sorted(rows(store), key=lambda row: row["order"] % 100_000)
    return [list(from_json(row["json"]).tag) for row in ordered]


def changed(notice: Notice, **facts: Any) -> Notice:
    return msgspec.structs.replace(notice, **facts)


def test_every_notice_gets_a_process_and_a_release(store: Store) -> None:
    publish(store, list(SHAPES.values()))
    linked = link(store)
    assert (linked.notices, linked.processes, linked.releases) == (len(SHAPES),) * 3
    assert (linked.left_out, linked.failed) == ({}, ())
    link_row = next(row for row in rows(store, LinkRow) if row["ocid"].endswith("第12-3号"))
    assert (link_row["rule"], link_row["score"]) == ("key", 1.0)
    assert link_row["evidence"] == {"number": "第12-3号"}
    for row in rows(store):
        release = from_json(row["json"])
        assert (row["id"], row["ocid"], row["date"]) == (release.id, release.ocid, release.date)


def test_repeating_changes_nothing(store: Store) -> None:
    publish(store, list(SHAPES.values()))
    link(store)
    before = [rows(store, model) for model in (ProcessRow, LinkRow, ReleaseRow)]
    again = link(store)
    assert (again.notices, again.processes, again.releases) == (0, 0, 0)
    assert [rows(store, model) for model in (ProcessRow, LinkRow, ReleaseRow)] == before


def test_a_second_version_makes_a_second_release_of_the_same_process(store: Store) -> None:
    first = SHAPES["plain"]
    publish(store, [first, SHAPES["rounds"]])
    link(store)
    publish(store, [changed(first, award_price=city.yen(109_500_000)), SHAPES["rounds"]], day=30)
    linked = link(store)
    assert (linked.notices, linked.processes, linked.releases) == (0, 0, 1)
    of_first = [row for row in rows(store) if row["notice_id"] == _twice(store)]
    assert [row["number"] for row in sorted(of_first, key=lambda row: row["order"])] == [1, 2]
    assert len({row["ocid"] for row in of_first}) == 1
    assert ["awardUpdate", "contractUpdate", "tenderUpdate"] in tags(store)


def _twice(store: Store) -> str:
    seen: list[str] = [row["notice_id"] for row in rows(store)]
    return next(id for id in seen if seen.count(id) == 2)


def test_linking_late_gives_what_linking_each_day_gives(new_store: Callable[[], Store]) -> None:
    call = changed(SHAPES["call for bids"], number="工-7")
    result = changed(SHAPES["plain"], number="工-7", buyer=city.CITY)
    days = [[call], [result], [changed(result, award_rate=None, status="complete")]]
    each, late = new_store(), new_store()
    for day, notices in enumerate(days):
        publish(each, notices, day=day)
        publish(late, notices, day=day)
        link(each)
    link(late)
    assert [row["json"] for row in rows(each)] == [row["json"] for row in rows(late)]
    assert tags(late) == [
        ["tender"],
        ["award", "contract", "tenderUpdate"],
        ["awardUpdate", "contractUpdate", "tenderUpdate"],
    ]


def test_the_order_in_which_things_are_stored_does_not_matter(
    new_store: Callable[[], Store],
) -> None:
    notices = list(SHAPES.values())
    one, other = new_store(), new_store()
    publish(one, notices)
    publish(one, notices[:3], day=1, source="second")
    publish(other, notices[:3], day=1, source="second")
    publish(other, notices)
    link(one, chunk=3)
    link(other)
    # Rows of a run are stored in printed order either way; the runs were not.
    assert [row["json"] for row in rows(one)] == [row["json"] for row in rows(other)]
    assert rows(one, ProcessRow) == rows(other, ProcessRow)


def test_notices_of_two_sources_with_one_number_are_one_process(store: Store) -> None:
    result = changed(SHAPES["plain"], number="工 第12号", buyer=city.CITY)
    publish(store, [result], source="bids")
    contract = changed(SHAPES["no bids at all"], number="工第１２号")
    publish(store, [contract], day=1, source="contracts")
    assert link(store).processes == 1
    assert {row["source"] for row in rows(store)} == {"bids", "contracts"}


def test_what_is_not_published_makes_no_release(store: Store) -> None:
    publish(store, [SHAPES["plain"]], verdict="short")
    assert link(store).notices == 0
    publish(store, [SHAPES["rounds"]])
    publish(store, [changed(SHAPES["rounds"], award_price=city.yen(1))], day=1, verdict="broken")
    assert (link(store).releases, link(store).releases) == (1, 0)
    # The next good run sees it too.
    publish(store, [changed(SHAPES["rounds"], award_price=city.yen(1))], day=2)
    assert link(store).releases == 1


def test_what_is_left_out_is_counted_each_time(store: Store) -> None:
    nameless = changed(SHAPES["plain"], buyer=None)
    sale = changed(SHAPES["rounds"], category="revenue")
    publish(store, [nameless, sale, SHAPES["nobody won"]])
    for linked in (link(store), link(store)):
        assert linked.left_out == {"no-buyer": 1, "revenue": 1}
    assert len(rows(store)) == 1


def test_a_version_that_says_enough_later_is_linked_then(store: Store) -> None:
    nameless = changed(SHAPES["nobody won"], number="工-7", buyer=None)
    publish(store, [nameless])
    assert link(store).left_out == {"no-buyer": 1}
    with store.write() as connection:  # as when a better reader finds the buyer
        versions = table(VersionRow)
        record = to_json(changed(nameless, buyer=city.CITY)).decode()
        row = dict(connection.execute(select(versions)).one()._mapping)
        connection.execute(versions.insert(), {**row, "number": 2, "record": record})
        connection.execute(table(SightingRow).update().values(number=2))
    linked = link(store)
    assert (linked.notices, linked.releases, linked.left_out) == (1, 1, {})


def test_a_release_that_does_not_conform_is_named_and_not_stored(store: Store) -> None:
    publish(store, [SHAPES["plain"], changed(SHAPES["rounds"], category="leases")])
    linked = link(store)
    assert linked.releases == 1
    (message,) = linked.failed
    assert "version 1" in message
    assert "tender/mainProcurementCategory" in message


def test_the_last_modified_header_dates_a_release(store: Store) -> None:
    publish(store, [SHAPES["plain"]], headers=[("Last-Modified", "Fri, 01 Jun 2018 03:00:00 GMT")])
    link(store)
    assert [row["date"] for row in rows(store)] == ["2018-06-01T12:00:00+09:00"]
    assert last_modified([("last-modified", "yesterday")]) is None


def test_titles_are_those_of_the_first_notice(store: Store) -> None:
    first = changed(SHAPES["plain"], number="工-7", buyer=city.CITY)
    publish(store, [changed(first, title="橋梁補修工事（訂正）")], day=1, source="second")
    publish(store, [first])
    link(store)
    assert [row["title"] for row in rows(store, ProcessRow)] == [first.title]
    assert {from_json(row["json"]).title for row in rows(store)} == {first.title}


def test_what_was_said_is_read_back_from_the_store(store: Store) -> None:
    publish(store, [SHAPES["plain"]])
    link(store)
    history = History()
    (row,) = rows(store)
    history.add(row["notice_id"], from_json(row["json"]))
    assert (history.latest, history.ids) == (row["date"], {row["id"]})


_LINK = (
    "import sys; from pipelines.link import link; from pipelines.store.session import open_store;"
)
_LINK += "link(open_store(sys.argv[1]), chunk=2)"


def test_a_killed_run_is_finished_by_repeating_it(tmp_path: Path) -> None:
    addresses = [f"sqlite:///{tmp_path / name}.db" for name in ("killed", "whole")]
    notices = [city.result(f"工事その{number}") for number in range(300)]
    stores = [open_store(address) for address in addresses]
    for store in stores:
        publish(store, notices)
    link(stores[1])
    chance = random.Random(7)
    kills = 0
    while kills < 4:
        child = subprocess.Popen([sys.executable, "-c", _LINK, addresses[0]], cwd=_root())
        time.sleep(0.4 + chance.random() * 0.6)
        child.send_signal(signal.SIGKILL)
        kills += child.wait() == -signal.SIGKILL or 4
    link(stores[0])
    for model in (ProcessRow, LinkRow, ReleaseRow):
        assert rows(stores[0], model) == rows(stores[1], model)


def _root() -> Path:
    return Path(__file__).parents[1]
