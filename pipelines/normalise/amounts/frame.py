"""What stands beside a cell: what its header asks for, in which unit, with tax or without."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pipelines.normalise.amounts.tax import folded_tax
from pipelines.normalise.amounts.units import basis_of, unit_of
from pipelines.normalise.amounts.words import price_name
from pipelines.normalise.text import squeezed

_BRACKETS = re.compile(r"[(\[【〔〈][^()\[\]【】〔〕〈〉]*[)\]】〕〉]")
_TAX_RATE = re.compile(r"税率?\(?(?:率)?(?:5|8|10)%\)?(?:込|抜)?")
_RATE = re.compile(r"(?<![税効能])率|割合|歩合|歩掛|%|パーセント|\(?B\)?/\(?A\)?|\(?A\)?/\(?B\)?")
_MONEY = re.compile(
    r"[金価総差税年月日残限]額|額|価格|金|円|単価|料|費|代|予算|賃|税|報酬|給与|原価|売価|プライス|price|amount",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"[件者社人台枚本回日戸棟個面口課校数]数|数量|員数|人員|面積|延長|延べ床|番号|電話|期間|工期"
    r"|年度|年月日|日付|期日|順位|住所|所在地"
)
_SCORE = re.compile(
    r"点数|得点|評点|加算点|技術点|価格点|基礎点|標準点|評価点|評価値|スコア|ポイント"
)
_WIN_RATE = re.compile(r"[落入応]札率|契約率|請負率|予定価格に対する|落札割合")


class Frame(NamedTuple):
    """What a header and its unit say of the cells below.

    ``wants``: money, rate, count, score; None where the header doesn't say. ``percent`` that bare
    numbers are per cent, ``wins`` that they are rates of awards, near one hundred.
    """

    wants: str | None = None
    unit: int | None = None
    tax: str | None = None
    basis: str | None = None
    per: str | None = None
    names: frozenset[str] = frozenset()
    percent: bool = False
    wins: bool = False
    delta: bool = False
    unit_price: bool = False


ANY = Frame()
"""What a cell is read by that stands alone."""


def frame_of(context: Mapping[str, object]) -> Frame:
    """The frame of a context: ``header`` is the column's label, ``unit`` that of its numbers."""
    header, unit = context.get("header"), context.get("unit")
    if not header and not unit:
        return ANY
    return _frame(
        header[:300] if isinstance(header, str) else "", unit[:40] if isinstance(unit, str) else ""
    )


@lru_cache(maxsize=8192)
def _frame(header: str, unit: str) -> Frame:
    label, of_unit = squeezed(header), squeezed(unit)
    basis, per = basis_of(label)
    if basis is None:
        basis, per = basis_of(of_unit)
    yen = unit_of(of_unit) or unit_of(f"({of_unit.partition('/')[0]})") if of_unit else None
    finds, names = price_name()
    wants = _wants(label)
    if wants is None and yen:
        wants = "money"
    return Frame(
        wants="rate" if of_unit == "%" else wants,
        unit=yen or unit_of(label) or _unit_within(label),
        tax=folded_tax(label) or folded_tax(of_unit),
        basis=basis,
        per=per,
        names=frozenset(names[found] for found in finds.findall(label)),
        percent="%" in _TAX_RATE.sub("", label) or of_unit == "%",
        wins=bool(_WIN_RATE.search(label)),
        delta="増減" in label or "差額" in label,
        unit_price="単価契約" in label,
    )


def _unit_within(label: str) -> int | None:
    """The unit of ``円/kg`` or ``千円/月`` in brackets."""
    found = re.search(r"[(\[【〔、,・:](千|百万)?円/", label)
    return None if not found else {"千": 1000, "百万": 10**6}.get(found[1] or "", 1)


def _wants(label: str) -> str | None:
    """What a header asks for; what stands outside its brackets counts first."""
    label = _TAX_RATE.sub("税", label)
    for part in dict.fromkeys((_BRACKETS.sub("", label), label)):
        if not part:
            continue
        if _RATE.search(part) and not re.search(r"(?:額|価格|金|円)$", part):
            return "rate"
        if _SCORE.search(part):
            return "score"
        if _MONEY.search(part):
            return "money"
        if _COUNT.search(part) or part.endswith("数"):
            return "count"
    return None
