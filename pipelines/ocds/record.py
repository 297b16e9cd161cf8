"""Records: the releases of one process, and what they say together (the compiled release)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec
from ocdsmerge import Merger

from pipelines.ocds.schema import release_schema

_decoder = msgspec.json.Decoder(float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")
_TAG = b'"tag":['


def record(ocid: str, date: str, releases: Sequence[bytes]) -> bytes:
    """The record of a process as one line of JSON.

    ``releases`` are those of the store as they are, in the order in which they are merged;
    ``date`` is that of the last.
    """
    one = compiled_one(ocid, date, releases[0]) if len(releases) == 1 else compiled(releases)
    return b'{"ocid":"%s","releases":[%s],"compiledRelease":%s}' % (
        ocid.encode(),
        b",".join(releases),
        one,
    )


def compiled(releases: Sequence[bytes]) -> bytes:
    """The compiled release that ocdsmerge makes of releases; amounts stay exact."""
    merged: dict[str, Any] = merger().create_compiled_release(
        [_decoder.decode(release) for release in releases]
    )
    return _encoder.encode(merged)


def compiled_one(ocid: str, date: str, release: bytes) -> bytes:
    """The same for a single release, which merging changes in its id and tag only.

    Most processes have one release; taking it apart would cost most of the time of an export.
    """
    end = release.index(b"]", release.index(_TAG)) + 1
    name = ocid.encode()
    day = date.encode()
    return b'{"ocid":"%s","id":"%s-%s","date":"%s","tag":["compiled"]%s' % (
        name,
        name,
        day,
        day,
        release[end:],
    )


@cache
def merger() -> Merger:
    """The merger by our own schema, whose rules are the official ones for what we emit."""
    return Merger(release_schema())
