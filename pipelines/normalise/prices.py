"""The prices of a tender: planned, floor, award and contract, with tax basis and pricing."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipelines.lookups import fold
from pipelines.normalise.amounts import ParsedAmount, parse_price
from pipelines.normalise.amounts.units import basis_of
from pipelines.normalise.contract_sums import stated
from pipelines.normalise.listed import tax_listed
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.rates import without_rate
from pipelines.normalise.tender import Tender
from pipelines.records import Amount, Bid, Column, FloorPrice, Issue, Price

_FLOORS = {
    "floorInvestigation": "investigationBase",
    "floorMinimum": "minimumPrice",
    "floorRejection": "rejectionBase",
}
_PRICES = ("plannedPrice", "bidPrice", "quotedPrice", *_FLOORS)
_UNIT = "unitPrice"
_UNIT_PRICE = re.compile(r"(?<!一部)(?<!は)単価契約")
_CEILING = re.compile("上限(?:額|価格|金額)|限度額")
_SHARE = re.compile(
    r"(?:[^、。]{2,12}は、?)?予定価格(?:\([^()]*\))?(?:の額)?[のに×(]?(?:(?P<whole>\d{1,5})分の(?P<part>\d{1,5}(?:\.\d{1,4})?)"
    r"|(?P<percent>\d{1,3}(?:\.\d{1,4})?)%|(?P<tenths>\d(?:\.\d)?)割)"
    r"\)?(?:を乗じて得た[額価格]+|に相当する[額価格]+|の[額価格]+)?(?:とする|以上)?(?:\([^()]*\))?。?"
)
_MOST_TAX = Decimal("1.11")
_LEAST_TOTAL = 100_000
LEAST_SURE = 10_000
"""Yen below which a price of a form that prints unit prices and totals alike may be either."""


def pricing_of(tender: Tender, title: str | None) -> str | None:
    """``unitPrice`` where title or remark says 単価契約: its prices may be no totals.

    ``一部単価契約`` and ``設備利用料は単価契約`` speak of other prices than the contract's.
    """
    texts = [title or "", *tender.texts("remark")]
    says = any("単価契約" in text and _UNIT_PRICE.search(text) for text in texts)
    return _UNIT if says else None


def price(tender: Tender, meaning: str, pricing: str | None) -> Price | None:
    """A price of the notice with its tax basis; 非公表 is a price that is undisclosed.

    A cell that states more than one plain sum (＠1,500円ほか, 変更後…) gives what it says is the
    price; two columns with and without tax give one price.
    """
    both = _with_net(tender, meaning, pricing)
    if both:
        return both
    column, text = _current(tender, meaning)
    if not text or column is None:
        return None
    unit = column.unit or tender.plan.unit(meaning)
    parsed = parse_price(without_rate(text), unit)
    if parsed.kind == "undisclosed":
        return Price(undisclosed=True)
    if parsed.kind == "word":
        found = stated(text, column.label, unit)
        if found is None:
            tender.note("unclearAmount", column, text)
        elif found.tax == "unknown":
            found.tax = _tax(tender, meaning, column, parsed)
        return found
    if parsed.amount is None:
        return None
    priced, per = _paid_for(tender, column, parsed.amount, pricing)
    if priced is None and tender.plan.table.form:
        priced = _without_words(tender, column, parsed.amount, text)
    return Price(
        amount=parsed.amount,
        currency="JPY",
        tax=_tax(tender, meaning, column, parsed),
        pricing=priced,
        per=per,
        ceiling=bool(_CEILING.search(_folded(column.label))),
    )


@lru_cache(maxsize=1024)  # all notices of a table ask the same
def _folded(label: str) -> str:
    return fold(label)


def _current(tender: Tender, meaning: str) -> tuple[Column | None, str | None]:
    """The column of a price and its text; after a change, that which is called so (変更後)."""
    columns = tender.plan.by_meaning.get(meaning, ())
    if len(columns) > 1:
        changed = [column for column in columns if "変更後" in _folded(column.label)]
        if len(changed) == 1 and (text := tender.of(changed[0])):
            return changed[0], text
    return tender.found(meaning)


def _with_net(tender: Tender, meaning: str, pricing: str | None) -> Price | None:
    """One price in two columns, with and without tax: the amount is with tax."""
    columns = tender.plan.by_meaning.get(meaning, ())
    if len(columns) != 2:
        return None
    by_tax = {column.tax: column for column in columns}
    if by_tax.keys() != {"included", "excluded"}:
        return None
    unit = tender.plan.unit(meaning)
    gross, net = (
        parse_price(tender.of(by_tax[tax]) or "", by_tax[tax].unit or unit).amount
        for tax in ("included", "excluded")
    )
    if gross is None or net is None or not net <= gross <= net * _MOST_TAX:
        return None
    priced, per = _paid_for(tender, by_tax["included"], gross, pricing)
    return Price(
        amount=gross, currency="JPY", tax="included", amount_net=net, pricing=priced, per=per
    )


def _paid_for(
    tender: Tender, column: Column, amount: Amount, pricing: str | None
) -> tuple[str | None, str | None]:
    """Whether a plain amount is a unit price, and per what.

    It is under 契約単価. Under 契約金額 of a contract that is one of unit prices, it is what is
    thought to be paid in all, unless it is too small for that: a list holds contracts above
    1,000,000 yen, or 100,000 yen of a few bodies (予算決算及び会計令第99条).
    """
    label = _folded(column.label)
    if "単価" in label and "単価契約" not in label:
        unit = tender.text("unitOfQuantity")
        printed = unit if unit and not is_nothing(unit) else None  # 円/L is per L
        return _UNIT, basis_of(label)[1] or (printed and (basis_of(printed)[1] or printed))
    if pricing and tender.plan.bids is None and amount >= _LEAST_TOTAL:
        return "unitPriceWithEstimatedTotal", None
    return pricing, None


def _without_words(tender: Tender, column: Column, amount: Amount, text: str) -> str | None:
    """How a price is meant in a form that has unit prices among totals and no word for either.

    落札実績オープンデータ: a total has no sen, so a fraction of a small price is a unit price. One
    that is merely small, or large with a fraction, may be either: an issue (``maybeUnitPrice``).
    """
    is_whole = amount == int(amount)
    if not is_whole and amount < _LEAST_TOTAL:
        return _UNIT
    if not is_whole or amount < LEAST_SURE:
        tender.note("maybeUnitPrice", column, text)
    return None


def floors(tender: Tender, pricing: str | None) -> list[FloorPrice]:
    """Prices under which bids are excluded or examined; a printed 0 says that there is none.

    One that is a share of the ceiling has its rate and no amount.
    """
    found = []
    for meaning, kind in _FLOORS.items():
        for column in tender.plan.by_meaning.get(meaning, ()):
            text = tender.of(column)
            if text and (rate := share_of_ceiling(text)):
                found.append(FloorPrice(type=kind, rate=rate))
                continue
            parsed = _parsed(tender, meaning, column, text) if text else None
            if parsed is not None and parsed.amount:
                tax = _tax(tender, meaning, column, parsed)
                found.append(
                    FloorPrice(
                        type=kind,
                        amount=parsed.amount,
                        currency="JPY",
                        tax=tax,
                        pricing=pricing,
                    )
                )
    return found


def share_of_ceiling(text: str) -> Decimal | None:
    """The share of the ceiling that a floor is: ``予定価格の10分の7`` → 0.7; None for other texts.

    A range (``10分の7.5から10分の9.2まで``) is none.
    """
    found = _SHARE.fullmatch(fold(text))
    if not found:
        return None
    if found["percent"]:
        rate = Decimal(found["percent"]) / 100
    elif found["tenths"]:
        rate = Decimal(found["tenths"]) / 10
    else:
        rate = Decimal(found["part"]) / max(Decimal(found["whole"]), Decimal(1))
    return rate if 0 < rate < 1 else None


def award_price(tender: Tender, winners: list[Bid], pricing: str | None) -> Price | None:
    """What the one winner is paid; of several winners each bid says its own."""
    printed = price(tender, "awardPrice", pricing)
    if printed or len(winners) != 1:
        return printed
    winner = winners[0]
    amount = winner.award_price
    if amount is None:
        tender.issues.append(Issue(code="winnerUnclear", text=winner.bidder.name))
        return None
    return Price(amount=amount, currency="JPY", tax=_bid_tax(tender, winner), pricing=pricing)


def _bid_tax(tender: Tender, winner: Bid) -> str:
    """The tax basis of a bid: its label's, its table's, else without tax where other prices say so.

    A bid is written without tax by rule (the notice of every tender asks for 110分の100); where a
    table says of no price that it is, nobody can tell whether its publisher added the tax.
    """
    quoted = winner.quote is not None or "bidPrice" not in tender.plan.by_meaning
    meaning = "quotedPrice" if quoted else "bidPrice"
    columns = tender.plan.by_meaning.get(meaning, ())
    label = next((column.tax for column in columns if column.tax), None)
    return label or tender.plan.tax(meaning) or _tax_of_others(tender)


def _tax_of_others(tender: Tender) -> str:
    """``excluded`` where the label of any price says so."""
    columns = (c for name in _PRICES for c in tender.plan.by_meaning.get(name, ()))
    return "excluded" if any(column.tax == "excluded" for column in columns) else "unknown"


def _tax(tender: Tender, meaning: str, column: Column, parsed: ParsedAmount) -> str:
    """The tax basis of a printed price: what its cell says, its label, a caption, its list page."""
    said = parsed.tax or column.tax or tender.plan.tax(meaning)
    return said or tax_listed(tender, meaning) or "unknown"


def _parsed(tender: Tender, meaning: str, column: Column, text: str) -> ParsedAmount:
    """The price of a cell; a word there that is no price is an issue."""
    parsed = parse_price(text, column.unit or tender.plan.unit(meaning))
    if parsed.kind == "word":
        tender.note("unclearAmount", column, text)
    return parsed
