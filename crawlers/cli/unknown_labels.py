"""``chotatsu check labels``: the labels that nobody has given a meaning, most frequent first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Column, Table
from sqlalchemy import select

from crawlers.cli.files import each_file, original_of
from crawlers.cli.messages import say, unread
from crawlers.cli.places import JsonOption, StoreOption, store_at
from crawlers.cli.screen import errors, output, progress
from pipelines.lookups import fold
from pipelines.records import Hints
from pipelines.store.models import FetchRow, IssueRow
from pipelines.store.session import is_there
from pipelines.worker import UNREADABLE, Worker

CODE = "unknownLabel"


@dataclass
class Unknown:
    """A label without a meaning: notices that print it, by spelling and file, and one text."""

    spellings: Counter[str] = field(default_factory=Counter)
    files: set[str] = field(default_factory=set)
    example: str = ""

    def add(self, label: str, text: str, file: str) -> None:
        """Count one notice."""
        self.spellings[label] += 1
        self.files.add(file)
        self.example = self.example or text

    def row(self) -> dict[str, Any]:
        """What is printed as JSON."""
        label = min(self.spellings, key=lambda one: (-self.spellings[one], one))
        return {
            "label": label,
            "notices": self.spellings.total(),
            "files": len(self.files),
            "example": self.example[:200],
            "file": min(self.files),
        }


def labels(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help=say("help.label_files"), metavar="[FILE|FOLDER…]", show_default=False),
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Show the labels to add to ``data/lookups/labels.yml`` next: of files, or of the store."""
    found: dict[str, Unknown] = {}
    if files:
        _read(files, found)
    else:
        _stored(store, found)
    rows = sorted(
        (unknown.row() for unknown in found.values()),
        key=lambda row: (-row["notices"], -row["files"], row["label"]),
    )
    if json:
        output.print_json(data=rows)
    elif rows:
        output.print(_table(rows))
    else:
        output.print(say("labels.none"))


def _read(files: list[Path], found: dict[str, Unknown]) -> None:
    """Read files as ``read`` does, for the labels that their notices print; nothing is stored."""
    listed = list(each_file(files))
    with Worker() as worker, progress() as shown:
        for path, name in shown.track(listed, description=say("labels.reading")):
            original = original_of(path, name, Hints())
            if original is None:
                continue
            reading = worker.read(original)
            for issue in reading.issues:
                if issue.code in UNREADABLE:
                    told = unread(str(path), issue.code, issue.text or "")
                    errors.print(told, markup=False, soft_wrap=True)
            for notice in reading.notices:
                for issue in notice.issues:
                    if issue.code == CODE and issue.label:
                        _count(found, issue.label, issue.text or "", name)


def _stored(store: str | None, found: dict[str, Unknown]) -> None:
    """The labels of stored notices; none where there is no store yet."""
    if not is_there(store):
        return
    query = select(IssueRow.label, IssueRow.text, IssueRow.sha256).where(IssueRow.code == CODE)
    query = query.order_by(IssueRow.sha256, IssueRow.position)
    with store_at(store).engine.connect() as connection:
        fetched = select(FetchRow.sha256, FetchRow.url).order_by(FetchRow.url.desc())
        urls = dict(connection.execute(fetched).tuples().all())
        for label, text, sha256 in connection.execute(query).tuples():
            if label:
                _count(found, label, text or "", urls.get(sha256) or sha256)


def _count(found: dict[str, Unknown], label: str, text: str, file: str) -> None:
    # 予 定 価 格 and 予定価格 are one label.
    found.setdefault(fold(label), Unknown()).add(label, text.strip(), file)


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(
        Column(say("labels.notices"), no_wrap=True, justify="right"),
        Column(say("labels.files"), no_wrap=True, justify="right"),
        Column(say("labels.label")),
        Column(say("labels.example")),
    )
    for row in rows:
        where = f"{' '.join(row['example'].split())[:80]}\n{row['file']}"
        table.add_row(f"{row['notices']:,}", f"{row['files']:,}", row["label"], where)
    return table
