"""What the reader of workbooks leaves unsaid of an .xlsx: hidden lines, Japanese date formats."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import IO

from lxml import etree

from pipelines.extract.formats import ZIP_ERRORS
from pipelines.extract.hidden import Hidden

_BLOCK = 1 << 20
_LONGEST_TAG = 4096
_LARGEST_PART = 1 << 24  # of the parts that are read whole; a real one has some kB
_HIDDEN = (b' hidden="1"', b' hidden="true"')
_TAG = re.compile(rb"<(?:\w+:)?(row|col)[ \t\r\n]([^<>]*)>")
_NUMBER = {name: re.compile(rb'\b%s="(\d{1,7})"' % name) for name in (b"r", b"min", b"max")}
# Formats of dates that Excel in Japan knows by number alone, without a code in the file
# (ECMA-376 part 1, 18.8.30, ja-jp): 27-31 and 50-58 but for 32, 33 (times). A 57 or 58 in
# 様式3-3 of 平成26年度 made 41712 of 2014-03-14.
_KNOWN = {str(number): "14" for number in (*range(27, 32), *range(34, 37), *range(50, 59))}
_KNOWN |= {"32": "21", "33": "21"}
_FORMAT = re.compile(r'(<(?:\w+:)?xf\b[^<>]*?\bnumFmtId=")(\d+)(")')
_DEFINED = re.compile(r'<(?:\w+:)?numFmt\b[^<>]*?\bnumFmtId="(\d+)"')


def hidden_lines(body: bytes) -> dict[str, Hidden]:
    """The hidden rows and columns of an .xlsx by the name of the sheet; shown sheets left out.

    Nothing is known of other kinds (.xls, .xlsb) or of a damaged file.
    """
    found: dict[str, Hidden] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name, part in _sheets(archive).items():
                with archive.open(part) as stream:
                    hidden = _scan(stream)
                if hidden.rows or hidden.columns:
                    found[name] = hidden
    except (*ZIP_ERRORS, KeyError, etree.XMLSyntaxError):
        return {}
    return found


def with_known_dates(body: bytes) -> bytes:
    """A workbook whose Japanese date formats have numbers that every reader knows as dates.

    The bytes themselves where there is nothing to change, or nothing that can be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            styles = _part(archive, "xl/styles.xml").decode("utf-8")
    except (*ZIP_ERRORS, KeyError, UnicodeDecodeError):
        return body
    defined = set(_DEFINED.findall(styles))
    wanted = {number: to for number, to in _KNOWN.items() if number not in defined}
    changed = _FORMAT.sub(lambda m: m[1] + wanted.get(m[2], m[2]) + m[3], styles)
    return body if changed == styles else _with_styles(body, changed)


def _with_styles(body: bytes, styles: str) -> bytes:
    """A workbook with other styles: they are added at the end, in place of the old ones."""
    file = io.BytesIO(body)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        old = archive.getinfo("xl/styles.xml")
        archive.filelist.remove(old)
        del archive.NameToInfo[old.filename]
        archive.writestr("xl/styles.xml", styles)
    return file.getvalue()


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each worksheet by the sheet's name."""
    if "xl/workbook.xml" not in archive.NameToInfo:
        return {}
    targets = {
        tag.get("Id"): posixpath.normpath(posixpath.join("/xl", tag.get("Target") or ""))[1:]
        for tag in _tree(archive, "xl/_rels/workbook.xml.rels")
        if (tag.get("Type") or "").endswith("/worksheet")
    }
    found: dict[str, str] = {}
    for sheet in _tree(archive, "xl/workbook.xml").iter("{*}sheet"):
        relation = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), None)
        part = targets.get(relation)
        if part in archive.NameToInfo:
            found[sheet.get("name") or ""] = str(part)
    return found


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(_part(archive, name), parser)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(_LARGEST_PART)


def _scan(stream: IO[bytes]) -> Hidden:
    """The hidden lines of a sheet's part, read block by block.

    Only blocks that say ``hidden`` somewhere are looked at closer: most sheets have none.
    """
    hidden = Hidden()
    rest = b""
    while block := stream.read(_BLOCK):
        block = rest + block
        end = block.rfind(b"<")
        cut = end if end > 0 and len(block) - end < _LONGEST_TAG else len(block)
        if b" hidden=" in block:
            _read_tags(block[:cut], hidden)
        rest = block[cut:]
    return hidden


def _read_tags(block: bytes, hidden: Hidden) -> None:
    for tag in _TAG.finditer(block):
        kind, said = tag[1], b" " + tag[2]
        if not any(word in said for word in _HIDDEN):
            continue
        numbers = [
            found
            for key in ((b"r",) if kind == b"row" else (b"min", b"max"))
            if (found := _NUMBER[key].search(said))
        ]
        if kind == b"row" and numbers:
            hidden.rows.add(int(numbers[0][1]) - 1)
        elif len(numbers) == 2:
            hidden.columns.append((int(numbers[0][1]) - 1, int(numbers[1][1]) - 1))
