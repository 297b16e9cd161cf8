"""The commands as a user types them: in a folder of one's own, in a process of their own."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from ready import run_at_once
from register_files import line
from rich.cells import cell_len

from crawlers.cli.app import COMMANDS
from crawlers.source import sources as known_sources

ROOT = Path(__file__).parent.parent
SOURCES = known_sources()
CITY = ROOT / "data" / "practice" / "www.city.kakuu.example.jp" / "nyusatsu" / "kekka"
EXPECTED = json.loads((ROOT / "tests" / "practice_city.json").read_text(encoding="utf-8"))["total"]


def chotatsu(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, speaking English unless told otherwise."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHOTATSU_")}
    told = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "COLUMNS": "160", **variables}
    program = ROOT / "tests" / "run_command.py"
    if (folder / "spiders").is_dir():  # sources of its own: no process that has imported ours
        return subprocess.run(
            [sys.executable, "-c", program.read_text(), *arguments],
            cwd=folder, env={**kept, **told}, capture_output=True, text=True, timeout=120,
            check=False,
        )  # fmt: skip
    started = run_at_once(program, *arguments, cwd=folder, env={**kept, **told})
    out, err = started.communicate(120)
    assert started.returncode is not None
    return subprocess.CompletedProcess(arguments, started.returncode, out, err)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose store holds the files of the invented city, added by hand."""
    folder = tmp_path_factory.mktemp("filled")
    added = chotatsu(folder, "add", str(CITY), "--source", "practice_city")
    # One workbook of the city breaks off: the rest is kept, and the exit code tells.
    assert added.returncode == 6, added.stderr
    assert "koji202508.xlsx: expected a whole workbook" in added.stderr
    assert "60 new notices" in added.stdout
    assert "Could not be read: 1" in added.stdout
    return folder


def test_the_demo_tells_a_journalist_everything(tmp_path: Path) -> None:
    done = chotatsu(tmp_path, "demo")
    assert done.returncode == 0, done.stderr
    for told in (
        "60 (38 works, 22 services)",
        f"{EXPECTED['winners']} winners, ¥{EXPECTED['sumOfWinnersPrices']:,}",
        "koji202508.xlsx: expected a whole workbook",
        "check --store sqlite:///chotatsu-demo/chotatsu.db",
        "chotatsu-demo/ocds/releases.jsonl",
        "chotatsu-demo/chotatsu-demo.xlsx",
        "Everything above is invented",
        "chotatsu export xlsx",
    ):
        assert told in " ".join(done.stdout.split()), told
    releases = (tmp_path / "chotatsu-demo" / "ocds" / "releases.jsonl").read_text("utf-8")
    assert len(releases.splitlines()) == EXPECTED["tenders"]
    again = chotatsu(tmp_path, "demo")
    assert again.returncode == 0, again.stderr
    assert "quiet" in again.stdout
    assert (tmp_path / "chotatsu-demo" / "ocds" / "releases.jsonl").read_text("utf-8") == releases


def test_read_prints_one_record_a_line(tmp_path: Path) -> None:
    done = chotatsu(tmp_path, "read", str(CITY / "r06" / "koji202404.xlsx"))
    assert done.returncode == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(records) == 5
    first = records[0]
    assert first["stage"] == "result"
    assert first["buyer"] == {"name": "架空市", "id": "JP-JCN-5000020479993"}
    assert first["at"]["rows"][0] > 1
    assert len(first["at"]["original"]) == 64
    assert not list(tmp_path.iterdir())  # nothing is stored


def test_reading_says_what_is_wrong_and_reads_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty.xls").write_bytes(b"")
    good = CITY / "r06" / "koji202404.xlsx"
    done = chotatsu(tmp_path, "read", "empty.xls", str(good))
    assert done.returncode == 6
    assert "empty.xls: expected a file with content" in done.stderr
    assert len(done.stdout.splitlines()) == 5


def test_a_file_without_notices_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body><p>お知らせ</p></body></html>", "utf-8")
    done = chotatsu(tmp_path, "read", "page.html")
    assert (done.returncode, done.stdout) == (0, "")


def test_winners_above_an_amount_go_to_excel(filled: Path) -> None:
    """The second of the two commands of the README."""
    done = chotatsu(
        filled, "export", "xlsx", "big.xlsx", "--winners", "--buyer", "架空市",
        "--min-amount", "100,000,000",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    awards = CalamineWorkbook.from_path(str(filled / "big.xlsx")).get_sheet_by_name("awards")
    header, *rows = awards.to_python()
    assert rows
    amount = header.index("price")
    assert all(row[amount] >= 100_000_000 for row in rows)


def test_csv_has_every_bid(filled: Path) -> None:
    done = chotatsu(filled, "export", "csv", "tables", "--json")
    assert {one["what"]: one["count"] for one in json.loads(done.stdout)}["bids"] == sum(
        EXPECTED["bids"].values()
    )
    with (filled / "tables" / "bids.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == sum(EXPECTED["bids"].values())


def test_ocds_is_the_same_twice(filled: Path) -> None:
    for out in ("one", "two"):
        assert chotatsu(filled, "export", "ocds", out).returncode == 0
    one, two = (sorted((filled / out).rglob("*.json*")) for out in ("one", "two"))
    assert [path.name for path in one] == [path.name for path in two]
    assert len(one) >= 4
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(one, two, strict=True))


def test_reread_changes_nothing_without_a_better_reader(filled: Path) -> None:
    done = json.loads(chotatsu(filled, "reread", "--json").stdout)
    assert (done["new"], done["changed"], done["releases"]) == (0, 0, 0)


def test_an_empty_store_is_rebuilt_from_the_archive_alone(filled: Path) -> None:
    """The same archive gives the same dataset, byte for byte."""
    variables = {"CHOTATSU_DATABASE_URL": "sqlite:///rebuilt.db"}
    assert chotatsu(filled, "reread", **variables).returncode == 0
    assert chotatsu(filled, "export", "ocds", "a").returncode == 0
    assert chotatsu(filled, "export", "ocds", "b", **variables).returncode == 0
    for name in ("releases.jsonl", "records.jsonl"):
        assert (filled / "a" / name).read_bytes() == (filled / "b" / name).read_bytes()


def test_what_can_only_be_looked_at(filled: Path) -> None:
    runs = json.loads(chotatsu(filled, "runs", "--json").stdout)
    assert (runs[-1]["source"], runs[-1]["verdict"]) == ("practice_city", "ok")
    issues = json.loads(chotatsu(filled, "check", "--json").stdout)
    assert "damaged" in {issue["code"] for issue in issues}
    sources = json.loads(chotatsu(filled, "sources", "--json").stdout)
    assert [source["name"] for source in sources] == list(SOURCES)
    assert {source["name"]: source["lastVerdict"] for source in sources}["practice_city"] == "ok"
    for command in ("runs", "check", "sources"):
        assert chotatsu(filled, command).returncode == 0


@pytest.mark.parametrize(("lang", "columns"), [("en", "120"), ("ja", "80")])
def test_sources_tell_all_in_the_width_of_a_terminal(lang: str, columns: str, filled: Path) -> None:
    for name in ([], ["practice_city"]):
        done = chotatsu(filled, "sources", *name, "--lang", lang, COLUMNS=columns)
        assert done.returncode == 0, done.stderr
        wide = [line for line in done.stdout.splitlines() if cell_len(line) > int(columns)]
        assert wide == []
        told = "".join(done.stdout.split())
        labels = ("Terms:", "Rhythm:", "Checkedlive:") if lang == "en" else ("利用規約:", "周期:")
        assert all(label in told for label in (*labels, "practice_city"))
    assert "www.city.kakuu.example.jp" in told
    [facts] = json.loads(chotatsu(filled, "sources", "practice_city", "--json").stdout)
    assert (facts["due"], facts["dueWhy"], facts["lastVerdict"]) == (False, "invented", "ok")
    assert {"terms", "robots", "checked", "off", "since", "bodies", "cadenceDays"} <= set(facts)
    assert chotatsu(filled, "sources", "nobody").returncode == 2


def test_the_archive_as_warc(filled: Path) -> None:
    done = chotatsu(filled, "archive", "export", "--warc", "originals.warc.gz")
    assert done.returncode == 0, done.stderr
    check = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "originals.warc.gz"],
        cwd=filled, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert check.returncode == 0, check.stdout + check.stderr


def test_the_register_of_corporations(filled: Path, tmp_path: Path) -> None:
    """A register of one of the city's firms, under the number of nobody."""
    with sqlite3.connect(filled / "chotatsu.db") as connection:
        wanted = "SELECT min(name) FROM parties WHERE corporate_number IS NULL"
        (name,) = connection.execute(wanted).fetchone()
    file = tmp_path / "diff.csv"
    rows = [line(1, name), line(2, "無関係株式会社"), line(3, "")]
    file.write_text("".join(rows), encoding="utf-8", newline="")
    done = chotatsu(filled, "register", "import", str(file))
    assert (done.returncode, done.stdout) == (0, "1 files, 3 rows: 2 new or newer, 0 as before.\n")
    assert "1 rows can't be right" in done.stderr
    assert "diff.csv, row 3: no name" in done.stderr
    done = chotatsu(filled, "register", "match", "--json")
    assert json.loads(done.stdout)["exact"] == 1
    checked = json.loads(chotatsu(filled, "register", "check", "--json").stdout)
    assert (checked["rows"], checked["matches"]) == (2, {"exact": 1})
    for lang, told in (("en", "The register in the store: 2"), ("ja", "法人番号: 2 法人")):
        shown = chotatsu(filled, "register", "check", "--lang", lang)
        assert (shown.returncode, told in shown.stdout) == (0, True), shown.stderr
    assert "1 matches taken back" in chotatsu(filled, "register", "match", "--undo").stdout
    file.write_text("a,b\n", encoding="utf-8")
    refused = chotatsu(filled, "register", "import", str(file))
    assert refused.returncode == 2
    assert "expected 30 columns" in " ".join(refused.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["read", "nowhere.xls"], 2, "expected a file or a folder, found nothing at nowhere.xls"),
        (["read", "x", "--context", "発注機関"], 2, "expected LABEL=TEXT"),
        (["add", ".", "--source", "nobody"], 2, "expected a source of"),
        (["crawl", "nobody"], 2, "expected a source of"),
        (["crawl", "mlit_chubu", "--since", "H30"], 2, "expected a day like 2018-04-01"),
        (["crawl", "mlit_chubu"], 3, "CHOTATSU_CONTACT"),
        (["export", "xlsx", "a.xlsx", "--min-amount", "much"], 2, "expected yen like 100,000,000"),
        (["export", "csv", "x", "--source", "nobody"], 2, "expected a source of"),
        (["export", "csv", "x", "--category", "work"], 2, "'works', 'services', 'goods'"),
        (["runs", "--store", "mysql://x/y"], 3, "expected sqlite or postgresql"),
        (["runs", "--lang", "fr"], 2, "expected one of en, ja"),
        (["practice", "--files", "mlit_chubu"], 2, "expected SOURCE=PATH"),
        (["register", "import", "nowhere.zip"], 2, "expected a file, found nothing at nowhere.zip"),
        (["register", "match"], 3, "chotatsu register import"),
        (["register", "check"], 3, "chotatsu register import"),
    ],
)
def test_errors_name_what_was_expected_and_who_must_act(
    arguments: list[str], code: int, told: str, tmp_path: Path
) -> None:
    done = chotatsu(tmp_path, *arguments)
    assert done.returncode == code, done.stderr
    assert told in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


OF_GROUPS = ["archive export", "register import", "register match", "register check"]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("command", [*COMMANDS, *OF_GROUPS])
def test_every_command_has_help_with_an_example(command: str, lang: str, tmp_path: Path) -> None:
    done = chotatsu(tmp_path, *command.split(), "--help", "--lang", lang)
    assert done.returncode == 0
    assert f"{'例' if lang == 'ja' else 'Example'}: " in done.stdout
    assert "chotatsu" in done.stdout


def test_the_help_names_the_languages_and_the_exit_codes(tmp_path: Path) -> None:
    told = chotatsu(tmp_path, "--help").stdout
    assert "--lang ja" in told
    assert "Exit codes say who must act" in told
    assert all(f"│ {name} " in told for name in COMMANDS)


@pytest.mark.parametrize(
    ("name", "content", "code", "verdict"),
    [
        ("broken.xls", b"", 6, "broken"),
        ("page.html", "<html><body><p>お知らせ</p></body></html>".encode(), 0, "empty"),
    ],
)
def test_files_that_hold_nothing_never_end_ok(
    name: str, content: bytes, code: int, verdict: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    assert chotatsu(tmp_path, "add", name).returncode == code
    (run,) = json.loads(chotatsu(tmp_path, "runs", "--json").stdout)
    assert run["verdict"] == verdict
    assert "expected notices, found 0 notices in 1 files" in run["reason"]


def test_looking_makes_nothing(tmp_path: Path) -> None:
    for command in ("runs", "check", "sources"):
        assert chotatsu(tmp_path, command).returncode == 0
    assert not list(tmp_path.iterdir())


def test_japanese_is_spoken_in_a_japanese_locale(tmp_path: Path) -> None:
    done = chotatsu(tmp_path, "runs", LC_ALL="ja_JP.UTF-8")
    assert "まだ実行がありません" in done.stdout


def test_the_official_check_says_that_it_was_skipped(filled: Path) -> None:
    assert chotatsu(filled, "export", "ocds", "checked").returncode == 0
    done = chotatsu(filled, "check", "--ocds", "checked")
    assert done.returncode == 3
    assert "skipped: CHOTATSU_COVE isn't set" in " ".join(done.stderr.split())
