"""What the words and the address of a link on a municipal page say that it leads to.

The words are in ``data/lookups/list_pages.yml``; the addresses below are those of the products
that municipal sites are made with, as clients' code shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from crawlers.families.link_words import any_of, only_of
from pipelines.lookups import fold, load
from pipelines.normalise.dates import parse_date

Kind = Literal["next", "list", "case", "aside"]
"""The next page of a list · one more list · one purchase · none of them."""

_FOLDER = re.compile(r"(?:^|/)(?:[^./]*|index(?:-\d+)?\.s?html?)$")
"""/life/2/17/ · /nyusatsu/index.html · /life/4/47/229/index-2.html"""
_LISTS = re.compile(
    r"/list\d+(?:-\d+)*\.html$"  # /list04401.html (熊本市), /soshiki/list8-1.html (水戸市)
    r"|/category/\d+(?:-\d+)+\.html$"  # /category/19-4-0-0-0-0-0-0-0-0.html (広陵町)
    r"|/www/genre/\d+/"  # /www/genre/1586427407309/index.html (四日市市)
)
_CASES = re.compile(
    r"/\d{3,}\.html$"  # /soshiki/N/1893.html, /1012331.html, /0000001945.html
    r"|/www/contents/|/kiji\d+/"  # 四日市市, 熊本市
)
_UPDATED = re.compile(
    r"(?:更新日?|掲載日?|公開日)[::]?(?P<behind>(?:\d{4}|令和(?:元|\d+))年\d+月\d+日)"
    r"|(?P<before>(?:\d{4}|令和(?:元|\d+))年\d+月\d+日)(?:更新|掲載)"
)
"""更新日:2026年02月02日 · 2026年5月1日更新"""


def kind_of(words: str, address: str, here: str, above: Iterable[str] = ()) -> Kind:
    """What a link is on the list page at ``here``.

    ``above``: start pages; a link to a folder that one of them lies below leads out of the list.
    A purchase is told by its words, or by its place in the folder of the list.
    """
    said, known = fold(words), load("list_pages.yml")
    if any_of(known["next"]).fullmatch(said):
        return "next"
    if is_aside(words) or _is_above(address, above):
        return "aside"
    if names_a_list(words):
        return "list"
    inside = _is_inside(address, here)
    if is_list_address(address):
        return "list" if inside or any_of(known["purchasing"]).search(said) else "aside"
    return "case" if inside or any_of(known["cases"]).search(said) else "aside"


def is_aside(words: str) -> bool:
    """Whether words name forms, guides, applications or news: 入札参加資格申請, 様式."""
    said, known = fold(words), load("list_pages.yml")
    found = any_of(known["aside"]).search(said)
    return bool(found) and not any_of(known["despite"]).search(said)


def names_a_list(words: str) -> bool:
    """Whether words name a list of purchases and nothing else: 令和8年度 入札結果."""
    known = load("list_pages.yml")
    return only_of(fold(words), known["lists"], known["fillers"])


def leads_to_lists(words: str) -> bool:
    """Whether words of a front page name the part for firms and nothing else: 事業者の方へ."""
    known = load("list_pages.yml")
    return only_of(fold(words), known["ways"], known["wayFillers"])


def names_a_purchase(words: str) -> bool:
    """Whether words name one purchase, or a call for it: 架空橋補修工事."""
    return bool(any_of(load("list_pages.yml")["cases"]).search(fold(words)))


def is_list_address(address: str) -> bool:
    """Whether an address is one of lists, in the products that are known: /list04401.html."""
    path = urlsplit(address).path
    if _CASES.search(path):
        return False
    return bool(_LISTS.search(path) or _FOLDER.search(path))


def is_notice_file(words: str, page: str) -> bool:
    """Whether a file beside one case holds a notice; ``page``: the words of the page itself.

    公告 and 審査結果 do, 仕様書 doesn't; on a page of outcomes every file that is no paper does.
    """
    said, known = fold(words), load("list_pages.yml")
    if is_aside(words):
        return False
    if any_of(known["notices"]).search(said):
        return True
    is_paper = any_of(known["papers"]).search(said)
    return not is_paper and bool(any_of(known["outcomes"]).search(fold(page)))


def is_bare(words: str) -> bool:
    """Whether words say only how a file comes, not what it is: PDF, 詳細はこちら."""
    said = fold(words)
    return not said or bool(any_of(load("list_pages.yml")["bare"]).fullmatch(said.upper()))


def says_nothing(words: str) -> bool:
    """Whether a page says that there is nothing: 現在募集中の案件はありません."""
    return bool(any_of(load("list_pages.yml")["nothing"]).search(fold(words)))


def total_in(words: str) -> int | None:
    """How many entries a list says that it has: 全57件中 1 - 50件目 → 57."""
    found = re.search(load("list_pages.yml")["total"], fold(words))
    return int(next(part for part in found.groups() if part)) if found else None


def day_updated(words: str) -> str | None:
    """The day that a page or a list prints as that of its last change: 2026年5月1日更新."""
    found = _UPDATED.search(fold(words))
    return parse_date(found["behind"] or found["before"]).start if found else None


def prints_a_notice(cells: Sequence[str]) -> bool:
    """Whether cells hold a label of what is bought and one of a fact of it: 件名, 落札者.

    Two facts of purchases alone (落札者, 落札金額) do where what is bought is named above.
    """
    known: dict[str, Any] = load("list_pages.yml")
    said = {re.sub(r"[((].{0,12}[))]$", "", fold(cell)) for cell in cells}
    sure = {cell for cell in said if re.fullmatch(known["sureFacts"], cell)}
    if len(sure) > 1:
        return True
    has_title = any(re.fullmatch(known["titles"], cell) for cell in said)
    return has_title and any(sure or re.fullmatch(known["facts"], cell) for cell in said)


def _is_inside(address: str, here: str) -> bool:
    """Whether an address lies in the folder of a list page, which isn't the whole site's."""
    place, other = urlsplit(here), urlsplit(address)
    folder = place.path.rpartition("/")[0] + "/"
    is_folder = bool(_FOLDER.search(place.path)) and folder.count("/") > 2
    same = place.hostname == other.hostname and address != here
    return is_folder and same and other.path.startswith(folder)


def _is_above(address: str, starts: Iterable[str]) -> bool:
    """Whether an address is a folder above one of the start pages."""
    path = urlsplit(address).path
    if not _FOLDER.search(path):
        return False
    folder = path.rpartition("/")[0] + "/"
    folders = (urlsplit(start).path.rpartition("/")[0] + "/" for start in starts)
    return any(own.startswith(folder) and own != folder for own in folders)
