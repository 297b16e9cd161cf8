"""Every run ends with exactly one verdict, and a reason that says who must act."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.source import Expect
from crawlers.verdict import GOOD, Counts, Trouble, verdict

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
LATELY = NOW - timedelta(days=3)
LONG_AGO = NOW - timedelta(days=400)
EXPECT = Expect(items=(10, 1000), within_days=31, fields={"title": 1.0, "award_price": 0.8})

FULL = Counts(linked=3, originals=3, files=3, new=20, read=20,
              filled={"title": 20, "award_price": 18})  # fmt: skip
KNOWN = Counts(linked=3, originals=3, files=3, same=20)
NONE = Counts(linked=0, originals=0, files=0, said_none=True)

BLOCKED = Trouble("blocked", "expected 200, found 403 at https://a.example.jp/")
CHANGED = Trouble("changed", "expected one table, found 0 at https://a.example.jp/")
LOST = Trouble("lost", "expected 200, found 404 at https://a.example.jp/")
FAILED = Trouble("failed", "expected to keep https://a.example.jp/1.xls, found a full disk")
FILE_LOST = replace(LOST, of_file=True)
FILE_BLOCKED = replace(BLOCKED, of_file=True)


@pytest.mark.parametrize(
    ("counts", "troubles", "last_new", "word", "says"),
    [
        # Zero is tested first.
        (NONE, [], None, "empty", "expected 10 notices or more, found none"),
        (NONE, [], LONG_AGO, "empty", "expected 10 notices or more, found none"),
        (NONE, [], LATELY, "quiet", "the source's rhythm allows it"),
        # A page must say that there is nothing; silence is no answer.
        (replace(NONE, said_none=False), [], LATELY, "broken", "a word such as 該当なし"),
        (replace(NONE, originals=3, blank=3), [], LATELY, "broken", "3 can't be read or don't say"),
        (NONE, [BLOCKED], LATELY, "blocked", "found 403 at https://a.example.jp/"),
        (NONE, [LOST], LATELY, "broken", "found 404"),
        (NONE, [CHANGED, BLOCKED], LATELY, "broken", "found 0 at"),
        (NONE, [FAILED, LOST, BLOCKED], None, "broken", "found a full disk"),
        (replace(NONE, linked=2), [FILE_LOST, FILE_LOST], None, "broken", "(and 1 more)"),
        (replace(NONE, linked=2), [FILE_BLOCKED], None, "blocked", "found 403"),
        (replace(NONE, originals=3, unreadable=3), [], None, "broken", "3 can't be read"),
        (replace(NONE, partial=True, passed_over=24), [], None, "quiet", "24 files are outside"),
        (replace(NONE, finished=False), [], LATELY, "broken", "stopped before"),
        # A list that states entries is not quiet, whatever another page says.
        (replace(NONE, lists={"the list": (5, 0)}), [], LATELY, "short", "the 5 entries that the"),
        (replace(NONE, originals=1, unread=[("/a", 5, 0)]), [], LATELY, "short", "read 0"),
        (replace(NONE, lists={"the list": (0, 0)}), [], LATELY, "quiet", "rhythm allows it"),
        # A list that nobody fills any more, though what it holds is new here.
        (replace(FULL, newest=LONG_AGO), [], None, "empty", "the list is stale"),
        (replace(NONE, newest=LONG_AGO), [], LATELY, "empty", "the newest of 2025-02-25"),
        (replace(FULL, newest=LONG_AGO), [CHANGED], None, "broken", "found 0 at"),
        # All is well.
        (replace(FULL, newest=LATELY), [], None, "ok", "20 new"),
        (FULL, [], None, "ok", "20 new, 0 changed and 0 known notices in 3 originals"),
        (FULL, [], LONG_AGO, "ok", "20 new"),
        (replace(FULL, unreadable=1), [], None, "ok", "1 originals can't be read"),
        (replace(FULL, blank=1), [], None, "ok", "1 hold no notice"),
        (replace(KNOWN, changed=1), [], LONG_AGO, "ok", "1 changed"),
        # What an interrupted run had stored becomes public with the first good one.
        (KNOWN, [], None, "ok", "20 known"),
        # Nothing new.
        (KNOWN, [], LATELY, "quiet", "nothing new; 20 known notices"),
        (KNOWN, [], LONG_AGO, "empty", "expected a new notice within 31 days"),
        # Less than expected.
        (replace(FULL, files=2), [FILE_LOST], None, "short", "found 2: expected 200, found 404"),
        (replace(FULL, files=2), [FILE_BLOCKED], None, "short", "found 403"),
        (replace(FULL, new=9), [], None, "short", "expected 10 notices or more, found 9"),
        (replace(FULL, filled={"title": 20}), [], None, "short", "award_price in 80%"),
        (replace(FULL, filled={"title": 19, "award_price": 20}), [], None, "short", "title in 100"),
        (replace(FULL, new=9, partial=True), [], None, "ok", "9 new"),
        (replace(FULL, lists={"the list": (21, 20)}), [], None, "short", "states, found 20"),
        (replace(FULL, lists={"the list": (21, 20)}, asked={"sample": 3}), [], None, "ok", "20 n"),
        (replace(FULL, lists={"the list": (None, 20)}), [], None, "ok", "20 new"),
        (replace(FULL, unread=[("/a", 9, 8)]), [], None, "short", "the 9 notices that /a shows"),
        # More than expected.
        (replace(FULL, new=1001), [], None, "broken", "expected 1000 notices or fewer"),
        # Some came, and something went wrong with a list page or the program.
        (FULL, [LOST], None, "broken", "found 404"),
        (FULL, [BLOCKED], LATELY, "blocked", "found 403"),
        (FULL, [CHANGED], LATELY, "broken", "expected one table"),
        (FULL, [FAILED], LATELY, "broken", "a full disk"),
        (replace(FULL, finished=False), [], LATELY, "broken", "stopped before"),
    ],
)  # fmt: skip
def test_each_way_to_end(
    counts: Counts, troubles: list[Trouble], last_new: datetime | None, word: str, says: str
) -> None:
    found, reason = verdict(EXPECT, counts, troubles, last_new, NOW)
    assert (found, says in reason) == (word, True), reason


small = st.integers(min_value=0, max_value=40)


@given(
    counts=st.builds(
        Counts,
        linked=small,
        passed_over=small,
        originals=small,
        files=small,
        unreadable=small,
        blank=small,
        new=small,
        changed=small,
        same=small,
        issues=small,
        read=small,
        filled=st.dictionaries(st.sampled_from(["title", "award_price"]), small),
        partial=st.booleans(),
        finished=st.booleans(),
        said_none=st.booleans(),
    ),
    troubles=st.lists(st.sampled_from([BLOCKED, CHANGED, LOST, FAILED, FILE_LOST, FILE_BLOCKED])),
    last_new=st.sampled_from([None, LATELY, LONG_AGO]),
)
def test_always_exactly_one_and_never_good_by_mistake(
    counts: Counts, troubles: list[Trouble], last_new: datetime | None
) -> None:
    word, reason = verdict(EXPECT, counts, troubles, last_new, NOW)
    assert word in {"ok", "quiet", "empty", "short", "blocked", "broken"}
    assert reason
    if not counts.notices:
        assert word != "ok"
        assert word != "quiet" or counts.said_none or counts.originals or counts.partial
    if any(not trouble.of_file for trouble in troubles) or not counts.finished:
        assert word not in GOOD or counts.partial
    if counts.files < counts.linked:
        assert word not in GOOD or not counts.notices
