"""What the reader gives for a file, held against what a careful person reads off it.

``python tests/scoreboard.py [NAME…]`` prints, for the invented layouts and the golden files whose
names contain one of the words, every field that differs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
if __name__ == "__main__":  # as pytest's settings have it
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from golden.compare import (  # noqa: E402
    Comparison,
    Difference,
    FileComparison,
    compare,
    compare_file,
    load,
)
from layouts import MAKERS, Layout, NotHere  # noqa: E402
from layouts.layout import MAY_ADD  # noqa: E402

from pipelines.errors import Unreadable  # noqa: E402
from pipelines.reading import read  # noqa: E402
from pipelines.records import Hints, Original, Reading, printed  # noqa: E402
from pipelines.times import TOKYO  # noqa: E402

SAMPLES = ROOT.parent / "shared" / "samples"
GOLDEN = ROOT / "tests" / "golden"
NOW = datetime(2026, 11, 25, tzinfo=TOKYO)


@dataclass(frozen=True)
class Score:
    """How the reading of one file compares; ``unknown`` counts its labels that nobody knows."""

    name: str
    expected: int
    found: int
    fields: Comparison
    other: list[str]
    unknown: int

    @property
    def is_right(self) -> bool:
        """Whether nothing differs."""
        fields = self.fields
        wrong = fields.wrong or fields.missing or fields.invented or self.other
        return self.expected == self.found and not wrong

    def line(self) -> str:
        """One line of the report."""
        fields = self.fields
        return (
            f"{'ok ' if self.is_right else '   '} {self.name:44} notices {self.found:5,} of "
            f"{self.expected:5,}; fields {len(fields.right):4} right, {len(fields.wrong)} wrong, "
            f"{len(fields.missing)} missing, {len(fields.invented)} invented; "
            f"{self.unknown} unknown labels"
        )

    def details(self) -> list[str]:
        """Every difference."""
        fields = self.fields
        named = (("wrong", fields.wrong), ("missing", fields.missing), ("new", fields.invented))
        return self.other + [
            f"{kind:8} {one.field}: expected {_short(one.expected)}, got {_short(one.got)}"
            for kind, found in named
            for one in found
        ]


def reading_of(body: bytes, name: str, context: dict[str, str] | None = None) -> Reading:
    """The reading of a file that nothing is known of."""
    hints = Hints(name=name, context=context or {})
    original = Original(url=f"file:///{name}", body=body, fetched_at=NOW, hints=hints)
    try:
        return read(original)
    except Unreadable as error:
        raise AssertionError(f"{name}: {error}") from error


def notices_of(reading: Reading) -> list[dict[str, Any]]:
    """The notices as ``chotatsu read`` prints them."""
    return [json.loads(printed(notice)) for notice in reading.notices]


def score_layout(layout: Layout) -> Score:
    """An invented file: its notices in printed order, all of them, every field."""
    reading = reading_of(layout.body, layout.file_name, dict(layout.hints))
    notices = notices_of(reading)
    fields = Comparison()
    for notice, expected in zip(notices, layout.expected, strict=False):
        allowed = [*layout.doubtful, *(MAY_ADD - expected.keys())]
        fields.add(compare(_without_rest(notice), {"expect": expected, "open": allowed}))
    for expected in layout.expected[len(notices) :]:
        fields.missing += [Difference(name, wanted, None) for name, wanted in expected.items()]
    other = [] if reading.empty == layout.empty else [f"empty: expected {layout.empty}"]
    return Score(
        layout.name, len(layout.expected), len(notices), fields, other, unknown_labels(reading)
    )


def score_golden(golden: dict[str, Any]) -> Score:
    """A real file: the number of its notices, its sums, and the records written by hand."""
    path = SAMPLES / golden["file"]
    reading = reading_of(path.read_bytes(), path.name)
    found: FileComparison = compare_file(notices_of(reading), golden)
    other = [f"not found: {where}" for where in found.not_found]
    other += [f"sum of {s.field}: expected {s.expected}, got {s.got}" for s in found.sums]
    if reading.empty != golden["empty"]:
        other.append(f"empty: expected {golden['empty']}")
    return Score(
        golden["file"], found.expected, found.found, found.fields, other, unknown_labels(reading)
    )


def unknown_labels(reading: Reading) -> int:
    """How many labels of a file nobody knows."""
    issues = [issue for notice in reading.notices for issue in notice.issues]
    return len({issue.label for issue in issues if issue.code == "unknownLabel"})


def goldens() -> list[dict[str, Any]]:
    """The golden files whose sample is here."""
    return [golden for golden in load(GOLDEN) if (SAMPLES / golden["file"]).exists()]


def pdf_goldens() -> list[dict[str, Any]]:
    """The golden PDF files whose sample is here."""
    return [golden for golden in load(GOLDEN / "pdf") if (SAMPLES / golden["file"]).exists()]


def layouts() -> list[Layout]:
    """The layouts that can be built on this machine."""
    found = []
    for make in MAKERS:
        try:
            found.append(make())
        except NotHere:
            continue
    return found


def _without_rest(notice: dict[str, Any]) -> dict[str, Any]:
    """A notice without what the layouts don't say: quote and remark of bids, marks of titles."""
    bids = notice.get("bids")
    if bids:
        notice = {**notice, "bids": [_bid(bid) for bid in bids]}
    return notice


def _bid(bid: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in bid.items() if key not in ("quote", "remark")}


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)[:300]


def main(words: Sequence[str]) -> None:
    """Print the scores, with every difference where names are given."""
    scores = [score_layout(one) for one in layouts() if _named(one.name, words)]
    real = [*goldens(), *pdf_goldens()]
    scores += [score_golden(one) for one in real if _named(one["file"], words)]
    for score in scores:
        print(score.line())
        if words:
            print(*("      " + line for line in score.details()), sep="\n")
    right = sum(len(score.fields.right) for score in scores)
    total = sum(score.fields.total for score in scores)
    good = sum(score.is_right for score in scores)
    print(f"{good} of {len(scores)} files right; {right:,} of {total:,} fields")


def _named(name: str, words: Sequence[str]) -> bool:
    return not words or any(word in name for word in words)


if __name__ == "__main__":
    main(sys.argv[1:])
