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
_MOST = 1 << 26  # of sheets that are unpacked as a whole; those of a real workbook have some MB
_STYLES = "xl/styles.xml"
_MERGES = re.compile(rb"<mergeCells\b.*?</mergeCells>", re.DOTALL)
_ASIDE = re.compile(rb"<!|-->|\]\]>")  # a comment begins or ends: a tag in it is none
_NO_MERGES = b"<mergeCells></mergeCells>"
_SAYS_HIDDEN = re.compile(rb"hidden=")
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


def prepared(body: bytes) -> tuple[bytes, dict[str, Hidden]]:
    """An .xlsx as the reader of workbooks takes it best, and the hidden lines of its sheets.

    Its Japanese date formats have numbers that every reader knows as dates, and its sheets can be
    read in one pass. The hidden rows and columns are by the name of the sheet, shown sheets left
    out. Other kinds (.xls, .xlsb) and what is damaged stay as they are, with nothing known of them.
    """
    parts: dict[str, bytes] = {}
    hidden: dict[str, Hidden] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts |= _known_dates(archive)
            sheets = _sheets(archive)
            is_large = sum(archive.getinfo(part).file_size for part in sheets.values()) > _MOST
            for name, part in sheets.items():
                if is_large:
                    with archive.open(part) as stream:
                        hidden[name] = _scan(stream)
                    continue
                sheet = _part(archive, part, _MOST)
                parts[part] = _merges_first(sheet)
                if _SAYS_HIDDEN.search(sheet):
                    hidden[name] = _scan(io.BytesIO(sheet))
    except (*ZIP_ERRORS, KeyError, etree.XMLSyntaxError):
        hidden = {}
    found = {name: lines for name, lines in hidden.items() if lines.rows or lines.columns}
    return (_with(body, parts) if parts else body), found


def _known_dates(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The part of the styles with known numbers of date formats; empty if nothing changes."""
    try:
        styles = _part(archive, _STYLES).decode("utf-8")
    except (*ZIP_ERRORS, KeyError):
        return {}
    defined = set(_DEFINED.findall(styles))
    wanted = {number: to for number, to in _KNOWN.items() if number not in defined}
    changed = _FORMAT.sub(lambda m: m[1] + wanted.get(m[2], m[2]) + m[3], styles)
    return {} if changed == styles else {_STYLES: changed.encode()}


def _merges_first(sheet: bytes) -> bytes:
    """A sheet with its merged ranges before its cells, not behind them.

    The reader goes through a sheet twice, for the cells and then for the ranges, and ends where it
    has found them: so its second pass is short. A sheet that is written otherwise than programs
    write it stays as it is.
    """
    first, last = sheet.find(b"<sheetData>"), sheet.rfind(b"</sheetData>")
    before, cells, after = sheet[:first], sheet[first:last], sheet[last:]
    if not 0 < first < last or _ASIDE.search(before) or _ASIDE.search(after):
        return sheet
    merges = _MERGES.search(after)
    if merges is None:
        return b"".join((before, _NO_MERGES, cells, after))
    rest = after[: merges.start()], after[merges.end() :]
    return b"".join((before, merges[0], cells, *rest))


def _with(body: bytes, parts: dict[str, bytes]) -> bytes:
    """A workbook with other parts: they are added at the end, in place of the old ones.

    They are not compressed: they are read once, and soon.
    """
    file = io.BytesIO(body)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.filelist.remove(archive.NameToInfo.pop(name))
            archive.writestr(name, content)
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


def _part(archive: zipfile.ZipFile, name: str, most: int = _LARGEST_PART) -> bytes:
    """A part, as far as it may go: one may unpack to more than it says."""
    with archive.open(name) as stream:
        return stream.read(most)


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
        if _SAYS_HIDDEN.search(block):
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
