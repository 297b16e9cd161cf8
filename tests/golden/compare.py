"""Compare what ``chotatsu read`` gives with the golden records of this folder.

The golden files (one JSON a sample, see README.md) say what a careful person reads off the file.
Everything here is pure but :func:`load`: dicts in, results out. A notice is the JSON object that
``chotatsu read`` prints (keys of ``design.md``).

    for golden in load(Path("tests/golden")):
        result = compare_file(notices_of(golden["file"]), golden)
        print(golden["file"], result.found, result.expected, result.right, result.wrong)
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

JsonObject = Mapping[str, Any]

NOT_INVENTED = frozenset({"raw", "at", "issues", "schedule", "stage"})
"""Keys that every notice may have; a golden record need not say them."""

PRICES = frozenset({"plannedPrice", "awardPrice", "contractPrice", "floorPrice"})
AMOUNTS = frozenset({"amount", "amountNet"})
NUMBERS = AMOUNTS | {"awardRate", "rate", "numberOfBids", "rank", "durationInDays"}
NOISE = {"amount": Decimal("0.005"), "amountNet": Decimal("0.005")}
"""Workbooks hold 129009999.99999999; half a hundredth of a yen is the same amount."""

UNCHECKED = {
    "price": frozenset({"currency", "per"}),
    "buyer": frozenset({"id"}),
    "supplier": frozenset[str](),
    "period": frozenset[str](),
}
"""Keys that a program may add to an object; any other one that the golden record lacks is wrong."""

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


@dataclass(frozen=True)
class Difference:
    """One field that is not as expected."""

    field: str
    expected: Any
    got: Any


@dataclass
class Comparison:
    """What became of the fields of one golden record."""

    right: list[str] = field(default_factory=list)
    wrong: list[Difference] = field(default_factory=list)
    missing: list[Difference] = field(default_factory=list)
    invented: list[Difference] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Fields that were compared, invented ones included."""
        return len(self.right) + len(self.wrong) + len(self.missing) + len(self.invented)

    def add(self, other: Comparison) -> None:
        """Add the fields of another record."""
        self.right += other.right
        self.wrong += other.wrong
        self.missing += other.missing
        self.invented += other.invented


@dataclass
class FileComparison:
    """How the notices of one file compare to its golden file."""

    file: str
    expected: int
    found: int
    fields: Comparison
    not_found: list[JsonObject]
    """Golden records (their ``find``) for which the program gave no notice."""
    sums: list[Difference]
    """Sums over the whole file that differ."""

    @property
    def as_expected(self) -> bool:
        """Whether nothing at all differs."""
        fields = self.fields
        return (
            self.expected == self.found
            and not (self.not_found or self.sums)
            and not (fields.wrong or fields.missing or fields.invented)
        )


def load(folder: Path) -> list[dict[str, Any]]:
    """Give every golden file of the folder, by name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def compare(notice: JsonObject, golden: JsonObject) -> Comparison:
    """Compare a notice to one golden record, field by field."""
    result = Comparison()
    expect: JsonObject = golden["expect"]
    opened = frozenset(golden.get("open", ()))
    for name, wanted in expect.items():
        if name in opened:
            continue
        got = notice.get(name)
        inner = frozenset(key.partition(".")[2] for key in opened if key.startswith(name + "."))
        may = golden.get("may", {}).get(name, ())
        if name == "schedule" and isinstance(got, list):
            right = same_schedule(wanted, got, may)
        else:
            right = same(wanted, got, name, inner)
        if right:
            result.right.append(name)
        elif got is None:
            result.missing.append(Difference(name, wanted, None))
        else:
            result.wrong.append(Difference(name, wanted, got))
    for name, got in notice.items():
        known = name in expect or name in opened or name in NOT_INVENTED
        if not known and got is not None:
            result.invented.append(Difference(name, None, got))
    return result


def compare_file(notices: Sequence[JsonObject], golden: JsonObject) -> FileComparison:
    """Compare all notices that were read from one file to its golden file."""
    fields = Comparison()
    not_found: list[JsonObject] = []
    for record in golden["records"]:
        notice = find(notices, record["find"])
        if notice is None:
            not_found.append(record["find"])
            fields.missing += [
                Difference(name, wanted, None)
                for name, wanted in record["expect"].items()
                if not may_be_absent(wanted)
            ]
        else:
            fields.add(compare(notice, record))
    return FileComparison(
        file=golden["file"],
        expected=golden["notices"],
        found=len(notices),
        fields=fields,
        not_found=not_found,
        sums=compare_sums(notices, golden),
    )


def find(notices: Sequence[JsonObject], where: JsonObject) -> JsonObject | None:
    """Find the notice that stands on the rows (and the sheet) of a golden record, or has its title.

    One that begins on the same row is taken before one that only overlaps, so that a program which
    tears a merged notice apart is compared by its first half.
    """
    if "rows" not in where:
        title = where["title"]
        return next((n for n in notices if plain(title) in plain(n.get("title", ""))), None)
    first, last = where["rows"]
    near: list[tuple[int, JsonObject]] = []
    for notice in notices:
        at = notice.get("at", {})
        rows = at.get("rows")
        if not rows or where.get("sheet", at.get("sheet")) != at.get("sheet"):
            continue
        if rows[0] <= last and rows[1] >= first:
            near.append((abs(rows[0] - first), notice))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def compare_sums(notices: Sequence[JsonObject], golden: JsonObject) -> list[Difference]:
    """Compare sums of amounts over a file, but for rows whose cells are no plain number."""
    sums: JsonObject = golden.get("sums") or {}
    left_out = set(sums.get("leftOut", ()))
    differences = []
    for name in sorted(PRICES & sums.keys()):
        total = Decimal(0)
        for notice in notices:
            rows = notice.get("at", {}).get("rows") or [0, 0]
            if left_out.isdisjoint(range(rows[0], rows[1] + 1)):
                price = notice.get(name)
                amount = price.get("amount") if isinstance(price, Mapping) else None
                total += number(amount) or Decimal(0)
        if abs(total - Decimal(str(sums[name]))) > Decimal("0.5"):
            differences.append(Difference(name, sums[name], str(total)))
    return differences


def same(wanted: Any, got: Any, name: str = "", opened: frozenset[str] = frozenset()) -> bool:
    """Tell whether a value is what the golden record asks for.

    ``{"anyOf": [...]}`` allows each of several readings, ``None`` among them the absent key.
    """
    if isinstance(wanted, Mapping) and "anyOf" in wanted:
        return any(same(choice, got, name, opened) for choice in wanted["anyOf"])
    if wanted is None or got is None:
        return wanted is got
    if isinstance(wanted, Mapping):
        return isinstance(got, Mapping) and same_object(wanted, got, name, opened)
    if isinstance(wanted, list):
        if not isinstance(got, list) or len(wanted) != len(got):
            return False
        return all(same(w, g, name, opened) for w, g in zip(wanted, got, strict=True))
    if name in NUMBERS:
        left, right = number(wanted), number(got)
        if left is None or right is None:
            return False
        return abs(left - right) <= NOISE.get(name, Decimal("1e-12"))
    if isinstance(wanted, bool) or isinstance(got, bool):
        return wanted is got
    if isinstance(wanted, str) and isinstance(got, str):
        return same_text(wanted, got)
    return bool(wanted == got)


def same_object(wanted: JsonObject, got: JsonObject, name: str, opened: frozenset[str]) -> bool:
    """Compare two objects: what is asked for must be there, and nothing of weight besides."""
    for key, value in wanted.items():
        if key in opened:
            continue
        if value is False and key == "won":
            if got.get(key):
                return False
        elif not same(value, got.get(key), key):
            return False
    kind = "price" if name in PRICES else {"suppliers": "supplier"}.get(name, name)
    if kind not in UNCHECKED:
        return True
    extra = got.keys() - wanted.keys() - UNCHECKED[kind] - opened
    return all(got[key] is None or is_name_id(key, got[key]) for key in extra)


def same_schedule(
    wanted: Sequence[JsonObject], got: Sequence[JsonObject], may: Sequence[JsonObject] = ()
) -> bool:
    """Compare the dated steps: each one wanted is there once, and no other that isn't in ``may``.

    The order isn't compared. A step of ``may`` has no label: the day says which it is.
    """
    left = list(got)
    for step in wanted:
        found = next((one for one in left if same_step(step, one)), None)
        if found is None:
            return False
        left.remove(found)
    return all(any(same_step(step, one) for step in may) for one in left)


def same_step(wanted: JsonObject, got: JsonObject) -> bool:
    """Compare one dated step; headings may stand before its label, as in ``入札書の提出 期間``.

    A step of one moment is the same as a start, as an end (``…までに``) or as both.
    """
    label = wanted.get("label")
    labels = label["anyOf"] if isinstance(label, Mapping) else [label or ""]
    if not any(plain(got.get("label", "")).endswith(plain(one)) for one in labels):
        return False
    pairs = zip(ends_of(wanted), ends_of(got), strict=True)
    return all(same(one, other) for one, other in pairs)


def ends_of(step: JsonObject) -> tuple[Any, Any]:
    """Give start and end of a step; the one that is printed for both where only one is."""
    start, end = step.get("start"), step.get("end")
    return start or end, end or start


def is_name_id(key: str, value: Any) -> bool:
    """Tell an id made from a firm's name, which stands for "no number printed"."""
    return key == "id" and str(value).startswith("JP-NAME-")


def same_text(wanted: str, got: str) -> bool:
    """Compare two texts after NFKC and without white space; moments as moments."""
    if MOMENT.match(wanted) and MOMENT.match(got):
        try:
            return datetime.fromisoformat(wanted) == datetime.fromisoformat(got)
        except (TypeError, ValueError):
            return False
    return plain(wanted) == plain(got)


def plain(text: Any) -> str:
    """Give a text in NFKC without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(text)))


def number(value: Any) -> Decimal | None:
    """Give a JSON number or a string of digits exactly; None for anything else."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def may_be_absent(wanted: Any) -> bool:
    """Tell whether the golden record allows the key to be absent."""
    return isinstance(wanted, Mapping) and None in wanted.get("anyOf", ())
