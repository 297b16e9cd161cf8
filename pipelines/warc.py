"""The archive as one WARC file, which other web archives read.

The same archive gives the same bytes: ids are made from run and position, times are those of
the fetches. (The packing is zlib's; another version of it may pack the same records otherwise.)
"""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.archive import Archive, Run
from pipelines.errors import SetupError
from pipelines.records import NOT_ASKED, Original

_INFO = {
    "software": "chotatsu",
    "format": "WARC File Format 1.0",
    "conformsTo": "http://bibnum.bnf.fr/WARC/WARC_ISO_28500_version1_latestdraft.pdf",
    "description": "Originals of procurement notices. Headers that don't hold for the stored "
    "body are kept with X-Archive-Orig- before their names.",
}
_NOT_MODIFIED = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def export_warc(archive: Archive, target: Path) -> int:
    """Write all that the archive holds to a .warc.gz file; the number of fetches.

    The file has its name only when it is whole. One original is in memory at a time.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise SetupError(f"expected a folder for {target}, found: {error}") from error
    try:
        with open(handle, "wb") as file:
            count = _write(archive, WARCWriter(file, gzip=True, warc_version="1.0"))
            os.fchmod(handle, 0o644)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    return count


def _write(archive: Archive, writer: Any) -> int:
    """All records, run by run."""
    first = next((log.run for log in archive.runs()), None)
    writer.write_record(_warcinfo(writer, first))
    count = 0
    for log in archive.runs():
        for position, original in log.originals():
            if original.status == NOT_ASKED:
                continue  # nothing came: what is held stands where it was received
            for record in _records(writer, f"{log.path.stem}/{position}", original):
                writer.write_record(record)
            count += 1
    return count


def _warcinfo(writer: Any, first: Run | None) -> Any:
    """What the file is; dated like the first run, since the export has no time of its own."""
    content = "".join(f"{name}: {text}\r\n" for name, text in _INFO.items()).encode()
    headers = StatusAndHeaders("", [], protocol="WARC/1.0")
    headers.add_header("WARC-Type", "warcinfo")
    headers.add_header("WARC-Record-ID", _id("warcinfo"))
    headers.add_header("WARC-Date", _date(first.started if first else _NEVER))
    return writer.create_warc_record(
        "", "warcinfo", payload=BytesIO(content), length=len(content), warc_headers=headers
    )


def _records(writer: Any, place: str, original: Original) -> Iterator[Any]:
    """The records of one fetch: response and request; a resource for a file that a user added."""
    body, date = original.body, _date(original.fetched_at)
    if not original.status:
        yield writer.create_warc_record(
            original.url,
            "resource",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type="application/octet-stream",
            warc_headers_dict={"WARC-Record-ID": _id(f"{place}/resource"), "WARC-Date": date},
        )
        return
    response = _id(f"{place}/response")
    yield _response(writer, original, {"WARC-Record-ID": response, "WARC-Date": date})
    yield writer.create_warc_record(
        original.url,
        "request",
        payload=BytesIO(original.request_body),
        length=len(original.request_body),
        http_headers=_request_headers(original),
        warc_headers_dict={
            "WARC-Record-ID": _id(f"{place}/request"),
            "WARC-Date": date,
            "WARC-Concurrent-To": response,
        },
    )


def _response(writer: Any, original: Original, headers: dict[str, str]) -> Any:
    """The answer; one that sent nothing, since nothing had changed, is a revisit."""
    kind, body = "response", original.body
    if original.status == 304:
        kind, body = "revisit", b""
        headers = headers | {"WARC-Profile": _NOT_MODIFIED}
    return writer.create_warc_record(
        original.url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        http_headers=_response_headers(original, body),
        warc_headers_dict=headers,
    )


def _response_headers(original: Original, body: bytes) -> StatusAndHeaders:
    """Status and headers as received; those that no longer hold for the body under another name.

    The body is stored after the transfer was undone, and may be stored unpacked.
    """
    headers = [
        (name if _holds(name.lower(), value, body) else f"X-Archive-Orig-{name}", value)
        for name, value in original.headers
    ]
    return StatusAndHeaders(_status(original.status), headers, protocol="HTTP/1.1")


def _holds(name: str, value: str, body: bytes) -> bool:
    """Whether what a header says of the body is so."""
    if name == "transfer-encoding":
        return False
    if name == "content-length":
        return value.strip() == str(len(body))
    if name == "content-encoding":
        coding = value.strip().lower()
        if coding in ("gzip", "x-gzip"):
            return body.startswith(b"\x1f\x8b")
        # Others leave no mark; a crawl unpacks what it receives.
        return coding == "zstd" and body.startswith(b"\x28\xb5\x2f\xfd")
    return True


def _request_headers(original: Original) -> StatusAndHeaders:
    """The request, as far as it is known: the archive keeps its line, host and body."""
    parts = urlsplit(original.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc.rpartition("@")[2])]
    if original.request_body:
        headers.append(("Content-Length", str(len(original.request_body))))
    line = f"{original.method} {path} HTTP/1.1"
    return StatusAndHeaders(line, headers, is_http_request=True)


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _id(place: str) -> str:
    """An id that the same place always has."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'chotatsu:{place}')}>"


def _date(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
