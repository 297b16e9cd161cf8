"""Our schema against the official one: what conforms to ours conforms, and merges the same."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import ocds_notices as city
import pytest
from ocdsmerge import Merger
from ocdsmerge.rules import get_merge_rules

from pipelines.lookups import bodies, data_path
from pipelines.ocds.history import History
from pipelines.ocds.model import to_json
from pipelines.ocds.record import compiled, compiled_one
from pipelines.ocds.release import Process, release
from pipelines.ocds.schema import release_schema
from pipelines.records import Notice

SCHEMAS = Path(__file__).parents[2] / "shared" / "ocds"
PATCHED = SCHEMAS / "patched-release-schema.json"
official = pytest.mark.skipif(not PATCHED.is_file(), reason=f"no official schema at {PATCHED}")


def versions(notice: Notice) -> list[Notice]:
    """The notice, and corrections of it such as sources make."""
    bids = list(reversed(notice.bids))
    return [
        notice,
        msgspec.structs.replace(notice, bids=bids, title=f"{notice.title}（訂正）"),
        msgspec.structs.replace(notice, planned_price=city.yen(1, "included"), bids=bids[:1]),
        msgspec.structs.replace(notice, suppliers=[], bids=[], signed=None, floor_price=[]),
    ]


def process(notices: list[Notice]) -> list[bytes]:
    """The releases of one process, made of notices as they were seen day by day."""
    history = History()
    found = []
    of = Process("ocds-213czf-5000020479993-2018-1", 2018, "工事")
    for day, notice in enumerate(notices):
        fetched = city.fetched(city.SEEN + timedelta(days=day))
        made = release(str(day % 2), notice, of, fetched, history, bodies())
        history.add(str(day % 2), made)
        found.append(to_json(made))
    return sorted(found, key=lambda text: json.loads(text)["date"])


# Each shape is followed by another, so that every field meets others and none.
_SHAPES = list(city.shapes().items())
PROCESSES = {
    f"{one} then {other}": process([*versions(first), *versions(second)])
    for shift in (1, 5)
    for (one, first), (other, second) in zip(
        _SHAPES, _SHAPES[shift:] + _SHAPES[:shift], strict=True
    )
}


@official
def test_merge_rules_are_the_official_ones_for_what_we_emit() -> None:
    ours = get_merge_rules(release_schema())
    theirs = get_merge_rules(json.loads(PATCHED.read_text(encoding="utf-8")))
    emitted = set(paths(release_schema()))
    assert ours == {path: rule for path, rule in theirs.items() if path in emitted}


def paths(schema: dict[str, Any], at: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of every field of our schema."""
    definitions = release_schema()["definitions"]
    found = []
    for name, field in schema.get("properties", {}).items():
        found.append((*at, name))
        target = field.get("items", field).get("$ref", "")
        found += paths(definitions.get(target.rpartition("/")[2], {}), (*at, name))
    return found


@official
@pytest.mark.parametrize("name", PROCESSES)
def test_releases_merge_by_our_schema_as_by_the_official_one(name: str) -> None:
    releases = [json.loads(text) for text in PROCESSES[name]]
    expected = Merger(str(PATCHED)).create_compiled_release(releases)
    assert json.loads(compiled(PROCESSES[name])) == expected


@official
@pytest.mark.parametrize("name", city.shapes())
def test_a_single_release_is_merged_without_taking_it_apart(name: str) -> None:
    (text,) = process([city.shapes()[name]])
    content = json.loads(text)
    expected = Merger(str(PATCHED)).create_compiled_release([content])
    assert json.loads(compiled_one(content["ocid"], content["date"], text)) == expected


@official
def test_what_conforms_to_our_schema_conforms_to_the_official_one() -> None:
    validator = jsonschema_rs.validator_for(
        json.loads(PATCHED.read_text(encoding="utf-8")), validate_formats=True
    )
    for texts in PROCESSES.values():
        for text in texts:
            assert list(validator.iter_errors(json.loads(text))) == []


def test_the_schema_is_closed() -> None:
    schema = release_schema()
    assert all(each["additionalProperties"] is False for each in schema["definitions"].values())
    assert "null" not in json.dumps(schema)
    assert schema["definitions"]["Value"]["properties"]["amount"] == {"type": "number"}


def test_our_extension_declares_every_closed_code_that_we_emit() -> None:
    patch = json.loads(data_path("ocds", "ocds_jpn_extension", "release-schema.json").read_text())
    theirs = patch["definitions"]
    for definition, field, ours in (
        ("BidFloor", "type", "BidFloor"),
        ("BidFloor", "disclosure", "BidFloor"),
        ("Tender", "reservePriceDisclosure", "Tender"),
        ("Contract", "pricingType", "Contract"),
        ("Source", "dateBasis", "Source"),
    ):
        emitted = release_schema()["definitions"][ours]["properties"][field]["enum"]
        assert set(emitted) <= set(theirs[definition]["properties"][field]["enum"])
