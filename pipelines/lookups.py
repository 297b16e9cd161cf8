"""What we know beforehand: bodies, labels and words, read from ``data/`` and checked at load.

The files are made to be read and extended by people who don't program; a mistake in one is a
``SetupError`` that names the file and the entry.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from pipelines.errors import SetupError

# The form of a corporation before its name, which many tables leave out.
_FORM = re.compile(r"^(?:独立行政法人|国立研究開発法人)(?=.{3})")

_MINISTRY_CODE = 2  # letters of 府省コード; 調達機関番号 has three
STAGES = ("plan", "tender", "result", "award", "contract", "amendment", "cancellation")


def data_path(*parts: str) -> Path:
    """The path of a file under ``data/``: in the installed package, or in the checkout."""
    package = Path(str(files("pipelines")))
    inside = package / "data"
    return (inside if inside.is_dir() else package.parent / "data").joinpath(*parts)


def fold(text: str) -> str:
    """Text for comparing labels and names: NFKC, no white space. ``予　定\\n価格`` → 予定価格"""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class BodyFacts:
    """A public body; ``corporate_number`` may be that of the body it is an office of."""

    id: str
    name: str
    kind: str
    parent: str | None
    corporate_number: str | None
    local_code: str | None
    prefecture: str | None


@cache
def bodies() -> dict[str, BodyFacts]:
    """Every body by its id: those of ``data/reference/bodies.csv``, then the invented ones.

    SetupError where an id stands twice or a parent isn't there.
    """
    found = dict(real_bodies())
    for facts in _bodies_of(data_path("practice", "bodies.csv")):
        if facts.id in found:
            raise SetupError(f"practice/bodies.csv: expected a new id, found {facts.id}")
        found[facts.id] = facts
    return found


@cache
def real_bodies() -> dict[str, BodyFacts]:
    """The bodies that exist, by id, in the order of ``data/reference/bodies.csv``."""
    path = data_path("reference", "bodies.csv")
    found: dict[str, BodyFacts] = {}
    for facts in _bodies_of(path):
        if facts.id in found or (facts.parent and facts.parent not in found):
            raise SetupError(f"{path.name}: expected a new id below its parent, found {facts}")
        found[facts.id] = facts
    return found


def _bodies_of(path: Path) -> list[BodyFacts]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        if not row["id"] or not row["name"] or not row["kind"]:
            raise SetupError(f"{path.name}: expected an id, a name and a kind, found {row}")
    return [BodyFacts(**{key: value or None for key, value in row.items()}) for row in rows]  # type: ignore[arg-type]


@cache
def wards() -> dict[str, str]:
    """The wards of designated cities, offices of their city: 札幌市中央区 by its code, 011011."""
    path = data_path("reference", "wards.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    cities = {facts.local_code: facts.name for facts in real_bodies().values() if facts.local_code}
    for row in rows:
        if not row["name"].startswith(cities.get(row["city"], "?")):
            raise SetupError(f"{path.name}: expected a ward of a city in bodies.csv, found {row}")
    return {row["code"]: row["name"] for row in rows}


@cache
def bodies_by_name() -> dict[str, BodyFacts]:
    """Every body by its folded names: its own, with its prefecture, without 独立行政法人.

    Names that two bodies share are left out: a name alone doesn't tell them apart. 府中市 is two
    cities, 東京都府中市 is one; 北区 is a ward of Tokyo and an office of nine cities.
    """
    named: dict[str, set[str]] = {}
    prefectures = {
        facts.prefecture: facts.name for facts in bodies().values() if facts.kind == "prefecture"
    }
    for facts in bodies().values():
        names = {fold(facts.name), _FORM.sub("", fold(facts.name))}
        if facts.local_code and facts.kind != "prefecture":
            names.add(fold(prefectures[facts.prefecture] + facts.name))
        for spelt in chain.from_iterable(map(_spelt, sorted(names))):
            named.setdefault(spelt, set()).add(facts.id)
    for code, ward in wards().items():
        named.get(ward.partition("市")[2], set()).add(code)
    return {name: bodies()[min(ids)] for name, ids in named.items() if len(ids) == 1}


def _spelt(name: str) -> tuple[str, ...]:
    """A name with a small and with a large ヶ: 鎌ケ谷市 is printed 鎌ヶ谷市 too."""
    return tuple(dict.fromkeys((name, name.replace("ヶ", "ケ"), name.replace("ケ", "ヶ"))))


@cache
def bodies_by_local_code() -> dict[str, BodyFacts]:
    """Local governments by the five digits of 全国地方公共団体コード: 17206 → 加賀市."""
    return {facts.local_code[:5]: facts for facts in real_bodies().values() if facts.local_code}


@cache
def offices() -> dict[str, BodyFacts]:
    """Offices that are printed without their body's name: 札幌開発建設部 → 北海道開発局."""
    path = data_path("reference", "offices.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        found = {fold(row["name"]): row["body"] for row in csv.DictReader(lines)}
    for name, body in found.items():
        if body not in bodies():
            raise SetupError(f"{path.name}: expected a body of bodies.csv for {name}, found {body}")
    return {name: bodies()[body] for name, body in found.items()}


def bodies_of_ministry_codes() -> tuple[str, ...]:
    """The ids of the bodies that 府省コード (A1, S1 …) name, in the order of the table."""
    known = bodies_by_name()
    found = (
        known.get(fold(words))
        for code, words in load("portal_codes.yml")["buyerCode"].items()
        if len(code) == _MINISTRY_CODE
    )
    return tuple(dict.fromkeys(facts.id for facts in found if facts))


@dataclass(frozen=True)
class Meaning:
    """What a published label stands for; ``category`` is what it says besides (工事名: works)."""

    name: str
    category: str | None = None


@dataclass(frozen=True)
class Labels:
    """Known labels: by their folded text, and by pattern where numbers stand in them.

    ``exact`` maps a label to its meanings by the label of the group above it, "" for none.
    """

    exact: dict[str, dict[str, Meaning]]
    patterns: tuple[tuple[re.Pattern[str], Meaning], ...]

    def meaning(self, label: str, group: str = "") -> Meaning | None:
        """The meaning of a folded label under a folded group label, None if nobody knows it."""
        known = self.exact.get(label)
        if known is not None:
            return known.get(group) or known.get("")
        for pattern, meaning in self.patterns:
            if pattern.fullmatch(label):
                return meaning
        return None


@cache
def labels() -> Labels:
    """``data/lookups/labels.yml``: published label → meaning."""
    exact: dict[str, dict[str, Meaning]] = {}
    patterns: list[tuple[re.Pattern[str], Meaning]] = []
    for name, entry in load("labels.yml").items():
        for item in entry:
            fields = item if isinstance(item, dict) else {"label": item}
            meaning = Meaning(name, fields.get("category"))
            if "pattern" in fields:
                patterns.append((compiled("labels.yml", name, fields["pattern"]), meaning))
                continue
            group = fold(fields.get("under", ""))
            known = exact.setdefault(fold(fields["label"]), {})
            if group in known:
                raise SetupError(
                    f"labels.yml: expected each label once, found {fields['label']} under "
                    f"{known[group].name} and {name}"
                )
            known[group] = meaning
    return Labels(exact, tuple(patterns))


@cache
def words(file: str) -> dict[str, dict[str, str]]:
    """A lookup of words by kind, each word folded: ``bids.yml`` → {kind: {folded: printed}}."""
    found: dict[str, dict[str, str]] = {}
    seen: dict[str, str] = {}
    for kind, entries in load(file).items():
        found[kind] = {}
        for word in entries:
            folded = fold(str(word))
            if folded in seen:
                raise SetupError(
                    f"{file}: expected {word} once, found under {seen[folded]}, {kind}"
                )
            seen[folded] = kind
            found[kind][folded] = str(word)
    return found


def compiled(file: str, entry: str, pattern: str) -> re.Pattern[str]:
    """A regular expression of a lookup; SetupError names file and entry where it is none."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SetupError(
            f"{file}: expected a regular expression in {entry}, found {pattern!r}: {error}"
        ) from error


@cache
def load(file: str) -> dict[str, Any]:
    """A YAML file of ``data/lookups``; SetupError if it isn't a mapping of names to entries."""
    path = data_path("lookups", file)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise SetupError(f"expected a readable lookup {file}, found: {error}") from error
    if not isinstance(content, dict):
        raise SetupError(f"{file}: expected a mapping of names to entries, found {type(content)}")
    return content
