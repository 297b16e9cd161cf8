"""A new source, proposed from a page: what it is called, what it publishes, where it begins.

Everything here is a proposal that a person reviews: what was read is told apart from what was
assumed. Nothing is fetched or written (``crawlers.new_spider`` does that).
"""

from __future__ import annotations

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
from crawlers.families.list_words import names_a_list, names_a_purchase
from crawlers.fingerprints import Fingerprint, Page, stages_of
from crawlers.html import text
from crawlers.publisher import tenant_of
from pipelines.errors import ArgumentError
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
    """A source of a body for a page that looks like a known kind, whose address is known.

    ArgumentError where a name is missing or can't be used.
    """
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


def heading_of_a_case(page: Page) -> str:
    """The heading of a page that is one purchase's, "" where it may be a list: 架空橋補修工事."""
    heading = next(filter(None, map(text, page.tree.css("h1"))), "")
    return heading if names_a_purchase(heading) and not names_a_list(heading) else ""


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
        for words in _names_of(page):
            parts = [plain(part) for part in re.split(r"[|｜／/»＞>]", words)]
            own = [part for part in parts if part and not _GENERAL.search(fold(part))]
            own = [part for part in own if fold(part) not in (fold(body.name), "")]
            if own:
                # 那覇市立図書館 is a name of its own.
                said = re.sub(rf"^{re.escape(body.name)}(?!立)", "", own[0]).strip()
                break
    return f"{body.name} {said}"[:_LONGEST_TITLE].strip()


def _names_of(page: Page) -> list[str]:
    """What a page calls itself; an h2 may be one of a menu that every page has (キーワード検索)."""
    told = page.tree.css('meta[property="og:title"]::attr(content)').getall()
    return [*map(text, page.tree.css("title")[:1]), *map(text, page.tree.css("h1")), *told]


def plain(words: str) -> str:
    """Words that can stand in a line of code: no controls, quotes or backslashes."""
    kept = (one for one in words if unicodedata.category(one)[0] != "C" and one not in "\"'\\")
    return " ".join("".join(kept).split())


def _in_one_line(address: str) -> str:
    return "".join(one for one in address if one.isprintable() and not one.isspace())


def _filled(value: Any, facts: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_filled(one, facts) for one in value]
    return value.format(**facts) if isinstance(value, str) else value
