"""Bad input costs only itself: one clear issue, bounded time and memory; the reader lives on."""

from __future__ import annotations

import gzip
import io
import os
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from bad_files import bomb, inline, locked_xls, ole, workbook
from bureau_forms import Layout, csv_text, html, lay_out, ods, xlsx

from pipelines.lookups import data_path
from pipelines.records import Hints, Original, Reading, to_json
from pipelines.worker import UNREADABLE, Worker

WHEN = datetime(2026, 11, 25, tzinfo=UTC)
SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples" / "mlit"
SECONDS = 60
MEGABYTE = 1024**2

GOOD = xlsx(lay_out(Layout()))


def original(body: bytes, name: str = "list.xlsx") -> Original:
    return Original(f"file:///{name}", body, WHEN, Hints(name=name))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(time_limit=SECONDS, memory_limit=1024 * MEGABYTE) as running:
        yield running


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_password(whole: bytes) -> bytes:
    """A zip whose members ask for a password: bit 0 of the flags of each."""
    body = bytearray(whole)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(mark)
        while at >= 0:
            body[at + flags] |= 1
            at = body.find(mark, at + 4)
    return bytes(body)


# What the file is, its bytes, and the code of the one issue that stands for it.
UNREADABLES: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "emptyFile"),
    "nothing but spaces": (lambda: b" \r\n\t" * 100, "emptyFile"),
    "half of an xlsx": (lambda: GOOD[: len(GOOD) // 2], "damaged"),
    "the first bytes of an xlsx": (lambda: GOOD[:4], "damaged"),
    "an xlsx with a hole": (lambda: GOOD[:900] + b"\0" * 200 + GOOD[1100:], "damaged"),
    "half of an xls": (
        lambda: ole("Workbook", b"\x09\x08\x10\0\0\x06\x05\0" * 600)[:3000],
        "damaged",
    ),
    "an xls without a workbook": (lambda: ole("Contents", b"x" * 9000), "damaged"),
    "an xls of noise": (lambda: ole("Workbook", b"\x5a" * 9000), "damaged"),
    "an xlsx with a password": (lambda: ole("EncryptedPackage", b"\x5a" * 9000), "encrypted"),
    "an xls with a password": (locked_xls, "encrypted"),
    "a zip with a password": (lambda: with_password(GOOD), "damaged"),
    "a PDF broken off": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "damaged"),
    "a picture named .xlsx": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unknownFormat"),
    "a gzip file named .xlsx": (lambda: gzip.compress(GOOD), "unknownFormat"),
    "a zip of others": (lambda: zipped({"a.png": b"\x89PNG"}), "unknownFormat"),
    "a broken docx": (lambda: zipped({"word/document.xml": b"<w/>"}), "damaged"),
    "an RTF": (lambda: b"{\\rtf1 hello}", "unknownFormat"),
    "noise": (lambda: bytes(range(256)) * 40, "unknownFormat"),
    "a zip that says 4 GB": (lambda: bomb(MEGABYTE, 4_000_000_000), "tooLarge"),
    "a zip of 10,001 parts": (
        lambda: zipped({"xl/workbook.xml": b"", **{f"{n}": b"" for n in range(10_001)}}),
        "tooLarge",
    ),
    "a value in the last cell of a sheet": (
        lambda: workbook(inline({"A1": "工事名"}, 1) + inline({"XFD1048576": "x"}, 1048576)),
        "tooLarge",
    ),
    "six million cells": (
        lambda: workbook(inline({"A1": "工事名"}, 1) + inline({"BHI4000": "x"}, 4000)),
        "tooLarge",
    ),
    "a CSV line of a million columns": (lambda: b"a," * 1_000_000, "tooLarge"),
    "a CSV cell without an end": (lambda: b'"' + b"a" * 2_000_000, "damaged"),
    "a CSV with a password in a zip": (
        lambda: with_password(zipped({"list.csv": csv_text(lay_out(Layout()))})),
        "encrypted",
    ),
    "a zip of zips that say 4 GB": (
        lambda: zipped({f"{n}.zip": bomb(MEGABYTE, 4_000_000_000) for n in range(3)}),
        "tooLarge",
    ),
    "a row of 100,000 columns": (lambda: b"<table><tr>" + b"<td>x" * 100_000, "tooLarge"),
    "six million rows": (lambda: b"<table>" + b"<tr><td>x" * 6_000_000, "tooLarge"),
    "an XML spreadsheet that isn't one": (
        lambda: b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"',
        "damaged",
    ),
    "colspan=1000 in 17 cells": (
        lambda: b"<table><tr>" + b"<td colspan=1000000000>x</td>" * 18 + b"</tr></table>",
        "tooLarge",
    ),
    "six million cells by rowspan": (
        lambda: b"<table>" + b"<tr><td rowspan=99999 colspan=900>x</td></tr>" * 9000 + b"</table>",
        "tooLarge",
    ),
}


@pytest.mark.parametrize("case", UNREADABLES)
def test_a_file_that_can_not_be_read(case: str, worker: Worker) -> None:
    make, code = UNREADABLES[case]
    begun = time.monotonic()
    reading = worker.read(original(make()))
    assert time.monotonic() - begun < SECONDS / 2
    assert_one_clear_issue(reading, code)
    assert_alive(worker)


def assert_one_clear_issue(reading: Reading, code: str) -> None:
    assert reading.notices == ()
    assert [issue.code for issue in reading.issues] == [code]
    assert code in UNREADABLE
    (issue,) = reading.issues
    assert issue.label == "list.xlsx"
    assert issue.text
    for part in ("expected", "found"):
        assert part in issue.text
    assert any(who in issue.text for who in ("ask the publisher", "developer", "operator"))


def assert_alive(worker: Worker) -> None:
    assert len(worker.read(original(GOOD)).notices) == 3


# Strange, but read: what the file is, its bytes, how many notices are in it.
READABLES: dict[str, tuple[Callable[[], bytes], int]] = {
    "HTML named .xls": (lambda: html(lay_out(Layout())), 3),
    "HTML nested 100,000 deep": (lambda: b"<div>" * 100_000 + html(lay_out(Layout())), 0),
    "colspan and rowspan out of all bounds": (
        lambda: html(lay_out(Layout())).replace(
            b"<td>\xe5\x82\x99", b"<td rowspan=3 colspan=999999999>\xe5\x82\x99"
        ),
        3,
    ),
    "HTML with entities for what isn't text": (
        lambda: html(lay_out(Layout())).replace(b"<table", b"&#xD800;&#0;&#x110000;<table"),
        3,
    ),
    "ten million empty cells": (
        lambda: workbook("".join(f'<row r="{n}">{"<c/>" * 10_000}</row>' for n in range(1, 1001))),
        0,
    ),
    "a million rows in one table": (
        lambda: b"<table>" + b"<tr><td>x<td>y" * 1_000_000,
        0,
    ),
    "a table 100,000 deep in tables": (
        lambda: b"<table><tr><td>" * 100_000 + html(lay_out(Layout())),
        0,
    ),
    "a list in a zip in a zip": (
        lambda: zipped({"a.zip": zipped({"list.xlsx": GOOD, "readme.pdf": b"%PDF-1.7"})}),
        3,
    ),
    "a zip with a member that unpacks to more than it says": (
        lambda: zipped({"a.xlsx": bomb(600 * MEGABYTE, 1000), "list.xlsx": GOOD}),
        3,
    ),
    "a sheet with every row hidden": (
        lambda: workbook(
            "".join(
                f'<row r="{n}" hidden="1"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 50_000)
            )
        ),
        0,
    ),
    "a CSV with a quote open in every line": (
        lambda: "\n".join('"工事,"甲,"乙' for _ in range(50_000)).encode(),
        0,
    ),
    "a billion laughs": (
        lambda: workbook(
            inline({"A1": "&lol9;"}, 1),
            prolog='<!DOCTYPE l [<!ENTITY lol "lol">'
            + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
            + "]>",
        ),
        0,
    ),
    "an external entity": (
        lambda: workbook(
            inline({"A1": "&x;"}, 1),
            prolog='<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
        0,
    ),
    "CSV with a NUL far down": (lambda: csv_text(lay_out(Layout())) + b"x" * 70_000 + b"\0", 3),
    "CSV with bytes of no encoding": (
        lambda: csv_text(lay_out(Layout())) + b"\xff\xfe\xed\xa0\x80",
        3,
    ),
    "CSV in UTF-16": (lambda: csv_text(lay_out(Layout()), "utf-16"), 3),
}


@pytest.mark.parametrize("case", READABLES)
def test_a_strange_file_does_no_harm(case: str, worker: Worker) -> None:
    make, notices = READABLES[case]
    begun = time.monotonic()
    reading = worker.read(original(make()))
    assert time.monotonic() - begun < SECONDS / 2
    assert len(reading.notices) == notices
    assert notices or reading.issues
    assert b"root:" not in to_json(reading.issues)
    assert_alive(worker)


def test_bytes_of_no_encoding_are_told(worker: Worker) -> None:
    reading = worker.read(original(csv_text(lay_out(Layout())) + b"\xff\xfe\n"))
    assert [issue.code for issue in reading.issues] == ["undecodableBytes"]


def test_a_formula_gives_its_last_value_and_no_link_is_followed(worker: Worker) -> None:
    labels = dict(
        zip(("A1", "B1", "C1", "D1"), ("工事名", "入札日", "入札業者名", "金額"), strict=True)
    )
    row = (
        '<row r="2"><c r="A2" t="str"><f>"架空"&amp;"工事"</f><v>架空工事</v></c>'
        '<c r="B2" t="inlineStr"><is><t>2018/4/2</t></is></c>'
        '<c r="C2" t="str"><f>HYPERLINK("http://127.0.0.1:9/","（株）甲野建設")</f><v>（株）甲野建設</v></c>'
        "<c r=\"D2\"><f>'http://127.0.0.1:9/[x.xlsx]工事'!A1*2</f><v>1000</v></c></row>"
    )
    (notice,) = worker.read(original(workbook(inline(labels, 1) + row))).notices
    assert (notice.title, notice.opened) == ("架空工事", "2018-04-02")
    assert [(bid.bidder.name, bid.last_price) for bid in notice.bids] == [("（株）甲野建設", 1000)]


def test_a_zip_that_unpacks_to_more_than_it_says(worker: Worker) -> None:
    reading = worker.read(original(bomb(600 * MEGABYTE, 1000)))
    assert reading.notices == ()
    assert reading.issues
    assert_alive(worker)


def long_list(rows: int) -> bytes:
    """A CSV list of one tender with so many bidders."""
    head, first, *_ = csv_text(lay_out(Layout(levels=1))).split(b"\r\n")
    return b"\r\n".join([head, *(first.replace("甲野".encode(), b"%d" % n) for n in range(rows))])


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with Worker(time_limit=1) as worker:
        begun = time.monotonic()
        reading = worker.read(original(long_list(150_000)))
        assert time.monotonic() - begun < 10
        assert_one_clear_issue(reading, "readerTimeout")
        assert_alive(worker)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS can't bound the address space")
def test_a_file_that_needs_too_much_memory_is_given_up() -> None:
    with Worker(memory_limit=400 * MEGABYTE) as worker:
        assert_one_clear_issue(worker.read(original(long_list(150_000))), "tooLarge")
        assert_alive(worker)


def test_a_worker_ends_with_its_block() -> None:
    with Worker() as worker:
        assert_alive(worker)
        child = worker.process_id
        assert child
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_worker_starts_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Worker() as worker:
        assert_alive(worker)


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_files_cut_off_anywhere(kind: str, worker: Worker) -> None:
    if kind == "xls":
        if not SAMPLES.is_dir():
            pytest.skip(f"no real .xls at {SAMPLES}")
        body = (SAMPLES / "chubu-2018" / "chubu_consulting_201807.xls").read_bytes()
    else:
        body = GOOD
    chance = random.Random(1)
    for length in sorted(chance.randrange(1, len(body)) for _ in range(40)):
        reading = worker.read(original(body[:length]))
        assert {issue.code for issue in reading.issues} <= UNREADABLE, length
        # An .xls may end early and still be whole: its last sectors can be free.
        assert reading.issues or (kind == "xls" and length > len(body) * 0.9), length
    assert_alive(worker)


def test_three_hundred_mutations_raise_nothing(worker: Worker) -> None:
    sheet = lay_out(Layout())
    bodies = [
        GOOD,
        html(sheet),
        ods(sheet),
        csv_text(sheet),
        csv_text(sheet, "cp932"),
        locked_xls(),
    ]
    if SAMPLES.is_dir():
        bodies += [
            (SAMPLES / "chubu-2018" / "chubu_consulting_201804.xls").read_bytes(),
            (SAMPLES / "kyushu-2018" / "kyushu_consulting_201804.xlsx").read_bytes(),
        ]
    chance = random.Random(2)
    for number in range(300):
        body = mutated(bodies[number % len(bodies)], chance)
        reading = worker.read(original(body))
        to_json(reading.issues)
        for notice in reading.notices:
            to_json(notice)
    assert_alive(worker)


def mutated(body: bytes, chance: random.Random) -> bytes:
    """The bytes with a few slips; those inside a zip are packed again, so that they are read."""
    if body.startswith(b"PK") and chance.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(sorted(members))
        return zipped({**members, name: slipped(members[name], chance)})
    return slipped(body, chance)


def slipped(body: bytes, chance: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.choice((1, 1, 3, 30))):
        if not changed:
            break
        at, slip = chance.randrange(len(changed)), chance.random()
        if slip < 0.5:
            changed[at] = chance.randrange(256)
        elif slip < 0.7:
            del changed[at : at + chance.randrange(1, 50)]
        elif slip < 0.9:
            changed[at:at] = changed[at : at + chance.randrange(1, 50)]
        else:
            changed[at:at] = chance.choice((b"\0", b"<", b">", b"\xff\xff\xff\xff", b"9" * 400))
    return bytes(changed)


def test_every_code_is_explained() -> None:
    explained = yaml.safe_load(data_path("lookups", "issues.yml").read_text(encoding="utf-8"))
    assert set(explained) >= UNREADABLE
    for code, entry in explained.items():
        assert set(entry) >= {"en", "ja", "who"}, code
