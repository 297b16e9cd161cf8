"""A new source, proposed from a page: whose it is, what it publishes, and the spider's text.

Everything here is a proposal that a person reviews. What was read is told apart from what was
assumed, nothing is fetched, and nothing is written but by ``write``.
"""

from __future__ import annotations

import json
import keyword
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from crawlers.checks import folder_of
from crawlers.families.list_links import is_of_a_year
from crawlers.fingerprints import Fingerprint, Page, headings_of, is_address, stages_of
from crawlers.publisher import tenant_of
from pipelines.errors import ArgumentError, SetupError
from pipelines.lookups import BodyFacts, fold

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LONGEST_NAME = 40
_LONGEST_TITLE = 40
_APRIL = 4
_HOST_WORDS = frozenset({"city", "town", "vill", "pref", "metro", "lg", "go", "jp", "com"})
"""Parts of a host that name nobody; www and the like go too."""
_GENERAL = re.compile(r"^(?:令和|平成)?\S{0,3}年度?$|^トップ(?:ページ)?$|ホームページ$|^ホーム$")
_YEAR_FOLDER = re.compile(r"^(?:[hr]\d{1,2}|(?:heisei|reiwa)\d{1,2}|20\d\d)(?:nendo)?$", re.I)
"""R7 · reiwa7 · 2025 · r07nendo"""

NOTE = """\
# Not recorded yet

This source was made by `chotatsu new-source` and has never been crawled. To record what its site
answers, for the tests (from the folder of the checkout, with a contact for the webmasters):

    export CHOTATSU_CONTACT=you@example.org
    scrapy record {name} --sample 3

Then run `python -m pytest tests/test_sources.py -k {name}`, which writes `items.json`; compare it
with the pages, field by field, and delete this file.
"""


@dataclass(frozen=True)
class Proposal:
    """A source as it will be written; ``assumed`` are the facts that nothing on the page says."""

    name: str
    print: Fingerprint
    body: BodyFacts
    title: str
    begin: str
    host: str
    stages: tuple[str, ...]
    since: date
    parameters: Mapping[str, Any]
    assumed: tuple[str, ...]

    @property
    def class_name(self) -> str:
        """``kaga_results`` → KagaResults"""
        return "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def path(self) -> Path:
        """The spider's file, from the folder of the checkout."""
        return Path("spiders") / folder_of((self.body.id,)) / f"{self.name}.py"

    @property
    def recording(self) -> Path:
        """The folder of its recording."""
        return Path("tests") / "sources" / self.name


def propose(page: Page, print_: Fingerprint, body: BodyFacts, *, today: date,
            name: str | None = None) -> Proposal:  # fmt: skip
    """A source of a body for a page that looks like a known kind.

    ArgumentError where a name or an address is missing or can't be used.
    """
    if not is_address(page.address):
        raise ArgumentError(
            "expected the address of the page, found none in the file: give it by --url"
        )
    facts = _facts(page, print_, body)
    begin = _in_one_line(print_.asks.format(**facts))
    # A system's menu names all that it might hold; what its family crawls is what comes of it.
    said = print_.stages or stages_of(page)
    assumed = ("since", "lag_days", "expect", *(("stages",) if not said else ()))
    return Proposal(
        name=_name(name, page, print_, body),
        print=print_,
        body=body,
        title=_title(page, print_, body),
        begin=begin,
        host=urlsplit(begin).hostname or "",
        stages=said or print_.assumed,
        since=date(today.year - (today.month < _APRIL) - 1, _APRIL, 1),
        parameters={key: _filled(value, facts) for key, value in print_.parameters.items()},
        assumed=assumed,
    )


def spider_text(proposal: Proposal) -> str:
    """The spider's file: at most 25 lines, facts and parameters alone."""
    module, _, family = (proposal.print.family or "").rpartition(".")
    imports = sorted([f"from {module} import {family}",
                      "from crawlers.source import Expect, Source"])  # fmt: skip
    fields = dict(proposal.print.fields) or {"title": 0.95}
    name, body = proposal.body.name, proposal.body.id
    lines = [
        f'"""{name}: {_plain(proposal.print.title)}."""',
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


def _facts(page: Page, print_: Fingerprint, body: BodyFacts) -> dict[str, str]:
    """What the lookup's texts are filled in with."""
    found = tenant_of(print_, page)
    code = (body.local_code or "")[:5]
    number = found.get("number", "")
    missing = {"code": not code, "number": not number}
    if print_.needs and missing[print_.needs]:
        raise ArgumentError(
            f"expected the {print_.needs} by which this system knows {body.name}, found none: give "
            "the address of the body's own entry, as a link of its pages has it"
        )
    parts = urlsplit(page.address)
    # A page of one year has a new address next April: begin above it.
    address = page.address if print_.is_shared else parent_of_year(page) or page.address
    return {
        "code": code,
        "prefecture": code[:2],
        "last": code[2:],
        "number": number,
        "kikanno": f"?kikanno={number}" if number else "",
        "address": address,
        "servlet": page.address.partition("?")[0],
        "folder": address.partition("?")[0].rpartition("/")[0] + "/",
        "origin": f"{parts.scheme}://{parts.netloc}",
        "catalogue": re.split(r"/(?:api/3|dataset|organization|group)\b", address)[0].rstrip("/")
        + "/",
        "before_PPUBC": page.address.partition("PPUBC")[0],
    }


def parent_of_year(page: Page) -> str | None:
    """The page above a page of one year, if the page links it: next April it has a new address.

    ``…/nyusatsu/R7/index.html`` → ``…/nyusatsu/index.html``
    """
    parts = urlsplit(page.address)
    folders = parts.path.split("/")
    at = next((i for i, one in enumerate(folders[:-1]) if _YEAR_FOLDER.match(one)), None)
    if at is None:
        return None
    above = urlunsplit((parts.scheme, parts.netloc, "/".join(folders[:at]) + "/", "", ""))
    linked = [address for address, _ in page.links()]
    return next((one for one in (f"{above}index.html", above) if one in linked), None)


def is_of_one_year(page: Page) -> bool:
    """Whether the address of a page names a year."""
    folder = page.address.rpartition("/")[0].rpartition("/")[0]
    return is_of_a_year(page.address, [f"{folder}/"])


def _name(name: str | None, page: Page, print_: Fingerprint, body: BodyFacts) -> str:
    """The name asked for, else one by the host; ArgumentError for what can't be one."""
    if name is None and print_.is_shared:
        raise ArgumentError(
            f"--name: expected a name for the source, since many bodies share {page.host}: "
            f"{body.name} in Latin letters, like kaga or kaga_ppi"
        )
    words = [
        part
        for part in page.host.split(".")
        if part not in _HOST_WORDS and not part.startswith("www")
    ]
    found = name if name is not None else words[0].replace("-", "_") if words else ""
    folder = folder_of((body.id,))
    taken = {"expect", "source", "date", "none", "true", "false", (print_.family or "").lower()}
    family = (print_.family or "").rpartition(".")[2].lower()
    is_taken = found.replace("_", "") in taken | {family} or keyword.iskeyword(found)
    if not _NAME.fullmatch(found) or len(found) > _LONGEST_NAME or is_taken:
        raise ArgumentError(
            f"--name: expected small letters, digits and _ (at most {_LONGEST_NAME}), like "
            f"{folder.partition('_')[2] or 'kaga'}_results, found {found!r}"
        )
    return found


def _host_name(host: str) -> str:
    """The part of a host that names its body: www.city.sakurai.lg.jp → sakurai; "" for none."""
    parts = [part for part in host.split(".") if part not in _HOST_WORDS]
    own = [part for part in parts if not part.startswith("www")]
    return own[0].replace("-", "_") if own else ""


def _title(page: Page, print_: Fingerprint, body: BodyFacts) -> str:
    """A title for people: the body, and what the page calls itself, else what its system is."""
    said = print_.title
    if not print_.is_shared:
        for words in headings_of(page):
            parts = [_plain(part) for part in re.split(r"[|｜／/»＞>]", words)]
            own = [part for part in parts if part and not _GENERAL.search(fold(part))]
            own = [part for part in own if fold(part) not in (fold(body.name), "")]
            if own:
                said = own[0].removeprefix(body.name).strip()
                break
    return f"{body.name} {said}"[:_LONGEST_TITLE].strip()


def _plain(words: str) -> str:
    """Words that can stand in a line of code: no controls, quotes or backslashes."""
    kept = (one for one in words if unicodedata.category(one)[0] != "C" and one not in "\"'\\")
    return " ".join("".join(kept).split())


def _in_one_line(address: str) -> str:
    return "".join(one for one in address if one.isprintable() and not one.isspace())


def _filled(value: Any, facts: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_filled(one, facts) for one in value]
    return value.format(**facts) if isinstance(value, str) else value


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
