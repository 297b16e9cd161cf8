"""At which stage a notice stands, told from its labels, its titles and its own words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.lookups import fold
from pipelines.normalise.listed import listed
from pipelines.normalise.outcome_words import is_nothing, said
from pipelines.normalise.plan import Plan
from pipelines.normalise.tender import Tender

# What titles of lists say, the first that fits: 発注見通し, 変更契約一覧, 入札結果, 入札中止案件.
_TITLES = (
    ("amendment", r"(公告|公示|公表)(\([^()]*\))?の(訂正|変更)"),
    ("cancellation", r"(公告|公示|公表)(\([^()]*\))?の取り?消し?"),
    ("tender", r"随意契約に関する公示"),  # 官報: a contract that is only meant
    # 官報: 入札公告（公示）予定の公示
    (
        "plan",
        r"招請|(発注|調達|入札|契約|工事)(の)?(予定|見通し)|予定の公示|見通し|年間(発注|調達)計画",
    ),
    ("amendment", r"変更契約|契約(の|内容の|金額の)?変更"),
    (
        "result",
        r"(入札|開札|落札|見積|選定|審査|プロポーザル|競争|抽選)[^、。]{0,8}(結果|経過|調書)|開札録",
    ),
    ("cancellation", r"中止|取り?や?止め|取りやめ"),
    ("contract", r"契約(の|を)?(締結|状況|結果|一覧|実績|情報|案件|に係る)|随意契約|契約の公表"),
    ("award", r"落札(者等の)?公示|落札実績"),
    ("tender", r"公[告示]|募集|発注(情報|案件)|入札(情報|案件|予定)|公募"),
)
_PATTERNS = tuple((stage, re.compile(pattern)) for stage, pattern in _TITLES)
_RESULT = frozenset(("bidder", "bidPrice", "quotedPrice", "awardPrice"))
_OPEN_DATA = frozenset(("buyerCode", "awardPrice"))
_BIDS = frozenset(("bidder", "bidPrice", "quotedPrice"))
_PAID = frozenset(("contractPrice", "supplier", "supplierNumber", "rationale"))
_OFFERS = frozenset(
    ("bidPrice", "quotedPrice", "awardPrice", "contractPrice", "winner", "remark", "rank")
)
_CONTRACT = frozenset(("contractPrice", "supplier", "supplierNumber", "signed", "rationale"))
_SITE = re.compile(r"\s+[-－/／|｜:：]\s+|[|｜／]")
"""Between the title of a page and the name of its site."""
_LONGEST = 80
"""Letters of a title; a note is longer, and names stages that the list isn't at."""
_NO_WINNER = frozenset(("unsuccessful", "cancelled"))


class Stage(NamedTuple):
    """A stage, and its ground: the printed label or title that shows it; "" where none does."""

    name: str
    ground: str = ""


def stage_of(tender: Tender) -> Stage:
    """The stage that the source names, else that of the labels, else that of the titles.

    A bidder or a winning price is a result, a contract's price or partner a contract, a time to
    come (入札を行う時期) a plan. Where labels fit several stages the title decides: 契約金額 under
    ``入札結果`` is a result. What says neither is a call for tenders.
    """
    if tender.hints.stage:
        return Stage(tender.hints.stage)
    meanings = tender.plan.meanings
    title = title_stage(tender.plan)
    if meanings >= _OPEN_DATA and title.name != "amendment":  # 調達ポータル 落札実績オープンデータ
        return Stage("award", _label(tender, "buyerCode"))
    if title.name == "plan":
        return title
    if "plannedTiming" in meanings and not meanings & _RESULT:
        return Stage("plan", _label(tender, "plannedTiming"))
    if title.name == "amendment":
        return title
    if tender.plan.changed:
        return Stage("amendment", tender.plan.changed)
    return _by_labels(meanings, title, tender)


def _by_labels(meanings: frozenset[str], title: Stage, tender: Tender) -> Stage:
    """The stage of a list that is neither a plan nor of changes."""
    if "bidder" in meanings and not meanings & _OFFERS:  # 指名業者一覧: nobody has bid yet
        return title if title.name == "result" else Stage("tender", _label(tender, "bidder"))
    bids = meanings & _BIDS
    if not bids and title.name == "award" and "contractPrice" not in meanings:
        return title  # 落札者等の公示 names who won, not who bid
    if not bids and "awardPrice" in meanings and "contractPrice" not in meanings:
        bids = frozenset(("awardPrice",))
    if bids:
        return Stage("result", _label(tender, *bids))
    if paid := meanings & _PAID:
        is_meant = title.name == "tender" and paid == {"rationale"}
        is_told = title.name == "result" or is_meant
        return title if is_told else Stage("contract", _label(tender, *paid))
    if won := meanings & {"winner", "awardRate"}:
        signed = title.name == "contract" and "signed" in meanings
        return title if signed else Stage("result", _label(tender, *won))
    if title.name in ("result", "cancellation", "award"):
        return title
    ends = (text for text in tender.texts("remark") if said(text) & _NO_WINNER)
    if (end := next(ends, None)) is not None:
        return Stage("result", end)
    if title.name == "contract":
        return title
    signs = meanings & _CONTRACT
    return Stage("contract", _label(tender, *signs)) if signs else Stage("tender")


def _label(tender: Tender, *meanings: str) -> str:
    """The first printed label of some meanings."""
    for column in tender.plan.table.columns:
        if column.meaning in meanings and column.label:
            return column.label
    return ""


def title_stage(plan: Plan) -> Stage:
    """The stage that a title of the table or the name of its sheet says; its name "" if none.

    The title of a web page counts last, and only where it names a result: 入札・契約情報 is a part
    of a site. A page about one purchase may say in front of its title that it was called off.
    """
    table = plan.table
    told = _of_titles((*table.captions, table.sheet or ""))
    if told.name or not table.page:
        return told
    if len(table.notices) == 1 and any("cancelled" in said(word) for word in marks(table.page)):
        return Stage("cancellation", table.page)
    page = _of_titles((_SITE.split(table.page)[0],))
    return page if page.name == "result" else told


@lru_cache(maxsize=1024)  # all notices of a table ask the same
def _of_titles(texts: tuple[str, ...]) -> Stage:
    for text in texts:
        folded = fold(text)
        if len(folded) <= _LONGEST:
            for stage, pattern in _PATTERNS:
                if pattern.search(folded):
                    return Stage(stage, text)
    return Stage("")


def status_said(tender: Tender) -> str | None:
    """The status of a tender without bidders, where a cell or the list's title says it.

    ``不調`` or ``なし`` under 落札者 → unsuccessful; ``取止め`` under 備考, 【中止】 behind the
    title → cancelled.
    """
    printed = [
        text
        for name in ("remark", "winner", "awardPrice", "contractPrice", "supplier")
        for text in tender.texts(name)
    ]
    for text in [*printed, *marks(tender.text("title") or "")]:
        for kind in sorted(said(text) & _NO_WINNER):
            return kind
    if listed(tender, "struck"):  # 仙台市 strikes the links of what was called off through
        return "cancelled"
    if title_stage(tender.plan).name == "cancellation":
        return "cancelled"
    won = [text for name in ("winner", "awardPrice") for text in tender.texts(name)]
    # 落札業者 | なし (大和高田市): the label and its value say together that nobody won.
    says_none = any(fold(text) in ("なし", "無し") for text in tender.texts("winner"))
    return "unsuccessful" if says_none and all(map(is_nothing, won)) else None


_MARK = re.compile(
    r"^\s*[【〔\[(（][※＊*]?([^【】〔〕\[\]()（）]{2,8})[】〕\])）]|[【〔\[(（][※＊*]?([^【】〔〕\[\]()（）]{2,8})[】〕\])）]\s*$"
)
"""【中止】 · （不調） · 【※取止め】, as 茨城県 has it (a client's code, 2026)"""
_LINKED = re.compile(r"\s*※\s*添付(?:資料|ファイル|書類)?(?:有り?|あり)\s*$")


def marks(title: str) -> list[str]:
    """The words in brackets at either end of a title that say how it ended: ``…購入【中止】``."""
    return [word for pair in _MARK.findall(title) if said(word := "".join(pair)) & _NO_WINNER]


def without_marks(title: str) -> str:
    """A title without such a word, and without what a page says of its links (※添付有)."""
    title = _LINKED.sub("", title) if "※" in title else title
    return _MARK.sub(_kept, title).strip() if marks(title) else title.strip()


def _kept(found: re.Match[str]) -> str:
    return "" if said(found[1] or found[2]) & _NO_WINNER else found[0]
