"""A raw notice to a typed one: every value by its label's meaning, the text kept beside it."""

from __future__ import annotations

from pipelines.lookups import fold
from pipelines.normalise.coded_rows import CodedRows
from pipelines.normalise.days import days
from pipelines.normalise.full_text import with_full_text
from pipelines.normalise.kinds import category_of
from pipelines.normalise.listed import KEYS_WITHIN, SERIES, listed, with_row
from pipelines.normalise.methods import (
    award_criteria,
    is_known_method,
    method_code,
)
from pipelines.normalise.negotiated import method_of
from pipelines.normalise.outcome import bids, number_of_bids, status, suppliers
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.plan import Plan, plan_of
from pipelines.normalise.prices import award_price, floors, price, pricing_of
from pipelines.normalise.purchasers import buyer_of
from pipelines.normalise.rates import award_rate
from pipelines.normalise.scans import scan_issues
from pipelines.normalise.schedule import deadline, period, schedule
from pipelines.normalise.stage import stage_of, status_said, without_marks
from pipelines.normalise.subjects import subject_of
from pipelines.normalise.tender import Tender
from pipelines.normalise.titles import plain_title
from pipelines.normalise.years import listed_year
from pipelines.records import At, Hints, Notice, RawNotice, RawTable


def normalise(table: RawTable, hints: Hints, sha256: str) -> list[Notice]:
    """The typed notices of a table, in printed order."""
    plan = plan_of(with_row(table, hints.context))

    def general(raw: RawNotice) -> Notice:
        return _whole(Tender(plan, raw, hints), sha256)

    if table.form is None:
        return [general(raw) for raw in plan.table.notices]
    coded = CodedRows(plan, hints, sha256, general)
    return [coded.read(raw) for raw in plan.table.notices]


def _whole(tender: Tender, sha256: str) -> Notice:
    """A notice; one of an API with what its own full text says besides."""
    notice = _notice(tender, sha256)
    if tender.raw.full is not None:
        told = [one for table in tender.raw.full for one in normalise(table, Hints(), sha256)]
        return with_full_text(notice, tender, told[0] if told else None)
    return notice


def _notice(tender: Tender, sha256: str) -> Notice:
    subject = subject_of(tender)
    title = subject.title or listed(tender, "title")
    method, kind = method_of(tender)
    found = bids(tender)
    winners = [bid for bid in found if bid.won]
    pricing = pricing_of(tender, title)
    buyer, department = buyer_of(tender)
    count = number_of_bids(tender)
    code = _method(tender, kind, max(len(found), count or 0))
    when = days(tender)
    planned = price(tender, "plannedPrice", pricing)
    awarded = award_price(tender, winners, pricing)
    paid = price(tender, "contractPrice", pricing)
    firms, group = suppliers(tender, found)
    notice = Notice(
        stage=stage_of(tender).name,
        key=_key(tender),
        series=_series(tender),
        number=_said(tender.text("number")),
        title=title and plain_title(without_marks(title), when.opened),
        description=_said(tender.text("description")),
        place=_said(tender.text("place")) or subject.place,
        buyer=buyer,
        department=department,
        category=category_of(tender, subject.work_type),
        work_type=tender.text("workType") or subject.work_type,
        method=code,
        method_details=method,
        award_criteria=award_criteria(
            tender.text("evaluation") or method or "", method or "", code
        ),
        status=status(tender, found, winners) or (None if winners else status_said(tender)),
        fiscal_year=listed_year(tender),
        published=when.published,
        deadline=deadline(tender),
        opened=when.opened,
        awarded=when.awarded,
        signed=when.signed,
        schedule=schedule(tender, when),
        period=period(tender) or subject.period,
        planned_price=planned,
        floor_price=floors(tender, pricing),
        award_price=awarded,
        contract_price=paid,
        award_rate=award_rate(tender, planned, paid or awarded),
        suppliers=firms,
        supplier_group=group,
        bids=found,
        number_of_bids=count,
        documents=[*tender.plan.table.files, *tender.raw.documents],
        rationale=_said(tender.text("rationale")),
        raw=tender.raw_text(),
        at=_at(tender.raw, tender.plan, sha256),
    )
    tender.check_labels()
    tender.check_form()
    tender.check_place()
    scanned = scan_issues(notice, tender.plan, tender.raw)
    notice.issues = [*tender.raw.issues, *tender.issues, *scanned]
    return notice


def _key(tender: Tender) -> str | None:
    """The publisher's own key: what is printed as one, or the columns that a form names as one."""
    form = tender.plan.table.form
    if form:
        return form.key_of(tender.raw.rows[0])
    own = tender.text("key") or tender.text("entryKey") or listed(tender, "key")
    if own:
        scopes = (listed(tender, SERIES), listed(tender, KEYS_WITHIN))
        return " ".join(filter(None, (*scopes, own)))
    return _number_within(tender)


def _number_within(tender: Tender) -> str | None:
    """The number with the list that it counts in, and the title where the list has it twice."""
    within, number = listed(tender, "numbersWithin"), _said(tender.text("number"))
    if not within or not number:
        return None
    return " ".join(part for part in (within, number, _title_of_twice(tender)) if part)


def _series(tender: Tender) -> str | None:
    """In which series its number counts, as its source tells; a number that the list has twice is
    that of its title."""
    series = listed(tender, SERIES)
    return series and " ".join(filter(None, (series, _title_of_twice(tender))))


def _title_of_twice(tender: Tender) -> str | None:
    """The title of a notice whose number its list has under another title as well."""
    twice = (listed(tender, "numbersTwice") or "").split()
    return tender.text("title") if fold(tender.text("number") or "") in twice else None


def _at(raw: RawNotice, plan: Plan, sha256: str) -> At:
    """Where the notice stands: the rows in the sheet in which it begins."""
    numbers = raw.numbers
    if raw.elsewhere:
        numbers = [number for place, number in enumerate(numbers) if place not in raw.elsewhere]
    return At(
        original=sha256,
        sheet=plan.table.sheet,
        table=plan.table.number,
        rows=(min(numbers), max(numbers)),
        page=_page(plan.table, raw),
    )


def _page(table: RawTable, raw: RawNotice) -> int | None:
    """The first page of a PDF on which something of the notice stands."""
    if not table.boxes and not raw.boxes:
        return None
    places = [(raw.numbers[0] - 1, column.index) for column in table.columns]
    own = [table.boxes[place].page for place in places if place in table.boxes]
    return min(own or [box.page for box in raw.boxes.values()], default=None)


def _said(text: str | None) -> str | None:
    """A text, None where it says that nothing is printed (－)."""
    return None if not text or is_nothing(text) else text


def _method(tender: Tender, printed: str | None, firms: int) -> str | None:
    """The code of the printed method; 随意契約 among several firms says not which."""
    if not printed:
        return None
    code = method_code(printed)
    columns = tender.plan.by_meaning.get("method")
    if code is None and columns and not is_known_method(printed):
        tender.note("unclearMethod", columns[0], printed)
    return None if code == "direct" and firms > 1 else code
