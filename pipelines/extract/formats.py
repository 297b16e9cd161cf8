"""Which kind of file these bytes are, and whether it is safe to open.

Names lie: publishers give HTML the name .xls. Only the bytes count here.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from enum import Enum

from pipelines.errors import Unreadable

# A real monthly list unpacks to 3 MB; 200 times that is nobody's list. Excel's own limit for a
# sheet that people can still open is far below it.
MAX_UNPACKED = 512 * 1024 * 1024
MAX_MEMBERS = 10_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How the stream of an .xls with a password begins ([MS-XLS] 2.1.7.20.1): BOF of BIFF8 or BIFF5, at
# most WRITEPROTECT, then FILEPASS. The reader of workbooks calls such a file undetectable.
_FILEPASS = re.compile(
    rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})(?:\x86\0\0\0)?\x2f\0", re.DOTALL
)
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file",
    b"7z\xbc\xaf": "a 7-Zip file",
    b"Rar!": "a RAR file",
    b"{\\rtf": "an RTF document",
}


_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # a member with a password
    NotImplementedError,  # a compression that Python doesn't have
    ValueError,
    struct.error,
)


class Format(Enum):
    """The kinds that can be read."""

    WORKBOOK = "workbook"
    HTML = "html"
    TEXT = "text"


def sniff(body: bytes) -> Format:
    """The kind of a file by its bytes. Unreadable if it is empty, damaged, encrypted, too
    large when unpacked, or of a kind that has no reader."""
    if not body.strip():
        message = f"expected a file with content, found {len(body):,} empty bytes"
        raise Unreadable("emptyFile", f"{message}: ask the publisher, or fetch it again")
    if body.startswith(b"PK"):
        _check_zip(body)
        return Format.WORKBOOK
    if body.startswith(_OLE):
        _check_ole(body)
        return Format.WORKBOOK
    for signature, kind in _SIGNATURES.items():
        if body.startswith(signature):
            raise _unknown(kind)
    if b"\0" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unknown("bytes of no known kind")
    head = body[:65536].lower()
    if any(tag in head for tag in (b"<table", b"<html", b"<!doctype html", b"<body")):
        return Format.HTML
    return Format.TEXT


def _check_zip(body: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            mimetype = b""
            if _has(members, "mimetype"):
                with archive.open("mimetype") as part:
                    mimetype = part.read(80)
    except _ZIP_ERRORS as error:
        raise Unreadable(
            "damaged",
            f"expected a whole workbook, found one that ends or breaks after {len(body):,} bytes "
            f"({error}): ask the publisher, or fetch it again",
        ) from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise Unreadable(
            "tooLarge",
            f"expected at most {MAX_UNPACKED:,} bytes in {MAX_MEMBERS:,} parts when unpacked, "
            f"found {unpacked:,} in {len(members):,}, like a zip bomb: ask the publisher",
        )
    if _has(members, "xl/workbook.xml") or _has(members, "xl/workbook.bin"):
        return
    if b"opendocument.spreadsheet" in mimetype:
        return
    raise _unknown("a Word document" if _has(members, "word/document.xml") else "a zip file")


def _has(members: list[zipfile.ZipInfo], name: str) -> bool:
    return any(member.filename == name for member in members)


def _check_ole(body: bytes) -> None:
    if _stream("EncryptedPackage") in body or _FILEPASS.search(body):
        raise encrypted()
    if _stream("Workbook") in body or _stream("Book") in body:
        return
    if _stream("WordDocument") in body:
        raise _unknown("an old Word document")
    raise Unreadable(
        "damaged",
        f"expected a whole workbook, found an Office file of {len(body):,} bytes with no workbook "
        "in it: ask the publisher, or fetch it again",
    )


def encrypted() -> Unreadable:
    """The error for a workbook that asks for a password."""
    return Unreadable(
        "encrypted",
        "expected an open workbook, found one protected by a password: ask the publisher for an "
        "open copy",
    )


def _unknown(kind: str) -> Unreadable:
    return Unreadable(
        "unknownFormat",
        f"expected a workbook, an HTML table or a CSV file, found {kind}: a developer must add a "
        "reader for it",
    )


def _stream(name: str) -> bytes:
    """The name of a stream as the directory of an OLE file holds it, padded with zeros."""
    return f"{name}\0".encode("utf-16-le")
