"""The official check of packages, by libcoveocds in a process of its own.

It needs a Python that has libcoveocds (CHOTATSU_COVE) and a folder with the files of the
standard and its extensions (CHOTATSU_OCDS_SCHEMAS; its layout is in ``docs/ocds.md``). Where
either is missing the check says which and is skipped; it never passes silently. Our own check
of every release when it is minted (``schema.py``) needs neither.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import ArgumentError, SetupError
from pipelines.lookups import data_path
from pipelines.ocds.package import EXTENSIONS, OWN_EXTENSION

PYTHON_VARIABLE = "CHOTATSU_COVE"
SCHEMAS_VARIABLE = "CHOTATSU_OCDS_SCHEMAS"

_SCRIPT = Path(__file__).with_name("cove_script.py")
_NEEDED = ("standard/1__1__5/schema/release-schema.json", "registry/extension_versions.csv")
_SHOWN = 400
# 2.6 s for 1,000 releases were seen on a slow machine; a large package has some 3,000.
_SECONDS_A_MEGABYTE = 30
_SECONDS = 300


@dataclass(frozen=True)
class Problem:
    """Something that libcoveocds found in a package and that must not be there."""

    file: Path
    kind: str
    found: str


@dataclass(frozen=True)
class Checked:
    """The result of a check: passed, failed (with problems) or skipped (with the reason)."""

    status: str
    files: int = 0
    problems: tuple[Problem, ...] = ()
    reason: str | None = None


def check_packages(
    paths: Sequence[Path], python: Path | None = None, schemas: Path | None = None
) -> Checked:
    """Check package files, or all packages of exported folders.

    ``python`` and ``schemas`` stand before the settings. ArgumentError where there is nothing
    to check, SetupError where libcoveocds itself breaks down.
    """
    files = [file for path in paths for file in _packages(path)]
    if not files:
        raise ArgumentError(f"expected OCDS packages in {', '.join(map(str, paths))}, found none")
    python = python or _from_environment(PYTHON_VARIABLE)
    schemas = schemas or _from_environment(SCHEMAS_VARIABLE)
    missing = _missing(python, schemas)
    if missing or python is None or schemas is None:
        return Checked("skipped", len(files), reason=missing)
    answers = _run(python.absolute(), schemas.absolute(), files)
    found = tuple(
        Problem(Path(answer["file"]), kind, _shown(value))
        for answer in answers
        for kind, value in answer["problems"].items()
        if value
    )
    return Checked("failed" if found else "passed", len(files), found)


def _packages(path: Path) -> list[Path]:
    """The packages at a path: of an exported folder, of a folder of packages, or one file."""
    if path.is_dir():
        inside = path / "packages"
        folder = inside if inside.is_dir() else path
        return sorted(file for file in folder.glob("*.json") if not file.name.startswith("."))
    if not path.is_file():
        raise ArgumentError(f"expected a package or an exported folder, found nothing at {path}")
    return [path]


def _from_environment(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value else None


def _missing(python: Path | None, schemas: Path | None) -> str | None:
    """What the check lacks, in words; None if it can be run."""
    if python is None:
        return f"{PYTHON_VARIABLE} isn't set: a Python that has libcoveocds"
    if not python.is_file():
        return f"{PYTHON_VARIABLE}: expected a Python that has libcoveocds, found none at {python}"
    if schemas is None:
        return f"{SCHEMAS_VARIABLE} isn't set: a folder with the files of OCDS 1.1.5"
    lacking = [name for name in _NEEDED if not (schemas / name).is_file()]
    if lacking:
        return f"{SCHEMAS_VARIABLE}: expected {lacking[0]} in {schemas}, found none"
    probe = [str(python), "-I", "-c", "import libcoveocds"]
    if subprocess.run(probe, capture_output=True, timeout=60, check=False).returncode:
        return f"{PYTHON_VARIABLE}: expected libcoveocds in {python}, found none"
    return None


def _run(python: Path, schemas: Path, files: Sequence[Path]) -> list[dict[str, Any]]:
    """The answers of the other process, one a file."""
    request = {
        "schemas": str(schemas),
        "own": {
            "address": OWN_EXTENSION,
            "folder": str(data_path("ocds", "ocds_jpn_extension").absolute()),
        },
        "extensions": list(EXTENSIONS),
        "files": [str(file.absolute()) for file in files],
    }
    size = sum(file.stat().st_size for file in files) // 1_000_000
    try:
        with tempfile.TemporaryDirectory() as folder:  # it may write beside itself
            done = subprocess.run(
                [str(python), "-I", str(_SCRIPT)],
                input=json.dumps(request),
                capture_output=True,
                encoding="utf-8",
                cwd=folder,
                timeout=_SECONDS + size * _SECONDS_A_MEGABYTE,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise SetupError(
            f"expected libcoveocds to end, found it busy after {error.timeout} s"
        ) from error
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or len(answers) != len(files):
        raise SetupError(
            f"expected {len(files)} answers of libcoveocds, found {len(answers)} and exit "
            f"{done.returncode}: {done.stderr.strip()[-_SHOWN:]}"
        )
    return answers


def _shown(value: Any) -> str:
    """A problem as text, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
