"""The exported tables: what a row is, and its columns. Those of bids, awards and issues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pipelines.export import values
from pipelines.export.cells import without_person
from pipelines.export.columns import ID, NOTICE, PLACE, SEEN, Column, Table, buyer, pick
from pipelines.export.entries import AwardEntry, BidEntry, Entry, IssueEntry
from pipelines.normalise.names import party_id

E = TypeVar("E")

# fmt: off
_BID: tuple[Column[BidEntry], ...] = (
    Column("bid", "integer", lambda e: e.position, "Place of the bidder as printed, from 1",
           "入札者の掲載順"),
    Column("bidder", "text", lambda e: without_person(e.bid.bidder.name), "Bidder as printed",
           "入札者名（公表のまま）"),
    Column("bidder_id", "text", lambda e: e.bid.bidder.id or party_id(e.bid.bidder.name),
           "JP-JCN- and the 法人番号 where printed, else JP-NAME- and a hash of the name",
           "入札者の識別子"),
    Column("bid_status", "text", lambda e: e.bid.status,
           "valid, disqualified, withdrawn, invited; empty: no price and no word",
           "有効、無効・失格、辞退、不参加の別"),
    Column("won", "boolean", lambda e: e.bid.won, "Whether the bidder won", "落札したか"),
    Column("rank", "integer", lambda e: e.bid.rank, "Rank as printed", "順位"),
    Column("bid_price", "yen", lambda e: e.bid.last_price, "Last price given", "最後の入札金額",
           "yen as printed; tax: see `bid_tax`"),
    Column("bid_tax", "text", lambda e: e.notice.bid_tax,
           "excluded, as bids are by rule; included where the award price is and is a winner's bid",
           "入札金額の税の扱い"),
    Column("rounds", "integer", lambda e: len(e.bid.rounds), "Rounds that the notice shows for it",
           "入札回数"),
    Column("round_1_price", "yen", lambda e: values.round_price(e, 1), "Price of round 1",
           "1回目の金額", "see `bid_tax`"),
    Column("round_1_word", "text", lambda e: values.round_word(e, 1), "Word instead of it",
           "1回目の記載"),
    Column("round_2_price", "yen", lambda e: values.round_price(e, 2), "Price of round 2",
           "2回目の金額", "see `bid_tax`"),
    Column("round_2_word", "text", lambda e: values.round_word(e, 2), "Word instead of it",
           "2回目の記載"),
    Column("round_3_price", "yen", lambda e: values.round_price(e, 3), "Price of round 3",
           "3回目の金額", "see `bid_tax`"),
    Column("round_3_word", "text", lambda e: values.round_word(e, 3), "Word instead of it",
           "3回目の記載"),
    Column("later_rounds", "text", values.later_rounds, "Later rounds: `4: 1230000; 5: 辞退`",
           "4回目以降"),
    Column("quote", "yen", lambda e: e.bid.quote,
           "Price agreed after failed rounds or without any; what a winner with one is paid",
           "見積金額", "yen as printed; tax: see `bid_tax`"),
    Column("technical_score", "decimal", lambda e: values.number(e.bid.technical_score),
           "Technical score", "技術評価点"),
    Column("evaluation_score", "decimal", lambda e: values.number(e.bid.evaluation_score),
           "Evaluation score", "評価値"),
    Column("remark", "text", lambda e: e.bid.remark and without_person(e.bid.remark),
           "Remark as printed", "備考"),
)

_AWARD: tuple[Column[AwardEntry], ...] = (
    Column("award", "integer", lambda e: e.position, "Place of the winner, from 1", "落札者の順"),
    Column("of_winners", "integer", lambda e: e.winners, "How many winners the notice has",
           "落札者の数"),
    Column("supplier", "text", lambda e: without_person(e.award.name),
           "Winner; a joint venture by its name", "落札者・契約の相手方"),
    Column("supplier_id", "text", lambda e: e.award.id,
           "JP-JCN- and the 法人番号 where printed, else JP-NAME- and a hash of the name",
           "その識別子"),
    Column("members", "text",
           lambda e: values.joined([without_person(name) for name, _ in e.award.members]),
           "Members of a joint venture, or suppliers with one price, where printed", "構成員"),
    Column("member_ids", "text", lambda e: values.joined([id for _, id in e.award.members]),
           "Their ids", "構成員の識別子"),
    Column("price", "yen", lambda e: e.award.price.amount if e.award.price else None,
           "Price of this winner; of several each has its bid", "この者の金額",
           "yen as printed; tax: see `price_tax`"),
    Column("price_net", "yen", lambda e: e.award.price.amount_net if e.award.price else None,
           "The figure without tax, where both are printed", "税抜額（両方が公表された場合）",
           "yen, tax excluded"),
    Column("price_tax", "text", lambda e: e.award.price.tax if e.award.price else None,
           "Tax basis of `price`: included, excluded, unknown", "`price` の税の扱い"),
    Column("price_kind", "text", lambda e: values.price_kind(e.award.price, e.notice),
           "revenue (of a sale: no spending), unitPrice (never a total), "
           "unitPriceWithEstimatedTotal, undisclosed; empty: a plain total",
           "収入（売払い）、単価、単価（予定総額）、非公表の別。空欄は総額"),
    Column("price_per", "text", lambda e: e.award.price.per if e.award.price else None,
           "What a unit price is for", "単価の単位"),
    Column("price_from", "text", lambda e: e.award.price_from,
           "Where the price stands: award, contract or bid", "金額の出所"),
)
_ISSUE: tuple[Column[IssueEntry], ...] = (
    Column("code", "text", lambda e: e.issue.code, "Code of the issue", "問題のコード"),
    Column("meaning", "text", lambda e: values.meaning(e.issue.code, "en"), "What it says",
           "英語の説明"),
    Column("meaning_ja", "text", lambda e: values.meaning(e.issue.code, "ja"),
           "What it says, in Japanese", "説明"),
    Column("who_acts", "text", lambda e: values.meaning(e.issue.code, "who"),
           "Who can act: reader, publisher, lookups, developer, operator", "対応できる者"),
    Column("label", "text", lambda e: e.issue.label, "Published label that it is about",
           "見出し（公表のまま）"),
    Column("text", "text", values.issue_text,
           "Published text that it is about; names of persons are left out",
           "記載（公表のまま。個人名は除く）"),
    Column("cell", "text", lambda e: e.issue.cell, "Cell of the sheet", "セル"),
    Column("notice_id", "text", lambda e: e.entry.id if e.entry else None,
           "Notice that it is about; empty: the whole file",
           "公表事項の識別子（空欄はファイル全体）"),
    Column("title", "text", lambda e: e.entry.notice.title if e.entry else None, "Its title",
           "件名"),
    Column("buyer", "text", lambda e: buyer(e.entry).name or None if e.entry else None,
           "Its buyer", "発注機関"),
)
# fmt: on


_ABOUT_NOTICE = pick(
    *("stage", "status", "number", "title", "buyer", "buyer_id", "department", "category"),
    "work_type",
    *("method", "method_details", "award_criteria", "published", "published_era"),
    *("opened", "opened_era", "awarded", "awarded_era", "signed", "signed_era", "fiscal_year"),
    *("planned_price", "planned_price_net", "planned_price_tax", "planned_price_kind"),
)
_OTHER_PRICES = pick("minimum_price", "investigation_price", "rejection_price", "floor_price_tax")


def _led_by(*names: str, columns: Sequence[Column[E]]) -> tuple[Column[E], ...]:
    """The columns, those first that people look for; the others in their order."""
    place = {name: number for number, name in enumerate(names)}
    return tuple(sorted(columns, key=lambda column: place.get(column.name, len(place))))


NOTICES: Table[Entry] = Table(
    "notices",
    "One row a notice: its newest published version.",
    "公表事項ごとに1行（公表された最新の版）。",
    _led_by(
        *("title", "buyer", "department", "opened", "signed", "suppliers"),
        *("award_price", "award_price_tax", "award_price_kind"),
        *("planned_price", "planned_price_tax", "planned_price_kind"),
        *("bidders", "valid_bids", "method_details", "category", "work_type"),
        columns=(*NOTICE, *ID, *SEEN, *PLACE),
    ),
)
BIDS: Table[BidEntry] = Table(
    "bids",
    "One row a bidder of a notice, with what is needed of the notice to use it alone.",
    "入札者ごとに1行。単独で使えるよう案件の主な項目も付けてある。",
    _led_by(
        *("title", "buyer", "department", "opened", "bid", "bidder", "bid_status", "won"),
        *("bid_price", "bid_tax", "planned_price", "planned_price_tax", "planned_price_kind"),
        columns=(
            *_BID,
            *_ABOUT_NOTICE,
            *_OTHER_PRICES,
            *pick("award_price", "award_price_tax", "award_price_kind", "bidders", "valid_bids"),
            *ID,
            *PLACE,
        ),
    ),
)
AWARDS: Table[AwardEntry] = Table(
    "awards",
    "One row a winner, with its price. Sum `price` only over rows with the same `price_tax` and "
    "an empty `price_kind`.",
    "落札者ごとに1行。`price` の合計は、`price_tax` が同じで `price_kind` が空欄の行についてだけ"
    "意味がある。",
    _led_by(
        *("title", "buyer", "department", "opened", "signed", "supplier"),
        *("price", "price_tax", "price_kind"),
        *("planned_price", "planned_price_tax", "planned_price_kind", "bidders", "valid_bids"),
        *("method_details", "category", "work_type"),
        columns=(
            *_AWARD,
            *_ABOUT_NOTICE,
            *_OTHER_PRICES,
            *pick("contract_price", "contract_price_tax", "award_rate", "bidders", "valid_bids"),
            *pick("number_of_bids", "period_start", "period_end", "rationale"),
            *ID,
            *PLACE,
        ),
    ),
)
ISSUES: Table[IssueEntry] = Table(
    "issues",
    "One row for everything that could not be understood or does not hold.",
    "読み取れなかったこと、つじつまの合わないことごとに1行。",
    (*_ISSUE, *PLACE),
)
TABLES: tuple[Table[Any], ...] = (NOTICES, BIDS, AWARDS, ISSUES)
