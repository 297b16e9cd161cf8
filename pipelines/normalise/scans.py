"""What must be said of a notice that was read from a picture: how sure, and what doesn't add up.

A value is never mended: it stays as it was read, with the issue beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipelines.normalise.plan import Plan
from pipelines.records import Amount, Issue, Notice, Price, RawNotice

_TAXES = (Decimal("1.1"), Decimal("1.08"), Decimal("1.05"), Decimal("1.03"))
"""What a price with tax is of the one without, at the rates that there were."""

_ROUNDED = 1
"""Yen by which a sum with tax may differ, however its fraction was dropped."""


def scan_issues(notice: Notice, plan: Plan, raw: RawNotice) -> list[Issue]:
    """The issues of a notice read from a scan; none of any other.

    ``ocr`` for each label with a value: the least confidence of its texts (``0.93``);
    ``ocrMismatch`` for values that contradict each other.
    """
    sure = _confidences(plan, raw)
    if not sure:
        return []
    found = [Issue(code="ocr", label=label, text=f"{low:.2f}") for label, low in sure.items()]
    return found + mismatches(notice)


def _confidences(plan: Plan, raw: RawNotice) -> dict[str, float]:
    """By label, how sure its least sure text is; empty for a notice that is no scan."""
    table = plan.table
    if not table.boxes and not raw.boxes:
        return {}
    found: dict[str, float] = {}
    for column, label in zip(table.columns, plan.labels, strict=True):
        for number, row in enumerate(raw.rows):
            box = table.box(raw, number, column.index) if row[column.index].strip() else None
            if box is not None and box.confidence is not None:
                found[label] = min(found.get(label, 1.0), box.confidence)
    return found


def mismatches(notice: Notice) -> list[Issue]:
    """The values of a notice that contradict each other, as misread digits make them.

    落札率 that isn't 落札金額 in 予定価格, 契約金額 with tax that isn't 落札金額 and its tax, a
    price above its ceiling, a winner that bid another price.
    """
    return [
        Issue(code="ocrMismatch", label=label, text=text)
        for label, text in (*_of_rate(notice), *_of_tax(notice), *_of_order(notice))
    ]


def _of_rate(notice: Notice) -> Iterator[tuple[str, str]]:
    """The rate against the prices: none of those that are paid bears it out."""
    rate, planned = notice.award_rate, notice.planned_price
    paid = [p for p in (notice.award_price, notice.contract_price) if p and _total(p) is not None]
    if rate is None or not planned or not _total(planned) or not paid:
        return
    if not any(_bears_out(rate, price, planned) for price in paid):
        yield "awardRate", f"{rate} ≠ {paid[0].amount} / {planned.amount}"


def _bears_out(rate: Decimal, paid: Price, planned: Price) -> bool:
    """Whether a rate is what is paid in what was planned, to one place of its digits.

    Where a tax basis isn't known, or they differ, the tax may lie between the two.
    """
    exponent = rate.as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    step = Decimal(1).scaleb(max(min(places, -2), -6))
    ratio = Decimal(paid.amount or 0) / Decimal(planned.amount or 1)
    is_same = paid.tax == planned.tax != "unknown"
    factors = (Decimal(1),) if is_same else (Decimal(1), *_TAXES, *(1 / tax for tax in _TAXES))
    return any(abs(ratio * factor - rate) <= step for factor in factors)


def _of_tax(notice: Notice) -> Iterator[tuple[str, str]]:
    """Prices with tax against those without."""
    award, paid = notice.award_price, notice.contract_price
    for label, price in (
        ("plannedPrice", notice.planned_price),
        ("awardPrice", award),
        ("contractPrice", paid),
    ):
        if price and price.amount is not None and price.amount_net is not None:
            yield from _tax(label, price.amount, price.amount_net)
    gross, net = _total(paid), _total(award)
    is_pair = paid and award and (paid.tax, award.tax) == ("included", "excluded")
    if is_pair and gross is not None and net is not None:
        yield from _tax("contractPrice", gross, net)


def _tax(label: str, gross: Amount, net: Amount) -> Iterator[tuple[str, str]]:
    if gross != net and not _is_taxed(gross, net):
        yield label, f"{gross} ≠ {net} × 1.1"


def _of_order(notice: Notice) -> Iterator[tuple[str, str]]:
    """Prices that stand in a wrong order, or twice and not the same."""
    planned, award = notice.planned_price, notice.award_price
    ceiling, price = _total(planned), _total(award)
    is_same = planned and award and planned.tax == award.tax != "unknown"
    if is_same and ceiling is not None and price is not None and price > ceiling:
        yield "awardPrice", f"{price} > {ceiling}"
    won = [bid.award_price for bid in notice.bids if bid.won and bid.award_price is not None]
    if len(won) != 1 or not award or price is None or price == won[0]:
        return
    if award.tax == "excluded" or not _is_taxed(price, won[0]):
        yield "awardPrice", f"{price} ≠ {won[0]}"


def _is_taxed(gross: Amount, net: Amount) -> bool:
    """Whether one sum is the other with tax."""
    return any(abs(gross - net * rate) <= _ROUNDED for rate in _TAXES)


def _total(price: Price | None) -> Amount | None:
    """The amount of a price that is a total."""
    return None if price is None or price.pricing else price.amount
