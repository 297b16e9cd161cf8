"""The prices of a tender: planned, floor, award and contract, with tax basis and pricing."""

from __future__ import annotations

from pipelines.normalise.amounts import ParsedAmount, parse_price
from pipelines.normalise.tender import Tender
from pipelines.records import Bid, Column, FloorPrice, Issue, Price

_FLOORS = {
    "floorInvestigation": "investigationBase",
    "floorMinimum": "minimumPrice",
    "floorRejection": "rejectionBase",
}
_UNIT_PRICE = "単価契約"


def pricing_of(tender: Tender, title: str | None) -> str | None:
    """``unitPrice`` where title or remark says 単価契約: such a price is never a total."""
    texts = [title or "", *tender.texts("remark")]
    return "unitPrice" if any(_UNIT_PRICE in text for text in texts) else None


def price(tender: Tender, meaning: str, pricing: str | None) -> Price | None:
    """A price of the notice with its tax basis; 非公表 is a price that is undisclosed."""
    column, text = tender.found(meaning)
    if not text or column is None:
        return None
    parsed = _parsed(tender, meaning, column, text)
    if parsed.kind == "undisclosed":
        return Price(undisclosed=True)
    if parsed.amount is None:
        return None
    return Price(
        amount=parsed.amount,
        currency="JPY",
        tax=_tax(tender, meaning, column, parsed),
        pricing=pricing,
    )


def floors(tender: Tender, pricing: str | None) -> list[FloorPrice]:
    """Prices under which bids are excluded or examined; a printed 0 says that there is none."""
    found = []
    for meaning, kind in _FLOORS.items():
        for column in tender.plan.by_meaning.get(meaning, ()):
            text = tender.of(column)
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
    """The tax basis of a bid: its label's, its table's, else without tax.

    A bid is written without tax by rule (the notice of every tender asks for 110分の100).
    """
    meaning = "quotedPrice" if winner.quote is not None else "bidPrice"
    columns = tender.plan.by_meaning.get(meaning, ())
    label = next((column.tax for column in columns if column.tax), None)
    return label or tender.plan.tax(meaning) or "excluded"


def _tax(tender: Tender, meaning: str, column: Column, parsed: ParsedAmount) -> str:
    """The tax basis of a printed price: what its cell says, else its label, else a caption."""
    return parsed.tax or column.tax or tender.plan.tax(meaning) or "unknown"


def _parsed(tender: Tender, meaning: str, column: Column, text: str) -> ParsedAmount:
    """The price of a cell; a word there that is no price is an issue."""
    parsed = parse_price(text, column.unit or tender.plan.unit(meaning))
    if parsed.kind == "word":
        tender.note("unclearAmount", column, text)
    return parsed
