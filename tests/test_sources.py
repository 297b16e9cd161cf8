"""Every source, replayed from its recording through the real engine.

Write a recording with ``scrapy record NAME``. ``items.json`` holds what is read from it; if it
is missing it is written, and the test fails until somebody has reviewed it.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engine import HERE, Place, crawl

from crawlers.recording import INDEX, replay_settings
from crawlers.source import sources
from pipelines.archive import Archive
from pipelines.extract.encoding import decide
from pipelines.records import to_json
from pipelines.worker import Worker

Answer = dict[str, Any]
RECORDINGS = HERE / "sources"
SOURCES = sources()
RECORDED = [name for name in SOURCES if (RECORDINGS / name / INDEX).is_file()]
CLOSED = "<title>メンテナンス中</title><h1>ただいまシステムメンテナンス中です</h1>".encode()
REFUSED = "<title>エラー</title><h1>アクセスが拒否されました</h1>".encode()
LOGIN = (
    "<title>ログイン</title><h1>ログイン</h1><form action=login method=post>"
    "ユーザID<input name=user>パスワード<input name=password type=password>"
    "<input type=submit value=ログイン></form>"
).encode()
EMPTY = "<title>入札結果</title><h1>入札結果</h1><p>該当なし</p>".encode()
REDESIGNED = "<title>入札結果</title><h1>入札結果</h1><p>リニューアルしました。</p>".encode()
BAD = {"broken", "blocked"}
BROKEN = [
    (name, case)
    for name in RECORDED
    if (RECORDINGS / name / "broken.json").is_file()
    for case in json.loads((RECORDINGS / name / "broken.json").read_text("utf-8"))
]
"""What else can go wrong with a source, from the ``broken.json`` beside its recording.

``{case: {url: pattern, edits: [[from, to], …] or file: name, verdicts: […]}}``: the answers of
those addresses are edited (regular expressions over the text, in UTF-8 or the ``encoding`` that
the case names) or replaced by a file of the folder, and the run must end in one of the verdicts
with nothing published.
"""


def replay(place: Place, recordings: Path, names: list[str] | None = None) -> dict[str, Any]:
    settings = replay_settings(recordings)
    done = crawl(place, None, {"names": names or RECORDED, "settings": settings})
    assert done["connected"] == done["looked_up"] == []
    runs: dict[str, Any] = done["runs"]
    return runs


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What is read from the recording of each source, original by original."""
    place = Place(tmp_path_factory.mktemp("replay"))
    replay(place, RECORDINGS)
    items: dict[str, list[dict[str, Any]]] = {name: [] for name in RECORDED}
    with Worker() as worker:
        for log in Archive(place.archive).runs():
            for _, original in log.originals():
                reading = worker.read(original)
                items[original.hints.source or ""].append(
                    {
                        "url": original.url,
                        "context": dict(original.hints.context),
                        "notices": [json.loads(to_json(notice)) for notice in reading.notices],
                        "issues": [json.loads(to_json(issue)) for issue in reading.issues],
                    }
                )
    return items


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_reads_as_it_was_reviewed(
    replayed: dict[str, list[dict[str, Any]]], name: str
) -> None:
    source = SOURCES[name]
    if name not in RECORDED and source.checked is None and not source.invented:
        pytest.skip("never seen live, so there is nothing to record yet")
    assert name in RECORDED, f"expected a recording in {RECORDINGS / name}: scrapy record {name}"
    path = RECORDINGS / name / "items.json"
    found = replayed[name]
    if not path.is_file():
        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"wrote {path}: review it beside the pages, then run again")
    assert found == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RECORDED)
def test_a_recording_is_small(name: str) -> None:
    files = list((RECORDINGS / name).iterdir())
    assert sum(file.stat().st_size for file in files if file.name != "items.json") < 300_000


@pytest.mark.parametrize(
    ("page", "verdicts"),
    [
        (CLOSED, {"blocked"}),
        (REFUSED, BAD),
        (LOGIN, BAD),
        (EMPTY, {"empty", "quiet", *BAD}),
        (REDESIGNED, {"broken"}),
    ],
    ids=["closed", "refused", "login", "empty", "redesigned"],
)
def test_broken_on_purpose_no_source_is_ok(tmp_path: Path, page: bytes, verdicts: set[str]) -> None:
    """Every answer of every recording, whatever it should be, replaced by one page."""
    for name in RECORDED:
        copy = _copied(name, tmp_path)
        (copy / "page").write_bytes(page)
        _answers(copy, lambda answer: {**answer, **PAGE} if answer["status"] == 200 else answer)
    runs = replay(Place(tmp_path), tmp_path / "recordings")
    assert {
        name: run["verdict"] for name, run in runs.items() if run["verdict"] not in verdicts
    } == {}
    assert _published(Place(tmp_path)) == 0


@pytest.mark.parametrize("case", sorted({case for _, case in BROKEN}))
def test_broken_in_its_own_way_no_source_is_ok(tmp_path: Path, case: str) -> None:
    """The case of every source that has it, side by side."""
    expected = {}
    for name in (name for name, known in BROKEN if known == case):
        copy = _copied(name, tmp_path)
        how = json.loads((copy / "broken.json").read_text("utf-8"))[case]
        assert _answers(copy, lambda answer, c=copy, h=how: _broken(answer, c, h)), name
        expected[name] = set(how["verdicts"])
    runs = replay(Place(tmp_path), tmp_path / "recordings", list(expected))
    assert {name: run["reason"] for name, run in runs.items()
            if run["verdict"] not in expected[name]} == {}  # fmt: skip
    assert _published(Place(tmp_path)) == 0


PAGE = {"file": "page", "headers": [["Content-Type", "text/html"]]}


def _published(place: Place) -> int:
    """How many notices a good run has moved to the published data."""
    ((count,),) = place.query("SELECT count(*) FROM notices WHERE first_seen IS NOT NULL")
    return int(count)


def _copied(name: str, folder: Path) -> Path:
    copy = folder / "recordings" / name
    shutil.copytree(RECORDINGS / name, copy)
    return copy


def _answers(recording: Path, change: Callable[[Answer], Answer]) -> int:
    """Rewrite the answers of a recording but robots.txt; how many of them changed."""
    index = recording / INDEX
    before = [json.loads(line) for line in index.read_text("utf-8").splitlines()]
    after = [a if a["url"].endswith("/robots.txt") else change(a) for a in before]
    index.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in after), "utf-8")
    return sum(a != b for a, b in zip(before, after, strict=True))


def _broken(answer: Answer, recording: Path, how: dict[str, Any]) -> Answer:
    """An answer as a case breaks it; itself where the case is about others."""
    if not re.search(how["url"], answer["url"]):
        return answer
    if "file" in how:
        return {**answer, "file": how["file"]}
    body = (recording / answer["file"]).read_bytes()
    codec = how.get("encoding") or decide(body)  # a page in cp932 stays one
    text = body.decode(codec)
    for old, new in how["edits"]:
        text = re.sub(old, new, text, flags=re.DOTALL)
    name = hashlib.sha256(text.encode(codec)).hexdigest()
    (recording / name).write_bytes(text.encode(codec))
    return {**answer, "file": name}
