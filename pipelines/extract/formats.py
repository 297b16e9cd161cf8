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
from pipelines.extract.answers import is_answer
from pipelines.extract.encoding import is_wide

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
_PDF = b"%PDF-"
_SIGNATURES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file",
    b"7z\xbc\xaf": "a 7-Zip file",
    b"Rar!": "a RAR file",
    b"{\\rtf": "an RTF document",
}


_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")  # but ESC, of ISO-2022-JP
_SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_TAGS = (b"<table", b"<html", b"<!doctype html", b"<body", b"<dl>", b"<dl ", b"<tr>", b"<tr ")
_WORD = re.compile(r"word/document\d*\.xml")
# What marks a zip that is one document of an office, not a folder of files.
_NO_SHEETS = {
    "ppt/presentation.xml": "a PowerPoint presentation",
    "visio/document.xml": "a Visio drawing",
    "Index/Document.iwa": "a Numbers or Pages document",
    "mimetype": "an OpenDocument file that is no spreadsheet, or an e-book",
}

ZIP_ERRORS = (
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
    """The kinds that can be read.

    ``SHEET_XML`` is Excel's XML spreadsheet of 2003, ``WEB_ARCHIVE`` its web page in a single file
    (.mht): both come with the name .xls. ``DOC`` is the kind of Word up to 2003, ``KKJ`` an answer
    of the API of 官公需情報ポータルサイト.
    """

    WORKBOOK = "workbook"
    SHEET_XML = "sheetXml"
    WEB_ARCHIVE = "webArchive"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    KKJ = "kkj"
    TEXT = "text"
    ZIP = "zip"


def sniff(body: bytes) -> Format:
    """The kind of a file by its bytes. Unreadable if it is empty, damaged, encrypted, too
    large when unpacked, or of a kind that has no reader."""
    if not body.strip():
        message = f"expected a file with content, found {len(body):,} empty bytes"
        raise Unreadable("emptyFile", f"{message}: ask the publisher, or fetch it again")
    if body.startswith(b"PK"):
        return _zip_kind(body)
    if body.startswith(_OLE):
        return _ole_kind(body)
    if _PDF in body[:1024]:  # what stands before it is left over from a transfer
        return Format.PDF
    for signature, kind in _SIGNATURES.items():
        if body.startswith(signature):
            raise unknown(kind)
    head = body[:65536]
    if is_answer(head):
        return Format.KKJ
    if is_wide(body):
        head = head.replace(b"\0", b"")  # tags are ASCII: every second byte is 0
    elif b"\0" in body[:4096] and not _is_text_with_nul(body[:4096]):
        raise unknown("bytes of no known kind")
    return _text_kind(head.lower())


def _is_text_with_nul(head: bytes) -> bool:
    """Whether bytes are a text in which a field holds NUL, as a database may write an empty code.

    Other kinds of files hold other control characters too, and are cut into no lines.
    """
    return b"\n" in head and head.count(b"\0") < len(head) // 50 and not _CONTROL.search(head)


def _text_kind(head: bytes) -> Format:
    if _SHEET_XML in head and b"<workbook" in head:
        return Format.SHEET_XML
    if head.lstrip().startswith(b"mime-version:") and b"multipart/related" in head:
        return Format.WEB_ARCHIVE
    return Format.HTML if any(tag in head for tag in _TAGS) else Format.TEXT


def _zip_kind(body: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            mimetype = b""
            if _has(members, "mimetype"):
                with archive.open("mimetype") as part:
                    mimetype = part.read(80)
    except ZIP_ERRORS as error:
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
        return Format.WORKBOOK
    if b"opendocument.spreadsheet" in mimetype:
        return Format.WORKBOOK
    if any(_WORD.fullmatch(member.filename) for member in members):
        return Format.DOCX
    for name, kind in _NO_SHEETS.items():
        if _has(members, name):
            raise unknown(kind)
    return Format.ZIP


def _has(members: list[zipfile.ZipInfo], name: str) -> bool:
    return any(member.filename == name for member in members)


def _ole_kind(body: bytes) -> Format:
    if _has_stream(body, "EncryptedPackage") or _FILEPASS.search(body):
        raise encrypted()
    is_word = _has_stream(body, "WordDocument")
    if is_word and _has_stream(body, "ObjectPool"):  # what a text holds of other programs
        return Format.DOC
    if _has_stream(body, "Workbook") or _has_stream(body, "Book"):
        return Format.WORKBOOK
    if is_word:
        return Format.DOC
    raise Unreadable(
        "damaged",
        f"expected a whole workbook, found an Office file of {len(body):,} bytes with no workbook "
        "in it: ask the publisher, or fetch it again",
    )


def encrypted(what: str = "workbook") -> Unreadable:
    """The error for a workbook, or whatever it is, that asks for a password."""
    return Unreadable(
        "encrypted",
        f"expected an open {what}, found one protected by a password: ask the publisher for an "
        "open copy",
    )


def unknown(kind: str) -> Unreadable:
    """The error for a file of a kind that has no reader."""
    return Unreadable(
        "unknownFormat",
        f"expected a workbook, an HTML table or a CSV file, found {kind}: a developer must add a "
        "reader for it",
    )


def _has_stream(body: bytes, name: str) -> bool:
    """Whether an OLE file holds a stream of a name, as its directory has it: padded with zeros.

    Looked for from the end, where Excel puts the directory.
    """
    return body.rfind(f"{name}\0".encode("utf-16-le")) >= 0
