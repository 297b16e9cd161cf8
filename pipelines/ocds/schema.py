"""The JSON Schema of what we emit, made from the model, and the check against it.

Every release is checked when it is minted, on every machine and with no network. The schema
carries the standard's merge annotations, so that ``ocdsmerge`` merges by it as by the official
one. The official check over the standard's own files is ``check.py``.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema_rs
import msgspec

from pipelines.errors import ProcurementError
from pipelines.ocds.model import Release


class InvalidRelease(ProcurementError):
    """A release that doesn't conform: a fault of this program, never exported."""


@cache
def release_schema() -> dict[str, Any]:
    """The schema of a release: closed objects, closed codelists, formats, merge annotations."""
    _, definitions = msgspec.json.schema_components([Release], ref_template="#/definitions/{name}")
    simple: dict[str, Any] = _simplified(definitions)
    release = simple.pop("Release")
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **release,
        "definitions": simple,
    }


def check_release(release: dict[str, Any]) -> None:
    """Nothing, if the decoded release conforms; InvalidRelease with every fault otherwise."""
    validator = _validator()
    if not validator.is_valid(release):
        faults = "; ".join(
            f"{'/'.join(map(str, error.instance_path)) or 'release'}: {error.message}"
            for error in validator.iter_errors(release)
        )
        raise InvalidRelease(
            f"expected a release as in pipelines/ocds/model.py, found in {release.get('id')}: "
            f"{faults}"
        )


@cache
def _validator() -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(release_schema(), validate_formats=True)


def _simplified(schema: Any) -> Any:
    """The schema as the standard writes one.

    msgspec describes what it can decode (null, numbers in strings); what we encode has neither:
    what has no value is left out, so arrays aren't empty, and decimals are numbers.
    """
    if isinstance(schema, list):
        return [_simplified(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _simplified(value) for key, value in schema.items() if key != "default"}
    options = [option for option in kept.pop("anyOf", []) if option != {"type": "null"}]
    if {"type": "string", "format": "decimal"} in options:
        kept["type"] = "number"
    elif options:
        kept.update(options[0])
    if "enum" in kept:
        kept["type"] = "string"
    if kept.get("type") == "array":
        kept["minItems"] = 1
    return kept
