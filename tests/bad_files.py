"""Files that break readers, made byte by byte: broken, locked, huge, lying."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(name: str, stream: bytes) -> bytes:
    """An Office file of old (compound file) with one stream: [MS-CFB] version 3."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    sectors = len(stream) // 512
    fat = [_FAT, _END, *range(3, sectors + 2), _END]
    fat += [_FREE] * (128 - len(fat))
    header = struct.pack(
        "<8s16x5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    ) + struct.pack("<109I", 0, *[_FREE] * 108)
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 2, len(stream))
    return header + struct.pack("<128I", *fat) + directory.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    packed = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", packed, len(packed), kind, 1, _FREE, _FREE, child, 0, start, size
    )


def record(number: int, content: bytes) -> bytes:
    """A record of an .xls stream."""
    return struct.pack("<HH", number, len(content)) + content


def locked_xls() -> bytes:
    """An .xls whose stream begins with FILEPASS: everything after it is encrypted (RC4)."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    password = record(0x002F, struct.pack("<HHH", 1, 1, 1) + b"\x11" * 48)
    return ole("Workbook", begin + password + b"\x5a" * 2000)


def workbook(sheet: str, shared: str = "", prolog: str = "") -> bytes:
    """The least that Excel calls a workbook, around the XML of one sheet's data."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {space} xmlns:r="{relations}"><sheets>'
        '<sheet name="工事" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" '
        f'Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst {space}>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f"{prolog}<worksheet {space}><sheetData>{sheet}</sheetData>"
        "</worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def inline(cells: dict[str, str], row: int) -> str:
    """A row with text in its cells: {"A1": "工事名"}."""
    inner = "".join(
        f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in cells.items()
    )
    return f'<row r="{row}">{inner}</row>'


def bomb(unpacked: int, said: int) -> bytes:
    """A workbook whose sheet unpacks to so many spaces, while the zip says another size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block, check, packed = b" " * 2**20, 0, []
    for _ in range(unpacked // len(block)):
        check = zlib.crc32(block, check)
        packed.append(packer.compress(block))
    packed.append(packer.flush())
    data = b"".join(packed)
    name = b"xl/worksheets/sheet1.xml"
    facts = struct.pack("<HHHIIIHH", 8, 0, 33, check, len(data), said, len(name), 0)
    whole = workbook("")
    at = struct.unpack("<I", whole[-6:-2])[0]  # where the central directory begins
    members, directory, count = whole[:at], b"", 0
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        for member in archive.infolist():
            if member.filename.encode() != name:
                count += 1
                directory += _central(member)
    directory += (
        b"PK\x01\x02\x14\0\x14\0\0\0" + facts + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
    )
    local = b"PK\x03\x04\x14\0\0\0" + facts + name + data
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(directory), at + len(local), 0
    )
    return members + local + directory + end


def _central(member: zipfile.ZipInfo) -> bytes:
    name = member.filename.encode()
    return (
        b"PK\x01\x02"
        + struct.pack(
            "<HHHHHHIIIHHHHHII",
            20,
            20,
            member.flag_bits,
            member.compress_type,
            0,
            33,
            member.CRC,
            member.compress_size,
            member.file_size,
            len(name),
            0,
            0,
            0,
            0,
            0,
            member.header_offset,
        )
        + name
    )
