"""The firms that a notice names as chosen: names, addresses and 法人番号 of its columns."""

from __future__ import annotations

from pipelines.normalise.addresses import unwrapped
from pipelines.normalise.listed import CUT
from pipelines.normalise.names import match_key, party_id
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.parties import Parties, numbers_in, parties_of
from pipelines.normalise.tender import Tender
from pipelines.records import Supplier

_NAMES = ("supplier", "winner")
# The second of each is of the bidders, where they are listed.
_NUMBERS = ("supplierNumber", "corporateNumber")
_ADDRESSES = ("supplierAddress", "bidderAddress")


def contractors(tender: Tender) -> tuple[list[Supplier], str | None]:
    """The firms of 落札者 or 契約の相手方 in printed order, and the name of their group.

    Numbers and addresses in columns of their own belong to the firms where there are as many of
    them; else to none. A number that fails its check digit is an issue, and so is a name that the
    list had no room for: it keeps its "…", so that it is no other firm's.
    """
    for meaning in _NAMES:
        if rows := _rows(tender, meaning):
            return [firm for row in rows for firm in contractors(row)[0]], None
        column, text = tender.found(meaning)
        if column is None or not text:
            continue
        parties = parties_of(text)
        for wrong in parties.wrong_numbers:
            tender.note("wrongCorporateNumber", column, wrong)
        for firm in parties.firms:
            if firm.name.endswith(CUT):
                tender.note("nameCut", column, firm.name)
        of_firms = 1 if tender.plan.bids else None
        numbers = _numbers(tender, parties, _NUMBERS[:of_firms])
        addresses = _addresses(tender, parties, _ADDRESSES[:of_firms])
        found = [
            Supplier(
                name=firm.name,
                id=party_id(firm.name, firm.number or number),
                address=firm.address or address,
            )
            for firm, number, address in zip(parties.firms, numbers, addresses, strict=True)
        ]
        return found, parties.group
    return [], None


def _rows(tender: Tender, meaning: str) -> list[Tender]:
    """The rows of a contract with several firms, a row each beside what is merged over them all.

    Empty where the rows print one firm, or something else than a firm each, and where they bid.
    """
    columns = tender.plan.by_meaning.get(meaning, ())
    if tender.plan.bids or len(columns) != 1 or len(tender.raw.rows) < 2:
        return []
    names = [row[columns[0].index].strip() for row in tender.raw.rows]
    if not all(map(_is_firm, names)) or len({match_key(name) for name in names}) < len(names):
        return []
    return [tender.row(place) for place in range(len(names))]


def _is_firm(text: str) -> bool:
    return bool(text) and len(parties_of(text).firms) == 1


def _numbers(tender: Tender, parties: Parties, meanings: tuple[str, ...]) -> list[str | None]:
    """The 法人番号 of each firm from their own column."""
    count = len(parties.firms)
    for meaning in meanings:
        for column in tender.plan.by_meaning.get(meaning, ()):
            text = tender.of(column)
            if not text or is_nothing(text):
                continue
            numbers = numbers_in(text)
            if None in numbers or not numbers:
                tender.note("wrongCorporateNumber", column, text)
            if len(numbers) == count:
                return numbers
    return [None] * count


def _addresses(tender: Tender, parties: Parties, meanings: tuple[str, ...]) -> list[str | None]:
    """The address of each firm from their own column."""
    count = len(parties.firms)
    for meaning in meanings:
        for column in tender.plan.by_meaning.get(meaning, ()):
            text = tender.of(column)
            if not text or is_nothing(text):
                continue
            if count == 1:
                return [unwrapped(" ".join(text.split("\n")))]
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            if len(lines) == count:
                return [line.lstrip("①②③④⑤⑥⑦⑧⑨⑩ 　") for line in lines]
    return [None] * count
