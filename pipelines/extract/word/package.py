"""A Word file as a package: the XML of its parts, read from the zip without trust."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree
from lxml.etree import _Element as Element

from pipelines.errors import Unreadable
from pipelines.extract.formats import ZIP_ERRORS, encrypted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

MAX_PART = 64 * 1024 * 1024
"""Bytes of XML in one part; its tree needs about ten times as many. A long real one has 5 MB."""

# The strict kind of the format says the same in other namespaces.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_PASSWORD = 0x1


class Package:
    """The parts of a Word file (.docx, .docm, .dotx); ``main`` is the name of the text itself.

    Nothing but XML is read: no picture, no macro, and nothing outside of the file.
    """

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except ZIP_ERRORS as error:
            raise damaged(str(error)) from error
        self._names = set(self._zip.namelist())
        targets = [target for kind, target in self._related("") if kind == "officeDocument"]
        self.main = next((name for name in targets if name in self._names), "word/document.xml")

    def document(self) -> Element:
        """The text itself. Unreadable if there is none, or if it is damaged."""
        root = self._xml(self.main)
        if root is None or root.tag != f"{W}document":
            raise damaged(f"no text in {self.main}")
        return root

    def part(self, kind: str) -> Element | None:
        """The part of a kind that belongs to the text: ``styles``, ``numbering``; None if none."""
        for found, target in self._related(self.main):
            if found == kind:
                return self._xml(target)
        return None

    def links(self) -> dict[str, str]:
        """The addresses to which the text links, by their id in the text."""
        root = self._relations(self.main)
        if root is None:
            return {}
        found: dict[str, str] = {}
        for one in root:
            if _kind(one) == "hyperlink" and one.get("TargetMode") == "External":
                found[one.get("Id", "")] = one.get("Target", "")
        return found

    def _related(self, part: str) -> list[tuple[str, str]]:
        """Kind and name of each part that a part refers to; those of the file itself for ""."""
        root = self._relations(part)
        folder = posixpath.dirname(part)
        return [
            (_kind(one), posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
            for one in (root if root is not None else ())
            if (target := one.get("Target")) and one.get("TargetMode") != "External"
        ]

    def _relations(self, part: str) -> Element | None:
        folder, name = posixpath.split(part)
        return self._xml(posixpath.join(folder, "_rels", f"{name}.rels"))

    def _xml(self, name: str) -> Element | None:
        """The tree of a part, entities left as they are; None if there is no such part."""
        if name not in self._names:
            return None
        content = self._content(name)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise damaged(f"{name}: {error}") from error

    def _content(self, name: str) -> bytes:
        entry = self._zip.getinfo(name)
        if entry.flag_bits & _PASSWORD:
            raise encrypted("Word document")
        if entry.file_size > MAX_PART:
            raise Unreadable(
                "tooLarge",
                f"expected at most {MAX_PART:,} bytes of text, found {entry.file_size:,} in "
                f"{name}: ask the publisher",
            )
        try:
            with self._zip.open(entry) as part:
                return part.read(entry.file_size + 1)
        except ZIP_ERRORS as error:
            raise damaged(f"{name}: {error}") from error


def damaged(what: str) -> Unreadable:
    """The error for a Word file that breaks."""
    return Unreadable(
        "damaged",
        f"expected a whole Word document, found one that breaks ({what}): ask the publisher, or "
        "fetch it again",
    )


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's own namespace; None if element or attribute is missing."""
    return None if element is None else element.get(f"{W}{name}")


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number; None if it is missing or none."""
    text = value(element, name) or ""
    try:
        return int(text) if len(text) <= 9 else None
    except ValueError:
        return None


def is_on(element: Element | None) -> bool:
    """Whether a switch is set: it is by standing there, unless it says that it isn't."""
    return element is not None and value(element) not in ("0", "false", "off")


def _kind(relation: Element) -> str:
    return (relation.get("Type") or "").rsplit("/", 1)[-1]
