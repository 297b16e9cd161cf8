"""Rows of a form without header, read by what earlier rows of the same cells gave.

A year of awards repeats its bodies, methods, days and firms. What the general way made of those
cells is taken again where nothing of the row is out of the ordinary; every other row goes the
general way, so that both give the same record (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from functools import lru_cache

from pipelines.normalise.days import days
from pipelines.normalise.outcome import status, suppliers
from pipelines.normalise.plan import Plan
from pipelines.normalise.schedule import schedule
from pipelines.normalise.stage import marks, status_said, title_stage
from pipelines.normalise.tender import Tender
from pipelines.records import At, Body, Form, Hints, Notice, RawNotice, Step, Supplier

_MEANINGS = frozenset(
    (
        *("number", "title", "awarded", "awardPrice", "buyerCode", "methodCode"),
        *("winner", "supplierNumber"),
    )
)
_PLAIN = re.compile(
    r"[0-9]{19}\n[1-9][0-9]{4,14}\.00\n(?=\S)[^\x00-\x1f\x7f-\xa0\u2028\u2029※]{4,}(?<=\S)"
)
"""Number, price, and a title in one line without a note on its links."""

_UNIT = "単価契約"
_OPENING, _CLOSING = "【〔[(（", "】〕])）"

_Firm = tuple[list[Supplier], str | None, str | None]
"""Suppliers, the name of their group, and the status of a notice with that firm."""

_Day = tuple[str | None, list[Step]]
"""The day of the award, and the schedule of a notice with that day."""

_MOST_FIRMS = 65_536


@lru_cache(maxsize=8)
def _known_firms(form: Form, stage: str) -> dict[tuple[str, str], _Firm | None]:
    """What the firms of a form's rows said before, in whatever file; ``stage`` is of its title."""
    return {}


class CodedRows:
    """The notices of one table of codes; ``general`` is the way that any notice is read."""

    def __init__(
        self, plan: Plan, hints: Hints, sha256: str, general: Callable[[RawNotice], Notice]
    ) -> None:
        self._plan, self._hints, self._sha256, self._general = plan, hints, sha256, general
        self._form = plan.table.form
        self._is_known = plan.meanings == _MEANINGS and len(plan.labels) == len(_MEANINGS)
        if not self._is_known or plan.table.form is None:
            return
        place = {name: columns[0].index for name, columns in plan.by_meaning.items()}
        self._number, self._title = place["number"], place["title"]
        self._price, self._day = place["awardPrice"], place["awarded"]
        self._buyer, self._method = place["buyerCode"], place["methodCode"]
        self._name, self._id = place["winner"], place["supplierNumber"]
        self._by_buyer: dict[str, tuple[Body | None, str | None]] = {}
        self._by_method: dict[str, Notice] = {}
        self._by_firm = _known_firms(plan.table.form, title_stage(plan).name)
        self._by_day: dict[str, _Day | None] = {}

    def read(self, raw: RawNotice) -> Notice:
        """The notice of a row."""
        row = raw.rows[0]
        if not self._is_known or self._form is None or not self._is_plain(row):
            return self._general(raw)
        buyer, alike = self._by_buyer.get(row[self._buyer]), self._by_method.get(row[self._method])
        if buyer is None or alike is None:
            return self._learned(raw)
        firm, day = self._firm(raw), self._dated(raw)
        if firm is None or day is None:
            return self._general(raw)
        table, line = self._plan.table, raw.numbers[0]
        assert alike.award_price is not None
        notice, price = copy(alike), copy(alike.award_price)
        price.amount = int(row[self._price][:-3])
        notice.issues = []  # a copy would share its list
        notice.buyer, notice.department = buyer
        notice.suppliers, notice.supplier_group, notice.status = firm
        notice.awarded, notice.schedule = day
        notice.key, notice.number = self._form.key_of(row), row[self._number]
        notice.title, notice.award_price = row[self._title], price
        raw_text = dict(zip(self._plan.labels, row, strict=True))
        notice.raw = {k: v for k, v in raw_text.items() if v} if "" in row else raw_text
        notice.at = At(
            original=self._sha256, sheet=table.sheet, table=table.number, rows=(line, line)
        )
        return notice

    def _is_plain(self, row: list[str]) -> bool:
        """Whether number, title and price of a row say no more than they seem to."""
        title = row[self._title]
        return (
            _PLAIN.fullmatch(f"{row[self._number]}\n{row[self._price]}\n{title}") is not None
            and _UNIT not in title
            and not ((title[-1] in _CLOSING or title[0] in _OPENING) and marks(title))
        )

    def _learned(self, raw: RawNotice) -> Notice:
        """A notice read in the general way; one without issues shows what each code of it says."""
        notice, row = self._general(raw), raw.rows[0]
        if not notice.issues and notice.award_price is not None:
            self._by_buyer[row[self._buyer]] = notice.buyer, notice.department
            self._by_method[row[self._method]] = notice
        return notice

    def _dated(self, raw: RawNotice) -> _Day | None:
        """What the day of a row says; None where something must be said of it."""
        text = raw.rows[0][self._day]
        if text not in self._by_day:
            tender = Tender(self._plan, raw, self._hints)
            when = days(tender)
            known = when.awarded, schedule(tender, when)
            self._by_day[text] = None if tender.issues else known
        return self._by_day[text]

    def _firm(self, raw: RawNotice) -> _Firm | None:
        """What name and 法人番号 of a row say; None where something must be said of them."""
        row = raw.rows[0]
        cells = row[self._name], row[self._id]
        if cells not in self._by_firm:
            tender = Tender(self._plan, raw, self._hints)
            firms, group = suppliers(tender, [])
            ended = status(tender, [], []) or status_said(tender)
            if len(self._by_firm) >= _MOST_FIRMS:
                self._by_firm.clear()
            known = firms, group, ended
            fits = self._form is not None and self._form.fits(row)
            self._by_firm[cells] = known if fits and not tender.issues else None
        return self._by_firm[cells]
