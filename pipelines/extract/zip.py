"""Zip files: their members with the names that people gave them."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.errors import Unreadable
from pipelines.extract.formats import MAX_UNPACKED, ZIP_ERRORS, encrypted

_UTF8_NAME = 0x800  # bit 11 of the flags: the name is in UTF-8
_PASSWORD = 0x1
# What computers put beside people's files.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip: its name in it (``令和6年度/工事.csv``), its bytes or why it has none."""

    name: str
    body: bytes = b""
    failure: Unreadable | None = None


def members(body: bytes) -> Iterator[Member]:
    """The files of a zip in the order in which it lists them, one at a time; folders left out.

    Sizes are checked by ``sniff``; a member that unpacks to more than it says fails.
    """
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for entry in archive.infolist():
            name = member_name(entry)
            if not entry.is_dir() and not name.endswith(_LITTER) and _LITTER[0] not in name:
                yield _member(archive, entry, name)


def member_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member: UTF-8 where it says so or is so, else cp932, as Windows writes it.

    Python reads a name without the mark as cp437, which keeps every byte. A Mac cuts ガ into カ and
    ゛; here they are one again.
    """
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp932", errors="replace")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Member:
    if entry.flag_bits & _PASSWORD:
        return Member(name, failure=encrypted("file"))
    if entry.file_size > MAX_UNPACKED:
        return Member(name, failure=_damaged(name, f"{entry.file_size:,} bytes"))
    try:
        with archive.open(entry) as part:
            return Member(name, part.read(entry.file_size + 1))
    except ZIP_ERRORS as error:
        return Member(name, failure=_damaged(name, str(error)))


def _damaged(name: str, found: str) -> Unreadable:
    return Unreadable(
        "damaged",
        f"expected whole files in the zip, found {name} broken ({found}): ask the publisher, or "
        "fetch it again",
    )
