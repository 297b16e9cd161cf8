"""What must hold of every source: names, folder, facts, recording, length, no reading of values.

``faults`` are mistakes of whoever wrote the source; ``remarks`` are what is not known yet, which is
said and is no mistake.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from crawlers.base import ProcurementSpider
from crawlers.recording import INDEX
from pipelines.lookups import bodies, load

LONGEST_MEMBER, LONGEST_BESPOKE = 25, 80
"""Lines of a spider without and with methods."""
SETTINGS = frozenset({"COOKIES_ENABLED", "RETRY_HTTP_CODES"})
"""What a source may set for itself; all else is decided once, in ``crawlers.settings``."""
LOCAL_KINDS = frozenset({"prefecture", "designatedCity", "municipality", "specialWard"})
_MAY_IMPORT = re.compile(
    r"(__future__|collections\.abc|typing|urllib\.parse|scrapy(\..*)?|crawlers(\..*)?|spiders(\..*)?"
    r"|datetime|pipelines\.(errors|lookups|records|times))"
)
"""A spider navigates: it needs no reader of values, no expressions, no tree of a page."""
_READS = frozenset({"strptime", "fromisoformat", "int", "float", "Decimal"})
"""Calls that make a value of a text."""


@dataclass(frozen=True)
class Finding:
    """One sentence on one source: the rule (a key of the messages) and what to fill in."""

    source: str
    rule: str
    told: dict[str, str | int] = field(default_factory=dict)


def faults(spider: type[ProcurementSpider], recordings: Path, today: date) -> list[Finding]:
    """The mistakes of a source, nothing for one in order."""
    file = Path(inspect.getfile(spider))
    module = inspect.getdoc(sys.modules[spider.__module__])
    found = [
        *_of_names(spider, file),
        *_of_facts(spider, today),
        *(["docstring"] * (not (module and spider.__doc__))),
        *of_code(file.read_text(encoding="utf-8")),
    ]
    must = spider.source.checked is not None or spider.source.invented
    if must and not (recordings / spider.name / INDEX).is_file():
        found.append(("recording", {"folder": str(recordings / spider.name)}))
    return [_finding(spider.name, one) for one in found]


def remarks(spider: type[ProcurementSpider], recordings: Path) -> list[Finding]:
    """What is not known of a source yet: whether it works live, its terms, its robots.txt."""
    source = spider.source
    if source.invented:
        return []
    is_recorded = (recordings / spider.name / INDEX).is_file()
    unknown = {
        "neverSeen": source.checked is None,
        "notRecorded": not is_recorded,
        "termsUnread": source.terms is None,
        "robotsUnread": source.robots is None,
    }
    return [Finding(spider.name, rule) for rule, holds in unknown.items() if holds]


def folder_of(ids: tuple[str, ...]) -> str:
    """The folder of the sources of some bodies: p17_ishikawa, shared or national.

    Local governments of one prefecture have its folder, of several share one; any other body makes
    a source national.
    """
    known = [bodies()[one] for one in ids]
    if any(facts.kind not in LOCAL_KINDS for facts in known):
        return "national"
    codes = {str(facts.prefecture) for facts in known}
    [code] = codes if len(codes) == 1 else [""]
    return f"p{code}_{load('prefectures.yml')[code]}" if code else "shared"


Told = str | tuple[str, dict[str, str | int]]


def _of_names(spider: type[ProcurementSpider], file: Path) -> Iterator[Told]:
    if spider.name != file.stem:
        yield "fileName", {"file": file.name, "name": spider.name}
    if spider.name.replace("_", "") != spider.__name__.lower():
        yield "className", {"found": spider.__name__, "name": spider.name}
    source = spider.source
    if source.invented or not set(source.bodies) <= set(bodies()):
        return
    folder = folder_of(source.bodies)
    # All large bodies at once, as an office of the state publishes them, are a national source.
    allowed = {folder, "national"} if folder == "shared" else {folder}
    if file.parent.name not in allowed:
        yield "folder", {"expected": " / ".join(sorted(allowed)), "found": file.parent.name}


def _of_facts(spider: type[ProcurementSpider], today: date) -> Iterator[Told]:
    source = spider.source
    if unknown := [body for body in source.bodies if body not in bodies()]:
        yield "bodies", {"found": ", ".join(unknown)}
    if not source.expect.fields:
        yield "expectations"
    for url in spider.start_urls:
        if urlsplit(url).hostname not in source.hosts:
            yield "hosts", {"found": url, "hosts": ", ".join(source.hosts)}
    if source.checked and source.checked > today:
        yield "checked", {"found": source.checked.isoformat()}
    if others := sorted(set(spider.custom_settings or {}) - SETTINGS):
        yield "settings", {"found": ", ".join(others)}


def of_code(code: str) -> Iterator[Told]:
    """What is wrong with a spider's code: too long, or it reads values, which readers do."""
    tree = ast.parse(code)
    lines = len(code.splitlines())
    has_methods = any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                      for node in ast.walk(tree))  # fmt: skip
    most = LONGEST_BESPOKE if has_methods else LONGEST_MEMBER
    if lines > most:
        yield "length", {"lines": lines, "most": most}
    reads = sorted({*_imports(tree), *_calls(tree)})
    if reads:
        yield "reads", {"found": ", ".join(reads)}


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # ``from pipelines import normalise`` names a module too.
            is_package = node.module in ("pipelines", "urllib", "collections")
            names = [f"{node.module}.{one.name}" for one in node.names] if is_package else []
            names = names or [node.module or "."]
        else:
            continue
        yield from (name for name in names if not _MAY_IMPORT.fullmatch(name))


def _calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in _READS:
                yield f"{name}()"


def _finding(source: str, told: Told) -> Finding:
    return Finding(source, told) if isinstance(told, str) else Finding(source, *told)
