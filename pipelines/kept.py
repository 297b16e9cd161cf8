"""What a run has kept so far, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field

import msgspec

from pipelines.extract.formats import Format, sniff
from pipelines.records import NOT_ASKED, Original, Reading
from pipelines.store.save import Saved
from pipelines.store.withdrawn import is_cut
from pipelines.worker import UNREADABLE


@dataclass
class Kept:
    """What a run has kept so far."""

    originals: int = 0
    unmodified: int = 0
    """Originals that came from the archive: they are as they were, and nothing was sent."""
    not_asked: int = 0
    """Those of them for which the site wasn't asked: its list says that they are as they were."""
    unreadable: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    issues: int = 0
    read: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    blank: int = 0
    """Originals without a notice that don't say that there is nothing either."""
    unread: list[tuple[str, int, int]] = field(default_factory=list)
    """Addresses of originals that gave fewer notices than they hold, with both numbers."""
    cut: list[tuple[str, int, int]] = field(default_factory=list)
    """Addresses of files that can't be whole: how many notices one held before, and now."""
    blank_pages: list[str] = field(default_factory=list)
    """The addresses of those of them that are web pages without a table of notices."""

    @property
    def notices(self) -> int:
        return self.new + self.changed + self.same

    def known_as_news(self, new: int, changed: int) -> None:
        """Count as news what an earlier run stored and none has published, with both numbers."""
        for name, found in (("new", new), ("changed", changed)):
            more = min(max(found - getattr(self, name), 0), self.same)
            setattr(self, name, getattr(self, name) + more)
            self.same -= more

    def add(
        self,
        original: Original,
        saved: Saved,
        reading: Reading | None,
        codes: Set[str],
        before: int | None,
    ) -> None:
        """Count one more original, with the codes of its issues.

        ``reading`` is None if it had been read before; ``before`` is how many notices the whole
        file held that this one replaces, None for any other original.
        """
        self.originals += 1
        self.unmodified += original.status in (304, NOT_ASKED)
        self.not_asked += original.status == NOT_ASKED
        self.new += saved.new
        self.changed += saved.changed
        self.same += saved.same
        self.issues += saved.issues
        self.unreadable += bool(codes & UNREADABLE)
        read = saved.new + saved.changed + saved.same
        if original.holds is not None and read < original.holds:
            self.unread.append((original.url, original.holds, read))
        if before is not None and is_cut(before, read):
            self.cut.append((original.url, before, read))
        if codes & {"noTable", "noRows"} and not (saved.new or saved.changed or saved.same):
            self.blank += 1
            if "noTable" in codes and sniff(original.body) is Format.HTML:
                self.blank_pages.append(original.url)
        if reading is None:
            return
        self.read += len(reading.notices)
        for notice in reading.notices:
            self.filled.update(
                key
                for key, value in msgspec.structs.asdict(notice).items()
                if value is not None and value != []
            )
