"""At which stage a notice stands, told from its labels, its titles and its own words."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.lookups import fold
from pipelines.normalise.outcome_words import said
from pipelines.normalise.plan import Plan
from pipelines.normalise.tender import Tender

# What titles of lists say, the first that fits: 発注見通し, 変更契約一覧, 入札結果, 入札中止案件.
_TITLES = (
    ("plan", r"(発注|調達|入札|契約|工事)(の)?(予定|見通し)|見通し|年間(発注|調達)計画"),
    ("amendment", r"変更契約|契約(の|内容の|金額の)?変更"),
    (
        "result",
        r"(入札|開札|落札|見積|選定|審査|プロポーザル|競争|抽選)[^、。]{0,8}(結果|経過|調書)|開札録",
    ),
    ("cancellation", r"中止|取り?や?止め|取りやめ"),
    ("contract", r"契約(の|を)?(締結|状況|結果|一覧|実績|情報|案件|に係る)|随意契約|契約の公表"),
    ("award", r"落札者等の公示|落札実績"),
    ("tender", r"公[告示]|募集|発注(情報|案件)|入札(情報|案件|予定)|公募"),
)
_PATTERNS = tuple((stage, re.compile(pattern)) for stage, pattern in _TITLES)
_RESULT = frozenset(("bidder", "bidPrice", "quotedPrice", "awardPrice"))
_OFFERS = frozenset(
    ("bidPrice", "quotedPrice", "awardPrice", "contractPrice", "winner", "remark", "rank")
)
_CONTRACT = frozenset(("contractPrice", "supplier", "supplierNumber", "signed", "rationale"))
_LONGEST = 80
"""Letters of a title; a note is longer, and names stages that the list isn't at."""
_CHANGE = re.compile(r"変更(前|後)")
_NO_WINNER = frozenset(("unsuccessful", "cancelled"))


def stage_of(tender: Tender) -> str:
    """The stage that the source names, else that of the labels, else that of the titles.

    A bidder or a winning price is a result, a contract's price or partner a contract, a time to
    come (入札を行う時期) a plan. Where labels fit several stages the title decides: 契約金額 under
    ``入札結果`` is a result. What says neither is a call for tenders.
    """
    if tender.hints.stage:
        return tender.hints.stage
    meanings = tender.plan.by_meaning.keys()
    title = title_stage(tender.plan)
    if "buyerCode" in meanings:  # 調達ポータル 落札実績オープンデータ
        return "award"
    if title == "plan" or ("plannedTiming" in meanings and not meanings & _RESULT):
        return "plan"
    labels = (fold(column.label) for column in tender.plan.table.columns)
    if title == "amendment" or any(_CHANGE.search(label) for label in labels):
        return "amendment"
    return _by_labels(frozenset(meanings), title, tender)


def _by_labels(meanings: frozenset[str], title: str | None, tender: Tender) -> str:
    """The stage of a list that is neither a plan nor of changes."""
    contract = "contractPrice" in meanings
    if "bidder" in meanings and not meanings & _OFFERS:  # 指名業者一覧: nobody has bid yet
        return "result" if title == "result" else "tender"
    if meanings & {"bidder", "bidPrice", "quotedPrice"} or (
        "awardPrice" in meanings and not contract
    ):
        return "result"
    if contract or meanings & {"supplier", "supplierNumber", "rationale"}:
        return "result" if title == "result" else "contract"
    if "winner" in meanings or "awardRate" in meanings:
        return "contract" if title == "contract" and "signed" in meanings else "result"
    if title in ("result", "cancellation", "award"):
        return title
    if any(said(text) & _NO_WINNER for text in tender.texts("remark")):
        return "result"
    return "contract" if title == "contract" or meanings & _CONTRACT else "tender"


def title_stage(plan: Plan) -> str | None:
    """The stage that a title of the table or the name of its sheet says, None if none does."""
    return _of_titles((*plan.table.captions, plan.table.sheet or ""))


@lru_cache(maxsize=1024)  # all notices of a table ask the same
def _of_titles(texts: tuple[str, ...]) -> str | None:
    for text in texts:
        folded = fold(text)
        if len(folded) <= _LONGEST:
            for stage, pattern in _PATTERNS:
                if pattern.search(folded):
                    return stage
    return None


def status_said(tender: Tender) -> str | None:
    """The status of a tender without bidders, where a cell or the list's title says it.

    ``不調`` under 落札者 → unsuccessful; ``取止め`` under 備考, 【中止】 behind the title →
    cancelled.
    """
    printed = [
        text
        for name in ("remark", "winner", "awardPrice", "contractPrice", "supplier")
        for text in tender.texts(name)
    ]
    for text in [*printed, *marks(tender.text("title") or "")]:
        for kind in sorted(said(text) & _NO_WINNER):
            return kind
    return "cancelled" if title_stage(tender.plan) == "cancellation" else None


_MARK = re.compile(
    r"^\s*[【〔\[(（]([^【】〔〕\[\]()（）]{2,8})[】〕\])）]|[【〔\[(（]([^【】〔〕\[\]()（）]{2,8})[】〕\])）]\s*$"
)
_LINKED = re.compile(r"\s*※\s*添付(?:資料|ファイル|書類)?(?:有り?|あり)\s*$")


def marks(title: str) -> list[str]:
    """The words in brackets at either end of a title that say how it ended: ``…購入【中止】``."""
    found = (first or last for first, last in _MARK.findall(title))
    return [word for word in found if said(word) & _NO_WINNER]


def without_marks(title: str) -> str:
    """A title without such a word, and without what a page says of its links (※添付有)."""
    title = _LINKED.sub("", title)
    return _MARK.sub(_kept, title).strip() if marks(title) else title.strip()


def _kept(found: re.Match[str]) -> str:
    return "" if said(found[1] or found[2]) & _NO_WINNER else found[0]
