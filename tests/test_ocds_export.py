"""Exports to real folders: what they hold, that they repeat, and that nothing kills them."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import ocds_notices as city
import pytest
from ocds_store import publish
from ocdsmerge import Merger

from pipelines.errors import SetupError
from pipelines.export.filter import Filter
from pipelines.export.ocds import export_ocds
from pipelines.link import link
from pipelines.ocds.package import EXTENSIONS, OWN_EXTENSION
from pipelines.ocds.schema import release_schema
from pipelines.store.session import Store, open_store

SHAPES = city.shapes()


@pytest.fixture
def linked(store: Store) -> Store:
    """A store with a notice of every shape, one of them in two versions."""
    fill(store)
    return store


def fill(store: Store) -> None:
    publish(store, list(SHAPES.values()))
    corrected = msgspec.structs.replace(SHAPES["plain"], award_price=city.yen(109_000_000))
    publish(store, [corrected], day=30)
    link(store)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_releases_records_and_packages(linked: Store, tmp_path: Path) -> None:
    told: list[int] = []
    done = export_ocds(linked, tmp_path / "out", progress=told.append)
    releases = lines(tmp_path / "out" / "releases.jsonl")
    records = lines(tmp_path / "out" / "records.jsonl")
    assert (done.releases, done.records, done.packages) == (len(SHAPES) + 1, len(SHAPES), 4)
    assert sum(told) == len(releases) == done.releases
    assert len(records) == done.records
    packages = {path.name: json.loads(path.read_text()) for path in _packages(tmp_path / "out")}
    assert sorted(packages) == [
        "2000012100001-chubu_2018_records.json",
        "2000012100001-chubu_2018_releases.json",
        "5000020479993_2018_records.json",
        "5000020479993_2018_releases.json",
    ]
    packed = [each for package in packages.values() for each in package.get("releases", [])]
    assert packed == releases
    assert [each for each in packages.values() for each in each.get("records", [])] == records


def _packages(out: Path) -> list[Path]:
    return sorted((out / "packages").glob("[!.]*.json"))


def test_metadata_of_a_package(linked: Store, tmp_path: Path) -> None:
    export_ocds(linked, tmp_path)
    for path in _packages(tmp_path):
        package = json.loads(path.read_text())
        assert package["uri"] == f"https://example.org/packages/{path.name}"
        assert package["version"] == "1.1"
        assert package["extensions"] == list(EXTENSIONS)
        assert OWN_EXTENSION in package["extensions"]
        assert {"name", "uri"} == set(package["publisher"])
        assert package["license"].startswith("https://")
        # The latest retrieval, not the clock: 2 July, and 1 August for the correction.
        month = "08-01" if "chubu" in path.name else "07-02"
        assert package["publishedDate"] == f"2018-{month}T09:30:00+09:00"


def test_records_are_what_ocdsmerge_makes_of_the_releases(linked: Store, tmp_path: Path) -> None:
    export_ocds(linked, tmp_path)
    merger = Merger(release_schema())
    several = 0
    for record in lines(tmp_path / "records.jsonl"):
        assert record["compiledRelease"] == merger.create_compiled_release(record["releases"])
        several += len(record["releases"]) > 1
    assert several == 1


def test_amounts_are_exact(store: Store, tmp_path: Path) -> None:
    odd = Decimal("12345678901234567.05")
    for day, award in enumerate((city.yen(1), city.yen(odd, "included"))):
        publish(store, [city.result(award_price=award)], day=day)
    link(store)
    export_ocds(store, tmp_path)
    (record,) = (tmp_path / "records.jsonl").read_text().splitlines()
    compiled = json.loads(record, parse_float=Decimal)["compiledRelease"]
    assert compiled["awards"][0]["value"]["amount"] == odd


def test_the_same_store_gives_the_same_bytes(linked: Store, tmp_path: Path) -> None:
    export_ocds(linked, tmp_path / "one")
    export_ocds(linked, tmp_path / "two")
    export_ocds(linked, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_any_database_gives_the_same_files(linked: Store, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path}/other.db")
    fill(other)
    export_ocds(linked, tmp_path / "one")
    export_ocds(other, tmp_path / "other")
    assert digests(tmp_path / "one") == digests(tmp_path / "other")


def test_stale_packages_go_and_other_files_stay(linked: Store, tmp_path: Path) -> None:
    export_ocds(linked, tmp_path)
    notes = tmp_path / "packages" / "notes_2018_releases.json"
    notes.write_text("mine")
    export_ocds(linked, tmp_path, Filter(buyer="架空市"))
    assert [path.name for path in _packages(tmp_path)] == [
        "5000020479993_2018_records.json",
        "5000020479993_2018_releases.json",
        notes.name,
    ]
    assert notes.read_text() == "mine"


@pytest.mark.parametrize(
    ("where", "count"),
    [
        (Filter(), len(SHAPES) + 1),
        (Filter(source="elsewhere"), 0),
        (Filter(buyer="5000020479993", category="works"), 2),
        (Filter(buyer="中部", min_amount=115_000_000), 3),
    ],
)
def test_filters_take_whole_processes(
    linked: Store, tmp_path: Path, where: Filter, count: int
) -> None:
    assert export_ocds(linked, tmp_path, where).releases == count


def test_a_folder_that_cannot_be_written_to(linked: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="expected a folder to write to at"):
        export_ocds(linked, tmp_path / "file")


def test_publisher_settings(linked: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOTATSU_PUBLISHER_NAME", "架空調査会")
    monkeypatch.setenv("CHOTATSU_PUBLISHER_URI", "https://data.example.jp/ocds/")
    export_ocds(linked, tmp_path)
    package = json.loads(_packages(tmp_path)[0].read_text(encoding="utf-8"))
    assert package["publisher"]["name"] == "架空調査会"
    assert package["uri"].startswith("https://data.example.jp/ocds/packages/")
    monkeypatch.setenv("CHOTATSU_LICENSE", "CC BY")
    with pytest.raises(SetupError, match="CHOTATSU_LICENSE"):
        export_ocds(linked, tmp_path)


_EXPORT = """
import sys
from pathlib import Path
from pipelines.export.ocds import export_ocds
from pipelines.store.session import open_store
store = open_store(sys.argv[1])
print("ready", flush=True)
while True:
    export_ocds(store, Path(sys.argv[2]))
"""


def test_a_killed_export_leaves_no_half_file(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/chotatsu.db"
    store = open_store(address)
    publish(store, [city.result(f"工事その{number}") for number in range(400)])
    link(store)
    out = tmp_path / "out"
    export_ocds(store, out)
    whole = digests(out)
    chance = random.Random(3)
    for _ in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", _EXPORT, address, str(out)],
            cwd=Path(__file__).parents[1],
            stdout=subprocess.PIPE,
        )
        assert child.stdout
        child.stdout.readline()
        time.sleep(chance.random() * 0.1)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        left = {name: digest for name, digest in digests(out).items() if ".export" not in name}
        assert left == whole
    export_ocds(store, out)
    assert digests(out) == whole
