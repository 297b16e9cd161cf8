"""Every source, replayed from its recording through the real engine.

Write a recording with ``scrapy record NAME``. ``items.json`` holds what is read from it; if it
is missing it is written, and the test fails until somebody has reviewed it.
"""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from engine import HERE, Place, crawl

from crawlers.recording import INDEX, replay_settings
from crawlers.source import sources
from pipelines.archive import Archive
from pipelines.reading import Worker
from pipelines.records import to_json

RECORDINGS = HERE / "sources"
SOURCES = sources()
RECORDED = [name for name in SOURCES if (RECORDINGS / name / INDEX).is_file()]
CLOSED = "<title>メンテナンス中</title><h1>ただいまシステムメンテナンス中です</h1>".encode()
EMPTY = "<title>入札結果</title><h1>入札結果</h1><p>該当なし</p>".encode()
REDESIGNED = "<title>入札結果</title><h1>入札結果</h1><p>リニューアルしました。</p>".encode()


def replay(place: Place, recordings: Path) -> dict[str, Any]:
    settings = replay_settings(recordings)
    done = crawl(place, None, {"names": RECORDED, "settings": settings})
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
    [(CLOSED, {"blocked"}), (EMPTY, {"empty", "quiet"}), (REDESIGNED, {"broken"})],
    ids=["closed", "empty", "redesigned"],
)
def test_broken_on_purpose_no_source_is_ok(tmp_path: Path, page: bytes, verdicts: set[str]) -> None:
    """The start page of every recording replaced by a page that holds nothing."""
    for name in RECORDED:
        _replace_pages(RECORDINGS / name, tmp_path / "recordings" / name, page)
    place = Place(tmp_path)
    runs = replay(place, tmp_path / "recordings")
    assert {
        name: run["verdict"] for name, run in runs.items() if run["verdict"] not in verdicts
    } == {}
    assert place.query("SELECT count(*) FROM notices") == [(0,)]


def _replace_pages(recording: Path, copy: Path, page: bytes) -> None:
    """Copy a recording, with one page in place of all its web pages."""
    shutil.copytree(recording, copy)
    name = hashlib.sha256(page).hexdigest()
    (copy / name).write_bytes(page)
    answers = [json.loads(line) for line in (copy / INDEX).read_text("utf-8").splitlines()]
    for answer in answers:
        if dict(answer["headers"]).get("Content-Type", "").startswith("text/html"):
            answer["file"] = name
    lines = [json.dumps(answer, ensure_ascii=False) for answer in answers]
    (copy / INDEX).write_text("\n".join(lines) + "\n", "utf-8")
