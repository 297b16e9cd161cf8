"""``read --explain``: how a file was read, for the person who adds a source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from crawlers.cli.explained import Explained, besides, field_name, place
from crawlers.cli.explained_page import page
from crawlers.cli.messages import meaning, say
from crawlers.cli.screen import output
from pipelines.errors import ArgumentError
from pipelines.extract.files import grids_of
from pipelines.extract.formats import Format, sniff
from pipelines.extract.grid import Grid
from pipelines.extract.kkj import read as kkj
from pipelines.extract.pdf.picture import Picture, picture
from pipelines.extract.tables import Found, find_tables
from pipelines.normalise.notice import normalise
from pipelines.normalise.origins import Origin, origins
from pipelines.normalise.plan import plan_of
from pipelines.normalise.stage import stage_of
from pipelines.normalise.tender import Tender
from pipelines.places import settled
from pipelines.records import Issue, Original


def explain(original: Original, number: int, out: Path | None) -> None:
    """Show how the notice of a number (from 1) was read, on the screen and as a page.

    ArgumentError if the file has no such notice. A file with none says what was looked at.
    """
    grids, found = looked_at(original)
    read = [
        (table, raw, notice)
        for table in found.tables
        for raw, notice in zip(
            table.notices, normalise(table, original.hints, original.sha256), strict=True
        )
    ]
    if not read:
        _nothing(original.hints.name, grids, found.issues)
        return
    if not 1 <= number <= len(read):
        raise ArgumentError(say("explain.no_such", number=number, total=len(read)))
    table, raw, notice = read[number - 1]
    grid, texts = settled(origins(table, raw), grids)
    texts += [
        replace(text, sheet="ProjectDescription")
        for said in raw.full or ()
        for text in origins(said, said.notices[0])
    ]
    explained = Explained(
        name=original.hints.name,
        table=table,
        raw=raw,
        notice=notice,
        number=number,
        total=len(read),
        tables=len(found.tables),
        grid=grid,
        texts=texts,
        ground=stage_of(Tender(plan_of(table), raw, original.hints)).ground,
        pictures=_pictures(original, texts) if out else (),
    )
    _on_screen(explained)
    if out:
        out.write_text(page(explained), encoding="utf-8")
        output.print(say("explain.page", path=str(out)), markup=False)


def looked_at(original: Original) -> tuple[list[Grid], Found]:
    """The grids of a file and what they gave; the results of an API's answer are one."""
    if sniff(original.body) is Format.KKJ:
        found = kkj.read(original.body, original.encoding)
        return kkj.shown(found), found
    grids, _ = grids_of(original.body, original.encoding)
    return grids, find_tables(grids)


def _pictures(original: Original, texts: list[Origin]) -> tuple[Picture, ...]:
    """The pages of a PDF on which the texts of a notice stand."""
    pages = sorted({text.box.page for text in texts if text.box})
    return tuple(picture(original.body, page) for page in pages)


def _nothing(name: str, grids: list[Grid], issues: list[Issue]) -> None:
    """What was looked at in a file that gave no notice, and what each table lacked."""
    output.print(say("explain.nothing", name=name, grids=len(grids)), markup=False)
    for grid in grids[:20]:
        first = next((row for row in grid.rows if sum(map(bool, row)) > 1), [])
        labels = " | ".join(text.strip() for text in first if text.strip())[:200]
        size = say("explain.size", rows=len(grid.rows), columns=grid.width)
        output.print(f"  {grid.name or '–'}: {size}; {labels}", markup=False)
    for issue in issues:
        told = [meaning(issue.code), issue.cell or issue.label or "", issue.text or ""]
        output.print("  " + " ".join(filter(None, told)), markup=False)


def _on_screen(explained: Explained) -> None:
    output.print(explained.summary(), markup=False)
    output.print(_labels(explained))
    output.print(_values(explained))
    for issue in explained.notice.issues:
        told = [meaning(issue.code), issue.label or "", issue.text or "", issue.cell or ""]
        output.print("! " + " · ".join(filter(None, told)), markup=False)


def _labels(explained: Explained) -> Table:
    """Which label became what."""
    heads = ("label", "meaning", "besides")
    table = Table(*(say(f"explain.{head}") for head in heads), title=say("explain.labels"))
    for column in explained.table.columns:
        if column.label or column.meaning:
            known = column.meaning or Text(say("explain.unknown"), style="bold red")
            table.add_row(escape(column.label or "–"), known, besides(column))
    return table


def _values(explained: Explained) -> Table:
    """Each value beside the cells that gave it."""
    heads = ("field", "value", "cells", "flags")
    table = Table(*(say(f"explain.{head}") for head in heads), title=say("explain.values"))
    for key, value, cells in explained.values:
        flags = dict.fromkeys(flag for text in cells for flag in text.flags)
        places = [place(text) for text in cells[:6]] + (["…"] if len(cells) > 6 else [])
        where = ", ".join(places) or explained.without_cell(key)
        table.add_row(f"{field_name(key)}\n{key}", escape(value), where, ", ".join(flags))
    return table
