"""The register's bulk files: every shape that comes, and what may not come in."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from register_files import line, many, number
from sqlalchemy import select

from pipelines.errors import ArgumentError, ProcurementError, Unreadable
from pipelines.register.importing import Imported, import_files
from pipelines.register.layout import FIELDS, KEPT
from pipelines.register.rows import CHUNK
from pipelines.store.models import RegisterRow
from pipelines.store.session import Store
from pipelines.store.statements import table

ROOT = Path(__file__).parent.parent


def file_of(folder: Path, *lines: str, encoding: str = "cp932", name: str = "diff.csv") -> Path:
    path = folder / name
    path.write_bytes("".join(lines).encode(encoding))
    return path


def names(store: Store) -> dict[int, str]:
    register = table(RegisterRow)
    with store.engine.connect() as connection:
        rows = connection.execute(select(register.c.number, register.c.name))
        return {row.number: row.name for row in rows}


def test_the_columns_are_those_of_the_web_api() -> None:
    assert len(FIELDS) == len(set(FIELDS)) == 30
    assert (FIELDS[1], FIELDS[6], FIELDS[20], FIELDS[29]) == (
        "corporateNumber",
        "name",
        "successorCorporateNumber",
        "hihyoji",
    )
    assert list(KEPT) == [column.name for column in table(RegisterRow).c]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("zipped", [False, True])
def test_both_encodings_plain_and_zipped(
    store: Store, tmp_path: Path, encoding: str, zipped: bool
) -> None:
    path = file_of(tmp_path, line(1, "株式会社架空①髙島建設"), encoding=encoding)
    if zipped:
        archive = tmp_path / "00_zenkoku_all_20260430.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            packed.write(path, "00_zenkoku_all_20260430.csv")
            packed.writestr("00_zenkoku_all_20260430.csv.asc", "signature")
        path = archive
    done = import_files(store, [path])
    assert (done.rows, done.written, done.same, done.invalid.total()) == (1, 1, 0, 0)
    assert names(store) == {int(number(1)): "株式会社架空①髙島建設"}


def test_a_row_as_it_is_kept(store: Store, tmp_path: Path) -> None:
    """The row of 国立国会図書館 as a file of December 2020 has it."""
    real = (
        '1,1000011000005,01,1,2018-04-02,2015-10-05,"国立国会図書館",,101,"東京都","千代田区",'
        '"永田町１丁目１０－１",,13,101,1000014,,,,,,,2015-10-05,1,"National Diet Library","Tokyo",'
        '"1-10-1,Nagatacho, Chiyoda ku",,"コクリツコッカイトショカン",0\n'
    )
    import_files(store, [file_of(tmp_path, real, encoding="utf-8")])
    with store.engine.connect() as connection:
        (row,) = connection.execute(select(table(RegisterRow))).mappings()
    assert dict(row) == {
        "number": 1000011000005,
        "name": "国立国会図書館",
        "furigana": "コクリツコッカイトショカン",
        "english": "National Diet Library",
        "kind": "101",
        "process": "01",
        "updated": "2018-04-02",
        "latest": 1,
        "changed": "2015-10-05",
        "prefecture": "東京都",
        "city": "千代田区",
        "street": "永田町１丁目１０－１",
        "local_code": "13101",
        "post_code": "1000014",
        "abroad": "",
        "closed": "",
        "close_cause": "",
        "successor": "",
        "change_cause": "",
        "assigned": "2015-10-05",
        "hidden": 0,
    }


OLD = line(1, "旧架空株式会社", updateDate="2018-04-02")
NEW = line(1, "新架空株式会社", updateDate="2026-03-11", process="11")
PAST = line(1, "旧架空株式会社", updateDate="2026-03-11", latest="0")
AGAIN = line(1, "新々架空株式会社", updateDate="2026-03-11", process="11", sequenceNumber="9")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([[OLD], [NEW]], "新架空株式会社"),
        ([[NEW], [OLD]], "新架空株式会社"),
        ([[OLD, NEW]], "新架空株式会社"),
        ([[NEW, OLD]], "新架空株式会社"),
        ([[NEW, PAST]], "新架空株式会社"),
        ([[PAST, NEW]], "新架空株式会社"),
        ([[NEW, AGAIN]], "新々架空株式会社"),
        ([[NEW], [AGAIN]], "新々架空株式会社"),
        ([[PAST]], "旧架空株式会社"),
    ],
)
def test_the_newer_row_wins_in_any_order(
    store: Store, tmp_path: Path, files: list[list[str]], expected: str
) -> None:
    for place, lines in enumerate(files):
        import_files(store, [file_of(tmp_path, *lines, name=f"{place}.csv")])
    assert names(store) == {int(number(1)): expected}


def test_importing_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, *many(2 * CHUNK + 7))
    first = import_files(store, [path])
    assert (first.rows, first.written, first.same) == (2 * CHUNK + 7, 2 * CHUNK + 7, 0)
    again = import_files(store, [path, path])
    assert (again.rows, again.written, again.same) == (4 * CHUNK + 14, 0, 4 * CHUNK + 14)
    assert len(names(store)) == 2 * CHUNK + 7


def test_a_closed_one_stays_with_its_successor(store: Store, tmp_path: Path) -> None:
    """The invented pair in the shape of the Web-API's answers, closed and taken over."""
    gone = line(
        1,
        "閉鎖架空株式会社",
        process="71",
        updateDate="2021-03-31",
        closeDate="2021-03-31",
        closeCause="11",
        successorCorporateNumber=number(2),
        changeCause="令和３年３月３１日合併により閉鎖",
    )
    import_files(store, [file_of(tmp_path, line(1, "閉鎖架空株式会社"), gone, line(2, "存続社"))])
    with store.engine.connect() as connection:
        row = connection.execute(
            select(table(RegisterRow)).where(table(RegisterRow).c.number == int(number(1)))
        ).one()
    assert (row.closed, row.close_cause, row.successor) == ("2021-03-31", "11", number(2))
    assert len(names(store)) == 2


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (line(1, "架空社", corporateNumber="8999999999999"), "check digit"),
        (line(1, "架空社", corporateNumber="999999999999"), "check digit"),
        (line(1, "架空社", corporateNumber=""), "check digit"),
        (line(1, "架空社", corporateNumber="１" + number(1)[1:]), "check digit"),
        (line(1, ""), "no name"),
        (line(1, "架空社", updateDate=""), "date of update"),
        (line(1, "架空社", latest=""), "latest row"),
        (line(1, "架空\0社"), "no text"),
        (",".join(FIELDS) + "\r\n", "check digit"),  # a header of somebody's own
    ],
)
def test_an_invalid_row_is_counted_and_costs_only_itself(
    store: Store, tmp_path: Path, bad: str, reason: str
) -> None:
    done = import_files(store, [file_of(tmp_path, line(7, "前社"), bad, line(8, "後社"))])
    assert (done.rows, done.written, done.invalid.total()) == (3, 2, 1)
    assert reason in next(iter(done.invalid))
    assert "diff.csv, row 2: " in done.examples[0]
    assert sorted(names(store).values()) == ["前社", "後社"]


def test_bytes_that_are_no_text_cost_their_row(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "diff.csv"
    broken = line(2, "幻建設").encode("cp932").replace("幻".encode("cp932"), b"\x81\x20")
    path.write_bytes(line(1, "架空社").encode("cp932") + broken + line(3, "夢社").encode("cp932"))
    done = import_files(store, [path])
    assert done.invalid == {"bytes that are no text": 1}
    assert sorted(names(store).values()) == ["夢社", "架空社"]


WRONG = [
    ("a,b,c\r\n", ArgumentError, r"expected 30 columns \(sequenceNumber, .* found 3 in diff.csv"),
    (
        '"0000000000000554903","件名","2026-04-01","1.00","S1","8002040","架空社",""\r\n',
        ArgumentError,
        "found 8",
    ),
    (line(1, "架空社") + "2,100001", Unreadable, "2 columns instead of 30 in row 2"),
    (line(1, "架空社") + '2,"', Unreadable, "columns instead of 30 in row 2"),
    ("", Unreadable, "expected rows of the register"),
    ("\r\n", Unreadable, "expected rows of the register"),
]


@pytest.mark.parametrize(("content", "error", "message"), WRONG)
def test_another_file_is_refused(
    store: Store, tmp_path: Path, content: str, error: type[ProcurementError], message: str
) -> None:
    with pytest.raises(error, match=message):
        import_files(store, [file_of(tmp_path, content)])


def test_a_file_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="expected a file, found nothing at"):
        import_files(store, [tmp_path / "diff.csv"])


def test_utf_16_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="found UTF-16"):
        import_files(store, [file_of(tmp_path, line(1, "架空社"), encoding="utf-16")])


def zipped(tmp_path: Path, name: str = "all.csv") -> bytes:
    path = tmp_path / "whole.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, "".join(many(3000)).encode("cp932"))
    return path.read_bytes()


def test_a_zip_that_breaks_off_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(zipped(tmp_path)[:-200])
    with pytest.raises(Unreadable, match="expected a whole file of the register"):
        import_files(store, [path])


def test_a_zip_with_wrong_bytes_within_is_refused(store: Store, tmp_path: Path) -> None:
    whole = bytearray(zipped(tmp_path))
    whole[len(whole) // 2] ^= 0xFF
    path = tmp_path / "broken.zip"
    path.write_bytes(whole)
    with pytest.raises(Unreadable, match="expected a whole file of the register"):
        import_files(store, [path])


def test_a_zip_without_a_table_is_refused(store: Store, tmp_path: Path) -> None:
    zipped(tmp_path, "readme.txt")
    with pytest.raises(ArgumentError, match="expected a CSV file in"):
        import_files(store, [tmp_path / "whole.zip"])


def test_progress_reaches_the_end(store: Store, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    path = file_of(tmp_path, *many(2 * CHUNK))
    import_files(store, [path], lambda *now: told.append(now))
    size = path.stat().st_size
    assert told[-1] == ("diff.csv", size, size)


MEMORY = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from pathlib import Path
from register_files import many
from pipelines.register.importing import import_files
from pipelines.store.session import open_store
folder = Path({folder!r})
with (folder / "all.csv").open("w", encoding="cp932", newline="") as file:
    file.writelines(many({rows}))
assert import_files(open_store(f"sqlite:///{{folder}}/store.db"), [folder / "all.csv"]).same == 0
(line,) = [l for l in open("/proc/self/status") if l.startswith("VmHWM")]
print(line.split()[1])
"""


def peak(folder: Path, rows: int) -> int:
    """Peak memory in kB of a process that imports so many rows."""
    folder.mkdir()
    code = MEMORY.format(tests=str(ROOT / "tests"), root=str(ROOT), folder=str(folder), rows=rows)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    return int(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    # The smaller one fills the database's cache of 64 MB too.
    small, large = peak(tmp_path / "small", 400_000), peak(tmp_path / "large", 700_000)
    assert large <= 1.2 * small


def test_what_was_done_adds_up() -> None:
    done = Imported(rows=10, written=4)
    done.invalid["no name"] = 1
    assert done.same == 5
