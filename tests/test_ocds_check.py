"""The official check, in a process of its own, over packages that we export.

It needs a Python with libcoveocds (CHOTATSU_COVE) and the files of the standard; without them
these tests are skipped by name.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import ocds_notices as city
import pytest
from ocds_store import publish

from pipelines.errors import ArgumentError, SetupError
from pipelines.export.ocds import export_ocds
from pipelines.link import link
from pipelines.ocds.check import check_packages
from pipelines.store.session import open_store

SCHEMAS = Path(
    os.environ.get("CHOTATSU_OCDS_SCHEMAS") or Path(__file__).parents[2] / "shared" / "ocds"
)
COVE = Path(os.environ.get("CHOTATSU_COVE") or "no-python-with-libcoveocds")

needs_cove = pytest.mark.skipif(
    not (COVE.is_file() and SCHEMAS.is_dir()),
    reason=f"CHOTATSU_COVE names no Python with libcoveocds, or no schemas are at {SCHEMAS}",
)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of every shape of notice, with second versions of some."""
    folder = tmp_path_factory.mktemp("exported")
    store = open_store(f"sqlite:///{folder}/chotatsu.db")
    shapes = city.shapes()
    publish(store, list(shapes.values()))
    for day, name in enumerate(("plain", "rounds", "joint venture", "call for bids"), 1):
        price = city.yen(109_000_000 + day)
        later = msgspec.structs.replace(
            shapes[name], award_price=price, bids=shapes[name].bids[::-1]
        )
        publish(store, [later], day=day)
    assert link(store).failed == ()
    export_ocds(store, folder / "out")
    store.close()
    return folder / "out"


@needs_cove
def test_every_package_passes(exported: Path) -> None:
    checked = check_packages([exported], COVE, SCHEMAS)
    assert checked.problems == ()
    assert (checked.status, checked.files) == ("passed", 4)


def wrong_code(package: dict[str, Any]) -> None:
    package["releases"][0]["tender"]["procurementMethod"] = "negotiated"


def wrong_code_of_ours(package: dict[str, Any]) -> None:
    package["releases"][0]["sources"][0]["dateBasis"] = "guessed"


def unknown_field(package: dict[str, Any]) -> None:
    package["releases"][0]["tender"]["colour"] = "red"


def wrong_type(package: dict[str, Any]) -> None:
    package["releases"][0]["date"] = "yesterday"


def unfetchable_extension(package: dict[str, Any]) -> None:
    package["extensions"].append("https://example.org/nowhere/extension.json")


def other_version(package: dict[str, Any]) -> None:
    bids = next(each for each in package["extensions"] if "_bid_" in each)
    package["extensions"].remove(bids)
    package["extensions"].append(bids.replace("v1.1.5", "v1.1.3"))


def no_extensions(package: dict[str, Any]) -> None:
    del package["extensions"]


def wrong_code_in_record(package: dict[str, Any]) -> None:
    package["records"][0]["compiledRelease"]["bids"] = {"details": [{"id": "1", "status": "won"}]}


@needs_cove
@pytest.mark.parametrize(
    ("name", "break_it", "kind"),
    [
        ("releases", wrong_code, "additional_closed_codelist_values"),
        ("releases", wrong_code_of_ours, "additional_closed_codelist_values"),
        ("releases", unknown_field, "additional_fields"),
        ("releases", wrong_type, "validation_errors"),
        ("releases", unfetchable_extension, "invalid_extension"),
        ("releases", other_version, "invalid_extension"),
        ("releases", no_extensions, "invalid_extension"),
        ("records", wrong_code_in_record, "additional_closed_codelist_values"),
    ],
)
def test_what_is_broken_on_purpose_fails(
    exported: Path,
    tmp_path: Path,
    name: str,
    break_it: Callable[[dict[str, Any]], None],
    kind: str,
) -> None:
    whole = exported / "packages" / f"5000020479993_2018_{name}.json"
    package = json.loads(whole.read_text(encoding="utf-8"))
    break_it(package)
    broken = tmp_path / whole.name
    broken.write_text(json.dumps(package), encoding="utf-8")
    checked = check_packages([broken], COVE, SCHEMAS)
    assert checked.status == "failed"
    assert kind in {problem.kind for problem in checked.problems}
    assert {problem.file for problem in checked.problems} == {broken}


@needs_cove
@pytest.mark.parametrize("content", ["{", "[]", '{"version": "0.9", "releases": []}'])
def test_a_file_that_is_no_package(exported: Path, tmp_path: Path, content: str) -> None:
    torn = tmp_path / "torn.json"
    torn.write_text(content)
    whole = exported / "packages" / "5000020479993_2018_releases.json"
    checked = check_packages([torn, whole], COVE, SCHEMAS)
    assert (checked.status, checked.files) == ("failed", 2)
    assert {problem.file for problem in checked.problems} == {torn}


@needs_cove
def test_libcoveocds_breaks_down(exported: Path, tmp_path: Path) -> None:
    half = tmp_path / "schemas"
    for name in ("standard/1__1__5/schema/release-schema.json", "registry/extension_versions.csv"):
        (half / name).parent.mkdir(parents=True)
        (half / name).write_text("")
    with pytest.raises(SetupError, match="expected 4 answers of libcoveocds, found 0"):
        check_packages([exported], COVE, half)


@pytest.mark.parametrize(
    ("python", "schemas", "reason"),
    [
        (None, SCHEMAS, "CHOTATSU_COVE isn't set"),
        ("nowhere/python", SCHEMAS, "CHOTATSU_COVE: expected a Python"),
        (sys.executable, None, "CHOTATSU_OCDS_SCHEMAS isn't set"),
        (sys.executable, "nowhere", "CHOTATSU_OCDS_SCHEMAS: expected standard/1__1__5"),
        pytest.param(
            sys.executable,
            SCHEMAS,
            "expected libcoveocds in",
            marks=pytest.mark.skipif(not SCHEMAS.is_dir(), reason=f"no schemas at {SCHEMAS}"),
        ),
    ],
)
def test_what_is_missing_is_named_and_never_passes(
    exported: Path,
    monkeypatch: pytest.MonkeyPatch,
    python: str | None,
    schemas: Path | str | None,
    reason: str,
) -> None:
    for variable, value in (("CHOTATSU_COVE", python), ("CHOTATSU_OCDS_SCHEMAS", schemas)):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, str(value))
    checked = check_packages([exported])
    assert (checked.status, checked.problems) == ("skipped", ())
    assert reason in (checked.reason or "")


def test_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="expected OCDS packages in"):
        check_packages([tmp_path])
    with pytest.raises(ArgumentError, match="found nothing at"):
        check_packages([tmp_path / "nowhere"])
