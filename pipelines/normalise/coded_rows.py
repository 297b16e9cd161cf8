"""Rows of a form without header, read by what earlier rows of the same cells gave.

A year of awards repeats its bodies, methods, days and firms. What the general way made of those
cells is taken again where nothing of the row is out of the ordinary; every other row goes the
general way, so that both give the same record (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pipelines.normalise.outcome import status, suppliers
from pipelines.normalise.plan import Plan
from pipelines.normalise.stage import marks, status_said
from pipelines.normalise.tender import Tender
from pipelines.records import At, Hints, Notice, Price, RawNotice

_MEANINGS = frozenset(
    (
        *("number", "title", "awarded", "awardPrice", "buyerCode", "methodCode"),
        *("winner", "supplierNumber"),
    )
)
_TITLE = re.compile(r"(?=\S)[^\x00-\x1f\x7f-\xa0\u2028\u2029※]{4,}(?<=\S)")
"""A title in one line, without a note on its links."""

_PRICE = re.compile(r"[1-9]\d{4,14}\.00", re.ASCII)
_NUMBER = re.compile(r"\d{19}", re.ASCII)
_UNIT = "単価契約"

Part = dict[str, Any]


class CodedRows:
    """The notices of one table of codes; ``general`` is the way that any notice is read."""

    def __init__(
        self, plan: Plan, hints: Hints, sha256: str, general: Callable[[RawNotice], Notice]
    ) -> None:
        self._plan, self._hints, self._sha256, self._general = plan, hints, sha256, general
        self._form = plan.table.form
        self._is_known = plan.meanings == _MEANINGS and len(plan.labels) == len(_MEANINGS)
        if not self._is_known:
            return
        place = {name: columns[0].index for name, columns in plan.by_meaning.items()}
        self._number, self._title = place["number"], place["title"]
        self._price, self._day = place["awardPrice"], place["awarded"]
        self._buyer, self._method = place["buyerCode"], place["methodCode"]
        self._name, self._id = place["winner"], place["supplierNumber"]
        self._by_codes: dict[tuple[str, str], Part] = {}
        self._by_firm: dict[tuple[str, str], Part | None] = {}
        self._by_day: dict[str, Part] = {}
        self._priced: Price | None = None

    def read(self, raw: RawNotice) -> Notice:
        """The notice of a row."""
        row = raw.rows[0]
        if not self._is_known or self._form is None or not self._is_plain(row):
            return self._general(raw)
        codes, day = self._by_codes.get((row[self._buyer], row[self._method])), row[self._day]
        known, price = self._by_day.get(day), self._priced
        if codes is None or known is None or price is None:
            return self._learned(raw)
        firm = self._firm(raw)
        if firm is None:
            return self._general(raw)
        table, line = self._plan.table, raw.numbers[0]
        return Notice(
            **codes,
            **firm,
            **known,
            key=self._form.key_of(row),
            number=row[self._number],
            title=row[self._title],
            award_price=Price(
                amount=int(row[self._price][:-3]), currency=price.currency, tax=price.tax
            ),
            raw={label: text for label, text in zip(self._plan.labels, row, strict=True) if text},
            at=At(original=self._sha256, sheet=table.sheet, table=table.number, rows=(line, line)),
        )

    def _is_plain(self, row: list[str]) -> bool:
        """Whether number, title and price of a row say no more than they seem to."""
        title = row[self._title]
        return (
            _TITLE.fullmatch(title) is not None
            and _PRICE.fullmatch(row[self._price]) is not None
            and _NUMBER.fullmatch(row[self._number]) is not None
            and _UNIT not in title
            and not marks(title)
        )

    def _learned(self, raw: RawNotice) -> Notice:
        """A notice read in the general way; what it says of codes and day is kept."""
        notice, row = self._general(raw), raw.rows[0]
        if not notice.issues:
            names = ("stage", "buyer", "method", "method_details", "award_criteria", "category")
            kept = {name: getattr(notice, name) for name in names}
            self._by_codes[row[self._buyer], row[self._method]] = kept
            self._by_day[row[self._day]] = {"awarded": notice.awarded, "schedule": notice.schedule}
            self._priced = notice.award_price
        return notice

    def _firm(self, raw: RawNotice) -> Part | None:
        """What name and 法人番号 of a row say; None where something must be said of them."""
        row = raw.rows[0]
        cells = row[self._name], row[self._id]
        if cells not in self._by_firm:
            tender = Tender(self._plan, raw, self._hints)
            firms, group = suppliers(tender, [])
            ended = status(tender, [], []) or status_said(tender)
            known = {"suppliers": firms, "supplier_group": group, "status": ended}
            fits = self._form is not None and not self._form.misfits(row)
            self._by_firm[cells] = known if fits and not tender.issues else None
        return self._by_firm[cells]
