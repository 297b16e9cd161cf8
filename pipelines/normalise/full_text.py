"""A notice of an API with what its own full text says: it fills gaps and overrides nothing."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from pipelines.lookups import compiled, fold, load
from pipelines.normalise.dates import parse_day
from pipelines.normalise.tender import Tender
from pipelines.records import Document, Issue, Notice

_FILE = "kkj.yml"
_FILLED = (
    "number", "description", "place", "department", "category", "work_type", "method",
    "method_details", "award_criteria", "status", "published", "deadline", "opened", "awarded",
    "signed", "period", "planned_price", "floor_price", "award_price", "contract_price",
    "award_rate", "suppliers", "supplier_group", "bids", "number_of_bids", "rationale",
)  # fmt: skip
"""Keys that a text may fill where the fields of the service don't."""
_NO_LABEL = re.compile(r"\([A-Z]+\)(?: \(\d+\))?")  # (A), as raw has what stands alone
_NAMES = re.compile(r"[\W_]+")


def with_full_text(notice: Notice, tender: Tender, told: Notice | None) -> Notice:
    """A notice by its fields, completed from its text (``told``), if that says anything.

    Where both say something and differ, the field holds and an issue tells of the text. Cells of an
    answer are no place that anybody could look up: issues are told without.
    """
    filled: dict[str, Any] = {"issues": [*notice.issues], "stage": _stage(notice, tender, told)}
    if told is not None:
        filled["issues"] += [*told.issues, *_differences(notice, told)]
        for key in _FILLED:
            if getattr(notice, key) in (None, []):
                filled[key] = getattr(told, key)
        if notice.method and not filled.get("method"):  # two words for one method are no gap
            filled["method_details"] = notice.method_details
        known = {step.label for step in notice.schedule}
        more = [step for step in told.schedule if step.label not in known]
        filled["schedule"] = [*notice.schedule, *more]
        filled["raw"] = _raw(notice, told)
        if notice.buyer is None:
            filled["buyer"] = told.buyer
    filled["issues"] += _unsure(tender, told)
    filled["issues"] = [msgspec.structs.replace(one, cell=None) for one in filled["issues"]]
    filled["documents"] = _documents(notice.documents, filled["stage"])
    return msgspec.structs.replace(notice, **filled)


def stage_in(title: str) -> str | None:
    """The stage that a title says of itself: ``架空橋補修工事の入札結果について`` → result."""
    folded = fold(title)
    for entry in load(_FILE)["stages"]:
        if compiled(_FILE, entry["stage"], entry["pattern"]).search(folded):
            stage: str = entry["stage"]
            return stage
    return None


def _stage(notice: Notice, tender: Tender, told: Notice | None) -> str:
    """As the title says, else as the text does."""
    return stage_in(tender.text("title") or "") or (told.stage if told else notice.stage)


def _raw(notice: Notice, told: Notice) -> dict[str, str]:
    """Both raw texts; a label that both have stands twice. Lines without one are in the text."""
    raw = dict(notice.raw)
    for label, text in told.raw.items():
        if raw.get(label) != text and not _NO_LABEL.fullmatch(label):
            raw[f"{label} (ProjectDescription)" if label in raw else label] = text
    return raw


def _differences(notice: Notice, told: Notice) -> list[Issue]:
    pairs = {
        "published": (notice.published, told.published),
        "opened": (notice.opened, told.opened),
        "category": (notice.category, told.category),
        "method": (notice.method, told.method),
        "title": (_bare(notice.title), _bare(told.title)),
        "period": (
            notice.period.end if notice.period else None,
            told.period.end if told.period else None,
        ),
    }
    return [
        Issue(code="textDiffers", label=name, text=f"{ours} | {theirs}"[:200])
        for name, (ours, theirs) in pairs.items()
        if ours and theirs and not _agree(ours, theirs)
    ]


def _agree(ours: str, theirs: str) -> bool:
    """Whether two values say the same, one perhaps more of it: a day and the same day's moment."""
    return ours in theirs or theirs in ours


def _bare(title: str | None) -> str:
    return _NAMES.sub("", fold(title or ""))


def _unsure(tender: Tender, told: Notice | None) -> list[Issue]:
    """The issue of a day that may be the deadline, unless the text gives just that day."""
    column, text = tender.found("deadlineUnsure")
    if column is None or not text:
        return []
    day = parse_day(text)
    deadline = told.deadline if told else None
    if day and day.value and deadline and deadline[:10] == day.value[:10]:
        return []
    said = f"{text} | {deadline}" if deadline else text
    return [Issue(code="deadlineUnsure", label=column.label, text=said)]


def _documents(documents: list[Document], stage: str) -> list[Document]:
    """The links; the first without a name is the page of the notice itself."""
    kind = {"tender": "tenderNotice", "contract": "contractNotice"}.get(stage)
    return [
        msgspec.structs.replace(one, type=kind) if one.title is None and kind else one
        for one in documents
    ]
