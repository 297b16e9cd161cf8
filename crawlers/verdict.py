"""The verdict of a run: exactly one of six words, and a sentence that says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from crawlers.source import Expect

Verdict = Literal["ok", "quiet", "empty", "short", "blocked", "broken"]
GOOD: frozenset[Verdict] = frozenset(("ok", "quiet"))


@dataclass(frozen=True)
class Trouble:
    """Something that went wrong in a run.

    ``kind``: blocked (the site refused), changed (the source's developer must look), lost (it
    didn't come), failed (the program or its store). ``of_file``: it cost one file only.
    """

    kind: Literal["blocked", "changed", "lost", "failed"]
    what: str
    of_file: bool = False


@dataclass(frozen=True)
class Counts:
    """What a run found.

    ``linked``: files that the lists link and the run wanted; ``passed_over``: files that it
    didn't want. ``originals``: stored; ``unmodified``: those of them that the site didn't send
    again, ``not_asked`` those for which it wasn't even asked; ``resumed``: the killed run that
    this one goes on from, ``replayed``: how many of its answers were given again.
    ``files``: those that a list linked. ``blank``: those without a notice or a word why;
    ``said_none``: a page said that there is nothing.
    ``lists``: the total that each list states and the entries found of it. ``unread``: addresses of
    originals that hold more notices than were read, with both numbers; ``out_of_reach``: what no
    request can reach, in sentences. ``newest``: when a list says that it was last added to, None
    where none does. ``asked``: the part of the source that was asked for (since,
    until, sample), None for each that wasn't given.
    ``cut``: addresses of whole files with far fewer notices than before, with both numbers.
    ``notices`` = ``new + changed + same``. ``filled``: how many of the ``read`` notices have a
    key filled.
    """

    linked: int = 0
    passed_over: int = 0
    originals: int = 0
    unmodified: int = 0
    not_asked: int = 0
    resumed: str | None = None
    replayed: int = 0
    files: int = 0
    unreadable: int = 0
    blank: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    issues: int = 0
    read: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    partial: bool = False
    finished: bool = True
    said_none: bool = False
    lists: Mapping[str, tuple[int | None, int]] = field(default_factory=dict)
    unread: Sequence[tuple[str, int, int]] = ()
    cut: Sequence[tuple[str, int, int]] = ()
    out_of_reach: Sequence[str] = ()
    newest: datetime | None = None
    asked: Mapping[str, str | int | None] = field(default_factory=dict)

    @property
    def notices(self) -> int:
        return self.new + self.changed + self.same


def verdict(
    expect: Expect,
    counts: Counts,
    troubles: Sequence[Trouble],
    last_new: datetime | None,
    now: datetime,
) -> tuple[Verdict, str]:
    """How a run ended, in one word and in one sentence: expected, found, where, who must act.

    ``last_new`` is when a notice of the source was first seen by a good run, None if never.
    """
    if not counts.notices:
        return _nothing(expect, counts, troubles, last_new, now)
    return (
        _troubled(troubles)
        or _incomplete(expect, counts, troubles)
        or _stale(expect, counts, now)
        or _good(expect, counts, last_new, now)
    )


def _nothing(
    expect: Expect,
    counts: Counts,
    troubles: Sequence[Trouble],
    last_new: datetime | None,
    now: datetime,
) -> tuple[Verdict, str]:
    if found := _troubled(troubles) or _troubled([t for t in troubles if t.of_file], of_file=True):
        return found
    if not counts.finished:
        return "broken", _STOPPED
    if failed := counts.unreadable + counts.blank:
        return "broken", (
            f"expected notices, found none in {counts.originals} originals, of which {failed} "
            "can't be read or don't say that there is nothing: see their issues; must act: the "
            "source's developer"
        )
    if found := _uncounted(counts):
        return found
    if found := _stale(expect, counts, now):
        return found
    if counts.partial and counts.passed_over and not counts.linked:
        return "quiet", f"nothing in the part asked for; {counts.passed_over} files are outside it"
    if not (counts.originals or counts.said_none):
        return "broken", (
            "expected a link to a file or a word such as 該当なし, found neither on any page; "
            "must act: the source's developer"
        )
    if _due(expect, last_new, now):
        return "empty", (
            f"expected {expect.items[0]} notices or more, found none in {counts.originals} "
            "originals: the source's developer must compare the list page with its spider"
        )
    return "quiet", "nothing is published now, and the source's rhythm allows it"


_STOPPED = "expected a run to its end, found it stopped before: crawl the source again"


def _troubled(troubles: Sequence[Trouble], of_file: bool = False) -> tuple[Verdict, str] | None:
    """The verdict that troubles force, those of single files set aside; failures weigh most."""
    grave = [trouble for trouble in troubles if trouble.of_file == of_file]
    for kind, word, who in (
        ("failed", "broken", "the developers of the program or, for a store, its operator"),
        ("changed", "broken", "the source's developer"),
        ("blocked", "blocked", "nobody now; the operator, if the next crawls end so too"),
        ("lost", "broken", "nobody now; the source's developer, if the next crawls end so too"),
    ):
        found = [trouble for trouble in grave if trouble.kind == kind]
        if found:
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            return word, f"{found[0].what}{more}; must act: {who}"  # type: ignore[return-value]
    return None


def _incomplete(
    expect: Expect, counts: Counts, troubles: Sequence[Trouble]
) -> tuple[Verdict, str] | None:
    if not counts.finished:
        return "broken", _STOPPED
    if counts.files < counts.linked:
        first = next((f": {t.what}" for t in troubles if t.of_file), "")
        return "short", (
            f"expected the {counts.linked} files that the lists link, found {counts.files}{first}; "
            "must act: nobody now; the source's developer, if the next crawls end so too"
        )
    if found := _uncounted(counts):
        return found
    low, high = expect.items
    if counts.notices < low and not counts.partial:
        return "short", (
            f"expected {low} notices or more, found {counts.notices} in {counts.originals} "
            "originals; must act: the source's developer"
        )
    for key, share in expect.fields.items():
        filled = counts.filled.get(key, 0)
        if counts.read and filled < share * counts.read:
            return "short", (
                f"expected {key} in {share:.0%} of the notices, found it in {filled} of "
                f"{counts.read} read now; must act: the source's developer"
            )
    if counts.notices > high:
        return "broken", (
            f"expected {high} notices or fewer, found {counts.notices}: notices may be split, or "
            "the source has grown; must act: the source's developer (Source.expect)"
        )
    return None


def _uncounted(counts: Counts) -> tuple[Verdict, str] | None:
    """The verdict where a list states more than was found, or an original holds more than read."""
    is_sample = counts.asked.get("sample") is not None
    for where, (stated, found) in counts.lists.items():
        if stated is not None and found < stated and not is_sample:
            return "short", (
                f"expected the {stated} entries that {where} states, found {found}; must act: "
                "nobody now; the source's developer, if the next crawls end so too"
            )
    for url, holds, read in counts.unread:
        return "short", (
            f"expected the {holds} notices that {url} shows, read {read}; must act: the developer "
            "of the reader"
        )
    for url, before, now in counts.cut:
        return "short", (
            f"expected {before} notices or so, as {url} held before, found {now}: the file can't "
            "be whole; must act: nobody now; the source's developer, if the next crawls end so too"
        )
    return None


def _stale(expect: Expect, counts: Counts, now: datetime) -> tuple[Verdict, str] | None:
    """The verdict on a list whose newest entry is too old: nobody fills it any more."""
    if counts.newest is None or now - counts.newest <= timedelta(days=expect.within_days):
        return None
    return "empty", (
        f"expected an entry of the last {expect.within_days} days, found the newest of "
        f"{counts.newest:%Y-%m-%d}: the list is stale; must act: the source's developer"
    )


def _good(
    expect: Expect, counts: Counts, last_new: datetime | None, now: datetime
) -> tuple[Verdict, str]:
    aside = f"; {counts.unreadable} originals can't be read" if counts.unreadable else ""
    aside += f"; {counts.blank} hold no notice and don't say why" if counts.blank else ""
    aside += "".join(f"; out of reach: {what}" for what in counts.out_of_reach)
    if counts.new or counts.changed or last_new is None:
        return "ok", (
            f"{counts.new} new, {counts.changed} changed and {counts.same} known notices in "
            f"{counts.originals} originals{aside}"
        )
    if _due(expect, last_new, now):
        return "empty", (
            f"expected a new notice within {expect.within_days} days, found the last one on "
            f"{last_new:%Y-%m-%d}; must act: the source's developer, who looks at the list page"
        )
    return "quiet", (
        f"nothing new; {counts.same} known notices in {counts.originals} originals{aside}"
    )


def _due(expect: Expect, last_new: datetime | None, now: datetime) -> bool:
    return last_new is None or now - last_new > timedelta(days=expect.within_days)


def as_row(counts: Counts, troubles: Sequence[Trouble]) -> dict[str, Any]:
    """The counts as the store keeps them."""
    return {
        **counts.asked,
        "linked": counts.linked,
        "passed_over": counts.passed_over,
        "files": counts.files,
        "originals": counts.originals,
        "unmodified": counts.unmodified,
        "not_asked": counts.not_asked,
        "resumed": counts.resumed,
        "replayed": counts.replayed,
        "unreadable": counts.unreadable,
        "blank": counts.blank,
        "notices": counts.notices,
        "new": counts.new,
        "changed": counts.changed,
        "same": counts.same,
        "issues": counts.issues,
        "stated": sum(stated or 0 for stated, _ in counts.lists.values()),
        "found": sum(found for _, found in counts.lists.values()),
        "out_of_reach": list(counts.out_of_reach),
        "troubles": [trouble.what for trouble in troubles],
    }
