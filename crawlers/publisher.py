"""Which local government publishes a page: by the tenant's number, its words, its host."""

from __future__ import annotations

import re
from functools import cache

from crawlers.fingerprints import Fingerprint, Page, headings_of
from crawlers.html import text
from pipelines.errors import ArgumentError
from pipelines.lookups import (
    BodyFacts,
    bodies_by_local_code,
    bodies_by_name,
    fold,
    load,
    real_bodies,
)

_KINDS = {"city": "市区", "town": "町", "vill": "村", "pref": "都道府県", "metro": "都"}
"""What a name ends in by the words of a host: www.city.kaga.ishikawa.jp."""
_FEW_DIGITS, _MANY_DIGITS = 5, 6  # a local code without its check digit, and with it


def body_of(code: str) -> BodyFacts:
    """The body of a local code (172065, 17206), an id (JP-JCN-…) or a name (加賀市).

    ArgumentError for one that ``data/reference/bodies.csv`` doesn't have.
    """
    local = bodies_by_local_code().get(code[:_FEW_DIGITS])
    is_whole = len(code) == _FEW_DIGITS or (local is not None and local.local_code == code)
    found = (local if is_whole else None) or real_bodies().get(code)
    found = found or bodies_by_name().get(fold(code))
    if found is None:
        raise ArgumentError(
            f"--body: expected a local code like 172065, an id of data/reference/bodies.csv or a "
            f"name that only one body has, found {code!r}"
        )
    return found


def tenant_of(print_: Fingerprint, page: Page) -> dict[str, str]:
    """What address or page tell of the body: ``code``, ``last`` or ``number``; often nothing.

    A page that offers several bodies to choose from tells none, unless one of them is chosen.
    """
    if print_.tenant is None:
        return {}
    if found := print_.tenant.search(page.address):
        return found.groupdict()
    for where in (_chosen(page), page.source):
        several = [one.groupdict() for one in print_.tenant.finditer(where)]
        if several and all(one == several[0] for one in several):
            return several[0]
    return {}


def publishers(page: Page, tenant: dict[str, str] | None = None) -> list[BodyFacts]:
    """The local governments that may publish a page, the likely first; only one is certain.

    The tenant's local code decides, else the first place that names any: what the page says that
    it is (title, headings), then its whole text, where the host says that it is a body's own: a
    page of anybody else may name any city. 府中市 is two cities: the prefecture that the page or
    the host names decides, else both are given.
    """
    if tenant and (told := bodies_by_local_code().get(tenant.get("code", ""))):
        return [told]
    whole = text(page.tree)
    is_own = bool(set(page.host.split(".")) & set(_KINDS))
    for words in (" ".join(headings_of(page)), whole if is_own else ""):
        found = _fitting(_named(words), page.host)
        if len(found) > 1:
            found = _of_prefecture(found, f"{words} {whole}", page.host)
        if found:
            return found
    return []


def _chosen(page: Page) -> str:
    """What a page's forms would send of themselves: ``KikanNO="1720600"``, a line a field."""
    hidden = page.tree.css("input[type=hidden][name][value]")
    told = [(field.attrib["name"], field.attrib["value"]) for field in hidden]
    for option in page.tree.css("select[name] option[selected][value]"):
        name = option.xpath("ancestor::select[1]/@name").get("")
        told.append((name, option.attrib["value"]))
    return "\n".join(f'{name}="{value}"' for name, value in told)


def _named(words: str) -> list[BodyFacts]:
    """The local governments that a text names, each once and in order, longest names first."""
    found: dict[str, BodyFacts] = {}
    for name in _any_name().findall(fold(words)):
        found |= {facts.id: facts for facts in _by_name()[name]}
    # 沖縄県那覇市 is a city: its prefecture says where it is.
    cities = [facts for facts in found.values() if facts.kind != "prefecture"]
    return cities or list(found.values())


def _fitting(found: list[BodyFacts], host: str) -> list[BodyFacts]:
    """Those whose kind is that of the host, where it says one: www.town.… is no city's."""
    ends = next((_KINDS[part] for part in host.split(".") if part in _KINDS), "")
    return [facts for facts in found if not ends or facts.name[-1] in ends]


def _of_prefecture(found: list[BodyFacts], words: str, host: str) -> list[BodyFacts]:
    """Those whose prefecture the host or the page names; all where that leaves none."""
    folded, parts = fold(words), set(host.split("."))
    codes = {str(facts.prefecture) for facts in found}
    by_host = {code for code in codes if load("prefectures.yml")[code] in parts}
    by_words = {code for code in codes if bodies_by_local_code()[f"{code}000"].name in folded}
    for said in (by_host, by_words):
        if left := [facts for facts in found if facts.prefecture in said]:
            return left
    return found


@cache
def _by_name() -> dict[str, list[BodyFacts]]:
    """Local governments by their folded names; two of one name stand together."""
    named: dict[str, list[BodyFacts]] = {}
    for facts in bodies_by_local_code().values():
        named.setdefault(fold(facts.name), []).append(facts)
    return named


@cache
def _any_name() -> re.Pattern[str]:
    """Any of these names, the longest first: 大和郡山市 is not 郡山市."""
    names = sorted(_by_name(), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in names))
