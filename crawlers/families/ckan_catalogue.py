"""What a CKAN catalogue answers, and which resources of a dataset are the tables to take."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from crawlers.families.purchase_words import names_purchase, names_sale
from pipelines.errors import LayoutChanged
from pipelines.lookups import bodies_by_name, fold, load

_MARKS = re.compile(r"[()\[\]<>【】「」・/,、._\-\s]+")


class Named(msgspec.Struct):
    """An organisation or a tag: only what it is called."""

    title: str | None = None
    name: str | None = None


class Resource(msgspec.Struct):
    """A file of a dataset, as the catalogue lists it."""

    id: str
    url: str | None = None
    name: str | None = None
    format: str | None = None
    url_type: str | None = None
    last_modified: str | None = None
    metadata_modified: str | None = None
    created: str | None = None
    hash: str | None = None
    revision_id: str | None = None
    size: Any = None

    @property
    def row(self) -> str:
        """All of it in one line: whatever changes in the list changes this."""
        return "\t".join(f"{value or ''}" for value in msgspec.structs.astuple(self))

    @property
    def settled(self) -> bool:
        """Whether the catalogue notices a new file: of links to elsewhere it knows no date."""
        path = _path(self.url)
        is_upload = self.url_type == "upload" or "/download/" in path
        return bool(self.hash) or (is_upload and bool(self.last_modified or self.revision_id))

    @property
    def kind(self) -> str | None:
        """Its format by the catalogue's word, else by its name or address: XLSX, CSV …"""
        said = " ".join(unicodedata.normalize("NFKC", self.format or "").upper().split()).strip(".")
        if said:
            known = said.removeprefix("APPLICATION/") if said != "APPLICATION/ZIP" else said
            return next((names[0] for names in _formats() if known in names), None)
        for text in (self.name or "", _path(self.url)):
            ending = PurePosixPath(unquote(text)).suffix.lstrip(".").upper()
            for names in _formats():
                if ending in names:
                    return names[0]
        return None


class Dataset(msgspec.Struct):
    """A dataset of a catalogue."""

    id: str
    title: str | None = None
    name: str | None = None
    organization: Named | None = None
    license_title: str | None = None
    license_id: str | None = None
    tags: list[Named] = []
    resources: list[Resource] = []

    @property
    def publisher(self) -> str:
        """The title of the organisation, "" for none."""
        return (self.organization.title or "") if self.organization else ""

    @property
    def body(self) -> str | None:
        """The local government whose name the organisation's title is, and nothing besides.

        福岡市 and 福岡県福岡市 → its id; 福岡市消防局 and 府中市 (there are two) → None.
        """
        facts = bodies_by_name().get(fold(self.publisher))
        return facts.id if facts and facts.local_code else None

    def context(self, resource: Resource) -> dict[str, str]:
        """What the catalogue prints of a resource, by the labels of its pages in Japanese."""
        told = {
            "データセット": self.title,
            "組織": self.publisher,
            "ライセンス": self.license_title or self.license_id,
            "リソース": resource.name,
            "最終更新日": resource.last_modified,
        }
        return {label: text for label, text in told.items() if text}

    def wanted(self) -> list[Resource]:
        """Its resources that name purchases: all but sales, where its title or its tags do."""
        title = self.title or self.name or ""
        if names_sale(title):
            return []
        tags = (tag.name or tag.title or "" for tag in self.tags)
        if names_purchase(title, *tags):
            return [one for one in self.resources if not names_sale(one.name or "")]
        return [one for one in self.resources if names_purchase(one.name or "")]


class Found(msgspec.Struct):
    """One page of a search: the total, and some of its datasets."""

    count: int
    results: list[Dataset]


class _Answer(msgspec.Struct):
    success: bool
    result: msgspec.Raw = msgspec.Raw(b"null")
    error: Any = None


def read_answer(body: bytes, url: str) -> Found:
    """The page in an answer of ``package_search``; LayoutChanged for any other answer."""
    try:
        answer = msgspec.json.decode(body, type=_Answer)
        if answer.success:
            return msgspec.json.decode(answer.result, type=Found)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LayoutChanged(
            f"expected an answer of CKAN's package_search, found {body[:60]!r} ({error}) at {url}"
        ) from error
    raise LayoutChanged(f"expected success of package_search, found {answer.error!r} at {url}")


@dataclass(frozen=True)
class Tables:
    """The tables to take; ``twins`` are the same lists in another format, ``unsure`` may be."""

    taken: tuple[Resource, ...]
    twins: tuple[Resource, ...]
    unsure: tuple[Resource, ...]


def without_twins(resources: Sequence[Resource]) -> Tables:
    """Which of some tables to take, so that no list is taken twice and its sums doubled.

    落札結果.csv and 落札結果.xlsx are one list. Tables of one name but for the words of the format
    are a group, of which the format is taken that it has most of, of equals the better one. The
    others are twins if there are as many of them; of two CSV files and one workbook, which is whose
    nobody can say.
    """
    groups: dict[str, list[Resource]] = {}
    for resource in resources:
        groups.setdefault(_bare(resource), []).append(resource)
    order = [names[0] for names in _formats()]
    taken: list[Resource] = []
    twins: list[Resource] = []
    unsure: list[Resource] = []
    for group in groups.values():
        kinds = Counter(one.kind or "" for one in group)
        best = min(kinds, key=lambda kind: (-kinds[kind], order.index(kind)))
        for one in group:
            is_twin = kinds[one.kind or ""] == kinds[best]
            (taken if one.kind == best else twins if is_twin else unsure).append(one)
    return Tables(tuple(taken), tuple(twins), tuple(unsure))


def _bare(resource: Resource) -> str:
    """The name of a resource without what tells its format; its file's name where nothing stays."""
    words = re.compile(load("disclosure.yml")["format"], re.IGNORECASE)
    stem = PurePosixPath(unquote(_path(resource.url))).stem
    for text in (resource.name or "", stem):
        if bare := _MARKS.sub("", words.sub("", fold(text))):
            return bare.lower()
    return ""


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:  # http://[
        return ""


def _formats() -> list[list[str]]:
    found: list[list[str]] = load("purchases.yml")["formats"]
    return found
