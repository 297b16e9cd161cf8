"""The layouts themselves: every text and figure that they expect stands in their files."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import cast

import lxml.html
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from . import MAKERS, Layout, NotHere
from .layout import Maker

TEXTS = {
    "number",
    "title",
    "description",
    "place",
    "methodDetails",
    "department",
    "rationale",
    "supplierGroup",
    "name",
    "address",
}
# Said by a code, or put together from two rows.
SAID_OTHERWISE = {
    "award_records_without_header": {"国土交通省", "財務省"},
    "continuation_rows": {
        "架空都市計画道路本町想像線道路改良工事(第3工区)",
        "架空・想像・霧島特定建設工事共同企業体",
    },
}


def _plain(text: str) -> str:
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def _sheet_text(body: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    shown = [one.name for one in book.sheets_metadata if one.visible is SheetVisibleEnum.Visible]
    cells = [
        cell for name in shown for row in book.get_sheet_by_name(name).iter_rows() for cell in row
    ]
    return "\n".join(str(cell) for cell in cells)


def _text(body: bytes) -> str:
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
            if not {"content.xml", "[Content_Types].xml"} & set(names):
                return "\n".join(_text(archive.read(name)) for name in names)
    if body[:2] == b"PK" or body[:4] == b"\xd0\xcf\x11\xe0":
        return _sheet_text(body)
    for encoding in ("utf-16",) if body[:2] == b"\xff\xfe" else ("utf-8-sig", "cp932", "euc_jp"):
        try:
            text = body.decode("iso2022_jp" if b"\x1b$B" in body else encoding)
        except UnicodeDecodeError:
            continue
        if "<table" in text or "<dl" in text:
            return f"{text}\n{lxml.html.fromstring(text).text_content()}"
        return text
    raise AssertionError("no encoding fits")


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, one in cast(dict[str, object], value).items():
            yield from _leaves(one, name)
    elif isinstance(value, list):
        for one in cast(list[object], value):
            yield from _leaves(one, key)
    else:
        yield key, value


def _made(make: Maker) -> Layout:
    try:
        return make()
    except NotHere as lacking:
        pytest.skip(f"needs {lacking}")


def test_names_differ() -> None:
    names = [make.__name__ for make in MAKERS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_what_is_expected_stands_in_the_file(make: Maker) -> None:
    made = _made(make)
    assert made.name
    assert made.why
    assert not (made.expected and made.empty)
    text = _plain("\n".join((_text(made.body), *made.hints.values())))
    for key, value in _leaves(made.expected):
        if key in TEXTS:
            wanted = _plain(str(value))
            ok = wanted in text or wanted in SAID_OTHERWISE.get(made.name, ())
        elif key == "id":
            ok = str(value).removeprefix("JP-JCN-") in text
        elif key in ("amount", "amountNet"):
            figure = str(value)
            ok = figure in text or figure.removesuffix("000") in text or figure[:-3] in text
        else:
            continue
        assert ok, f"{key} {value!r} does not stand in the file"
