"""The files of a new source: the spider's text, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawlers.new_source import Proposal, plain
from pipelines.errors import ArgumentError, SetupError

NOTE = """\
# Not recorded yet

This source was made by `chotatsu new-source` and has never been crawled. To record what its site
answers, for the tests (from the folder of the checkout, with a contact for the webmasters):

    export CHOTATSU_CONTACT=you@example.org
    scrapy record {name} --sample 3

Then run `python -m pytest tests/test_sources.py -k {name}`, which writes `items.json`; compare it
with the pages, field by field, and delete this file.
"""


def spider_text(proposal: Proposal) -> str:
    """The spider's file: at most 25 lines, facts and parameters alone."""
    module, _, family = (proposal.print.family or "").rpartition(".")
    imports = sorted([f"from {module} import {family}",
                      "from crawlers.source import Expect, Source"])  # fmt: skip
    fields = dict(proposal.print.fields) or {"title": 0.95}
    name, body = proposal.body.name, proposal.body.id
    lines = [
        f'"""{name}: {plain(proposal.print.title)}."""',
        "",
        "from datetime import date",
        "",
        *imports,
        "",
        "",
        f"class {proposal.class_name}({family}):",
        f'    """{", ".join(proposal.stages).capitalize()}: notices of {name}."""',
        "",
        f"    name = {_quoted(proposal.name)}",
        *_assigned("start_urls", [proposal.begin]),
        *(
            line
            for key, value in proposal.parameters.items()
            for line in _assigned(key, tuple(value) if isinstance(value, list) else value)
        ),
        "    source = Source(",
        f"        title={_quoted(proposal.title)},",
        f"        bodies=({_quoted(body)},),",
        "        home=start_urls[0],",
        f"        stages={_literal(proposal.stages)},",
        f"        hosts=({_quoted(proposal.host)},),",
        f"        since=date({proposal.since.year}, {proposal.since.month}, 1), lag_days=31,  "
        "# assumed, as is expect: correct them",
        f"        expect=Expect(items=(1, 10_000), within_days=93, fields={_literal(fields)}),",
        "    )  # fmt: skip",
    ]
    return "\n".join(lines) + "\n"


def write(proposal: Proposal, root: Path) -> list[Path]:
    """Write the spider and the folder of its recording into a checkout; the files written.

    Nothing is overwritten, and nothing stays of what could not be written whole. ArgumentError
    where something of that name is there, SetupError where this is no checkout.
    """
    if not (root / "scrapy.cfg").is_file() or not (root / "spiders" / "__init__.py").is_file():
        raise SetupError(
            f"expected the checkout of the project (scrapy.cfg, spiders/), found {root}"
        )
    path, recording = root / proposal.path, root / proposal.recording
    there = [*(root / "spiders").rglob(f"{proposal.name}.py"), *[recording] * recording.exists()]
    if there:
        raise ArgumentError(
            f"expected a new name, found {there[0]}: nothing is overwritten; choose one by --name"
        )
    text = spider_text(proposal)
    _check(text, proposal)
    files = {
        path: text,
        recording / "README.md": NOTE.format(name=proposal.name),
    }
    if not (package := path.parent / "__init__.py").exists():
        files = {package: f'"""Sources of bodies in {path.parent.name}."""\n'} | files
    made: list[Path] = []
    try:
        for file, content in files.items():
            for folder in reversed([one for one in file.parents if not one.exists()]):
                folder.mkdir()
                made.append(folder)
            with file.open("x", encoding="utf-8") as out:
                made.append(file)
                out.write(content)
    except OSError as error:
        for one in reversed(made):
            one.rmdir() if one.is_dir() else one.unlink(missing_ok=True)
        raise SetupError(f"expected to write {path}, found: {error.strerror}") from error
    return list(files)


def checkout(start: Path) -> Path:
    """The folder of the checkout that holds a folder; SetupError outside of one."""
    for folder in (start, *start.parents):
        if (folder / "scrapy.cfg").is_file() and (folder / "spiders").is_dir():
            return folder
    raise SetupError(
        f"expected a checkout of the project (scrapy.cfg and spiders/) in {start} or above it, "
        "found none: a source is a file of the project; clone it, then run this there"
    )


def _check(text: str, proposal: Proposal) -> None:
    """Have Python build the class: its facts check themselves before anything is written."""
    try:
        exec(compile(text, str(proposal.path), "exec"), {"__name__": "new_source_check"})
    except ImportError as error:
        raise SetupError(
            f"expected the family {proposal.print.family} in this program, found: {error}"
        ) from error


def _assigned(name: str, value: Any) -> list[str]:
    """An assignment of a class; a list too long for a line gets a line an entry."""
    line = f"    {name} = {_literal(value)}"
    if len(line) <= 100 or not isinstance(value, list):
        return [line]
    return [f"    {name} = [", *(f"        {_literal(one)}," for one in value), "    ]"]


def _literal(value: Any) -> str:
    """A value as it stands in code, with double quotes."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(k)}: {_literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_literal, value)) + ("," if len(value) == 1 else "") + ")"
    return repr(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
