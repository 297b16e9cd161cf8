"""The official check, run by another Python: never imported by the program.

    PYTHON cove_script.py < request.json > answers.jsonl

libcoveocds is AGPL and stays in an environment and a process of its own. It wants to download
the standard and each extension; here both are answered from a folder of their files, and there
is no connection to any other address, so that nothing leaves the machine.

The request names the folder (``schemas``), our own extension (``own``: address and folder), the
addresses that may be answered (``extensions``) and the packages (``files``). Each answer is one
line: the file, and what must be empty (``problems``) by kind.
"""

from __future__ import annotations

import csv
import functools
import io
import json
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path
from typing import Any

import jsonref  # type: ignore[import-untyped]
import ocdsextensionregistry.util  # type: ignore[import-not-found]
import requests
from libcoveocds.api import ocds_json_output  # type: ignore[import-not-found]
from libcoveocds.config import LibCoveOCDSConfig  # type: ignore[import-not-found]
from libcoveocds.exceptions import LibCoveOCDSError  # type: ignore[import-not-found]
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

STANDARD = "1__1__5"
VERSIONED = "versioned-release-validation-schema.json"
MUST_BE_EMPTY = ("validation_errors", "additional_closed_codelist_values", "additional_fields")


class FromDisk(BaseAdapter):
    """Answers the addresses of extensions with files of folders; no other can be reached."""

    def __init__(self, folders: dict[str, Path], archives: dict[str, Path]) -> None:
        super().__init__()
        self.folders = folders
        self.archives = archives

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """The answer of a request, made without a connection.

        A file that an extension lacks is answered with 404: it may have no schema. libcoveocds
        takes a 404 as that, so an extension that nobody knows has to fail otherwise.
        """
        address = request.url or ""
        content = self.content(address)
        raw = HTTPResponse(
            body=io.BytesIO(content or b""),
            status=404 if content is None else 200,
            reason="not found" if content is None else "OK",
            request_url=address,
            preload_content=False,
        )
        return HTTPAdapter().build_response(request, raw)

    def content(self, address: str) -> bytes | None:
        """The bytes at an address; None for a file that a known extension doesn't have."""
        if address in self.archives:
            return archive(self.archives[address])
        for base, folder in self.folders.items():
            if address.startswith(base) and ".." not in address:
                path = folder / address.removeprefix(base)
                return path.read_bytes() if path.is_file() else None
        raise requests.ConnectionError(f"expected an extension that we use, found {address}")

    def close(self) -> None:
        """Nothing is open."""


def archive(folder: Path, top: str = "extension") -> bytes:
    """A folder as the ZIP that GitHub makes of it: one top folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr(f"{top}/", "")
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                target.write(path, f"{top}/{path.relative_to(folder)}")
    return packed.getvalue()


def extensions(schemas: Path, addresses: list[str]) -> tuple[dict[str, Path], dict[str, Path]]:
    """The folder of each extension by its address, and by that of its archive."""
    folders: dict[str, Path] = {}
    archives: dict[str, Path] = {}
    with (schemas / "registry" / "extension_versions.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            base = row["Base URL"]
            folder = schemas / "extensions" / row["Id"]
            if f"{base}extension.json" in addresses and folder.is_dir():
                folders[base] = folder
                archives[row["Download URL"]] = folder
                archives[github_archive(base)] = folder
    return folders, archives


def github_archive(base: str) -> str:
    """The archive that the registry's library asks for instead of a raw address."""
    owner, repository, ref = base.split("/")[3:6]
    return f"https://github.com/{owner}/{repository}/archive/{ref}.zip"


def serve(request: dict[str, Any], standard_zip: Path) -> LibCoveOCDSConfig:
    """Turn libcoveocds and its libraries to the files on disk; the settings to check with."""
    schemas = Path(request["schemas"])
    standard = schemas / "standard" / STANDARD
    standard_zip.write_bytes(archive(standard, f"standard-{STANDARD}"))
    folders, archives = extensions(schemas, request["extensions"])
    own = request["own"]
    folders[own["address"].removesuffix("extension.json")] = Path(own["folder"])
    session = ocdsextensionregistry.util.session
    for scheme in ("https://", "http://"):
        session.mount(scheme, FromDisk(folders, archives))

    def load(address: str, **_: Any) -> Any:
        if address.split("#")[0].endswith(f"/{STANDARD}/{VERSIONED}"):
            return json.loads((standard / "schema" / VERSIONED).read_text(encoding="utf-8"))
        raise ValueError(f"expected a schema of the standard, found a reference to {address}")

    jsonref.replace_refs = functools.partial(jsonref.replace_refs, loader=load)
    settings = LibCoveOCDSConfig()
    settings.config["standard_zip"] = standard_zip.as_uri()
    settings.config["context"] = "api"
    return settings


def problems(context: dict[str, Any]) -> dict[str, Any]:
    """What libcoveocds found that must be empty, by kind; each kind is always there."""
    of_extensions = context.get("extensions") or {}
    failed = {
        each["url"]: each["failed_codelists"]
        for each in of_extensions.get("extensions", [])
        if each.get("failed_codelists")
    }
    found = {kind: context.get(kind) for kind in MUST_BE_EMPTY}
    found["json_deref_error"] = context.get("json_deref_error")
    found["invalid_extension"] = of_extensions.get("invalid_extension") or None
    found["failed_codelists"] = failed
    found["conformance_errors"] = context.get("conformance_errors")
    found["additional_checks"] = context.get("additional_checks")
    return found


def answer(file: str, settings: LibCoveOCDSConfig, folder: str) -> dict[str, Any]:
    """The problems of a package; one that can't be checked at all is a problem itself."""
    try:
        package = json.loads(Path(file).read_text(encoding="utf-8"))
    except ValueError as error:
        return {"unreadable": f"expected JSON, found: {error}"}
    if not isinstance(package, dict) or not {"releases", "records"} & package.keys():
        return {"unreadable": "expected a package with releases or records"}
    try:
        context = ocds_json_output(folder, json_data=package, lib_cove_ocds_config=settings)
    except (KeyError, LibCoveOCDSError) as error:  # KeyError: it gave up half way
        return {"unreadable": f"{type(error).__name__}: {error}"}
    found = problems(context)
    if not package.get("extensions"):
        found["invalid_extension"] = "no extensions are named"
    return found


def main() -> None:
    """Check each package of the request and print its answer."""
    warnings.simplefilter("ignore")
    request = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        settings = serve(request, Path(folder) / "standard.zip")
        for file in request["files"]:
            found = answer(file, settings, folder)
            print(json.dumps({"file": file, "problems": found}), flush=True)


if __name__ == "__main__":
    main()
