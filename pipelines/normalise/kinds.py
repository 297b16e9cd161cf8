"""What is bought: works, goods or services, as a column, a label, a sheet or a title says."""

from __future__ import annotations

import re

from pipelines.lookups import fold
from pipelines.normalise.coded import is_sale
from pipelines.normalise.listed import listed
from pipelines.normalise.methods import parse_method
from pipelines.normalise.tender import Tender
from pipelines.records import REVENUE

_ASK = {"kind": "category"}
_IN_BRACKETS = re.compile(r"\s*[(（【\[]([^()（）【】\[\]]*)[)）】\]]\s*")


def category_of(tender: Tender, kind: str | None = None) -> str | None:
    """The OCDS category: what the notice's own cell says (種別, a group 工事), else its title's
    label (工事名), else the sheet's name, else the list's title, else what its list page said
    (調達区分). That goes over a label: a system that heads all its lists 工事名 has been asked for
    its コンサル. 業種 alone says nothing: 測量 may be bought with works.

    ``kind`` is one that stands in a cell with other facts (公共工事の名称、場所、期間及び種別).

    A title that names two kinds (``工事・物品``) says none; so do sales. A sale by the code
    of its method (最高価格) is ``revenue``: its price is income, not spending.
    """
    if "methodCode" in tender.plan.meanings and is_sale(tender):
        return REVENUE
    for text in [kind or "", *tender.texts("category")]:
        if found := _said(text):
            return found
    columns = tender.plan.by_meaning.get("title", ())
    labelled = next((c.category for c in columns if c.category), None)
    asked = _said(listed(tender, "category") or "")
    if labelled:
        return asked or labelled
    return tender.plan.category or _of_titles(tender.plan.table.captions) or asked


def _of_titles(captions: list[str]) -> str | None:
    """The one category that the short titles name; none where they name two."""
    found = {said for text in captions if len(fold(text)) <= 40 and (said := _said(text))}
    return found.pop() if len(found) == 1 else None


def _said(text: str) -> str | None:
    whole = _IN_BRACKETS.fullmatch(text)  # （物品・役務） names two as well
    read = parse_method(whole[1] if whole else text, _ASK)
    return None if "multiple" in read.flags else read.category
