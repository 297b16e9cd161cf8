"""A raw notice to a typed one: every value by its label's meaning, the text kept beside it."""

from __future__ import annotations

from pipelines.lookups import fold
from pipelines.normalise.bodies import body_and_office, body_facts
from pipelines.normalise.days import days, period, schedule
from pipelines.normalise.methods import award_criteria, is_known_method, method_code
from pipelines.normalise.outcome import bids, number_of_bids, status, suppliers
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.plan import Plan, plan_of
from pipelines.normalise.prices import award_price, floors, price, pricing_of
from pipelines.normalise.tender import Tender
from pipelines.records import At, Bid, Body, Hints, Notice, RawNotice, RawTable


def normalise(table: RawTable, hints: Hints, sha256: str) -> list[Notice]:
    """The typed notices of a table, in printed order."""
    plan = plan_of(table)
    return [_notice(Tender(plan, raw, hints), sha256) for raw in table.notices]


def _notice(tender: Tender, sha256: str) -> Notice:
    title = tender.text("title")
    title = "".join(title.splitlines()).strip() if title else None
    method = tender.text("method")
    found = bids(tender)
    winners = [bid for bid in found if bid.won]
    pricing = pricing_of(tender, title)
    buyer, department = _buyer(tender)
    code = _method(tender, method, found)
    when = days(tender)
    notice = Notice(
        stage=tender.hints.stage or _stage(tender.plan),
        number=tender.text("number"),
        title=title,
        place=tender.text("place"),
        buyer=buyer,
        department=department,
        category=_category(tender),
        work_type=tender.text("workType"),
        method=code,
        method_details=method,
        award_criteria=award_criteria(tender.text("evaluation") or "", method or "", code),
        status=status(tender, found, winners),
        published=when.published,
        opened=when.opened,
        awarded=when.awarded,
        signed=when.signed,
        schedule=schedule(tender, when),
        period=period(tender),
        planned_price=price(tender, "plannedPrice", pricing),
        floor_price=floors(tender, pricing),
        award_price=award_price(tender, winners, pricing),
        contract_price=price(tender, "contractPrice", pricing),
        suppliers=suppliers(tender, winners),
        bids=found,
        number_of_bids=number_of_bids(tender),
        raw=tender.raw_text(),
        at=_at(tender.raw, tender.plan, sha256),
    )
    tender.check_labels()
    tender.check_place()
    notice.issues = tender.issues
    return notice


def _at(raw: RawNotice, plan: Plan, sha256: str) -> At:
    """Where the notice stands: the rows in the sheet in which it begins."""
    numbers = [number for place, number in enumerate(raw.numbers) if place not in raw.elsewhere]
    return At(
        original=sha256,
        sheet=plan.table.sheet,
        table=plan.table.number,
        rows=(min(numbers), max(numbers)),
    )


def _stage(plan: Plan) -> str:
    """The stage that the labels show: bidders or a winner → result, a contract price → contract."""
    if "bidder" in plan.by_meaning or "winner" in plan.by_meaning:
        return "result"
    return "contract" if "contractPrice" in plan.by_meaning else "tender"


def _buyer(tender: Tender) -> tuple[Body | None, str | None]:
    """Body and office: as the cell says, else the body that the source names."""
    text = _office(tender)
    hinted = body_facts(tender.hints.body)
    if not text:
        return (Body(name=hinted.name, id=hinted.id) if hinted else None), None
    facts, name, office = body_and_office(text)
    if facts:
        return Body(name=facts.name, id=facts.id), office
    if hinted:
        return Body(name=hinted.name, id=hinted.id), text
    return Body(name=name), office


def _office(tender: Tender) -> str | None:
    """The printed office; where body and office have a column each, the body first."""
    columns = tender.plan.by_meaning.get("office", ())
    if len(columns) < 2:
        return tender.text("office")
    printed = (tender.of(column) or "" for column in columns)
    texts = dict.fromkeys(text for text in printed if not is_nothing(text))
    whole = [
        text
        for text in texts
        if not any(fold(other).startswith(fold(text)) for other in texts if other != text)
    ]
    bodies = {text: body for text in whole if (body := body_and_office(text)[0])}
    if len(bodies) > 1:
        tender.note("labelTwice", columns[1], " | ".join(whole))
        return None
    return "　".join(sorted(whole, key=lambda text: text not in bodies)) or None


def _category(tender: Tender) -> str | None:
    """Works or services, as the title's label (工事名, 業務名) or else the sheet's name says."""
    columns = tender.plan.by_meaning.get("title", ())
    return next((c.category for c in columns if c.category), None) or tender.plan.category


def _method(tender: Tender, printed: str | None, found: list[Bid]) -> str | None:
    """The code of the printed method; 随意契約 among several firms says not which."""
    if not printed:
        return None
    code = method_code(printed)
    columns = tender.plan.by_meaning.get("method")
    if code is None and columns and not is_known_method(printed):
        tender.note("unclearMethod", columns[0], printed)
    return None if code == "direct" and len(found) > 1 else code
