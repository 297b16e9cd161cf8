"""Columns: name, type, unit, meaning, and where the value comes from. Those of a notice.

Everything that is said of a column stands here and in ``schema.py``, once: the exporters write
by it, and ``docs/codebook.md`` and the sheet ``codebook`` are made from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from pipelines.export import values
from pipelines.export.cells import without_person
from pipelines.export.entries import Entry, Place, awards
from pipelines.normalise.identity import fiscal_year
from pipelines.normalise.names import party_id
from pipelines.records import Amount, Body, Notice, Price

Value = str | int | float | bool | Amount | None
Kind = Literal["text", "date", "time", "integer", "yen", "decimal", "boolean"]
E = TypeVar("E", contravariant=True)


@dataclass(frozen=True)
class Column(Generic[E]):
    """One column; ``value`` takes it from what the row is made of. ``unit`` may name the tax."""

    name: str
    kind: Kind
    value: Callable[[E], Value]
    en: str
    ja: str
    unit: str = ""


@dataclass(frozen=True)
class Table(Generic[E]):
    """One exported table: what a row is, and its columns in order."""

    name: str
    en: str
    ja: str
    columns: tuple[Column[E], ...]

    def row(self, entry: E) -> list[Value]:
        """The values of a row, in the order of the columns."""
        return [column.value(entry) for column in self.columns]


class Placed(Protocol):
    """What stands in an original."""

    @property
    def place(self) -> Place: ...


def _days(
    name: str, value: Callable[[Notice], str | None], en: str, ja: str
) -> list[Column[Entry]]:
    """A day in ISO and, for people, in the Japanese calendar."""
    return [
        Column(name, "date", lambda e: value(e.notice), en, ja, "ISO 8601"),
        Column(
            f"{name}_era",
            "text",
            lambda e: values.era(value(e.notice)),
            f"The day of `{name}` in the Japanese calendar",
            f"`{name}` の和暦",
        ),
    ]


def _price(
    name: str, value: Callable[[Notice], Price | None], en: str, ja: str
) -> list[Column[Entry]]:
    """A price as printed, its net amount where both are printed, and its tax basis."""

    def of(take: Callable[[Price], Value]) -> Callable[[Entry], Value]:
        def of_entry(entry: Entry) -> Value:
            price = value(entry.notice)
            return None if price is None else take(price)

        return of_entry

    basis = f"see `{name}_tax`"
    return [
        Column(name, "yen", of(lambda p: p.amount), en, ja, f"yen as printed; tax: {basis}"),
        Column(f"{name}_net", "yen", of(lambda p: p.amount_net),
               "The figure without tax, where both are printed",
               "税抜額（税込・税抜の両方が公表された場合）",
               "yen, tax excluded"),
        Column(f"{name}_tax", "text", of(lambda p: p.tax),
               f"Tax basis of `{name}`: included, excluded, unknown", f"`{name}` の税の扱い"),
        Column(f"{name}_kind", "text", lambda e: values.price_kind(value(e.notice), e.notice),
               "revenue (of a sale: no spending), unitPrice (never a total), "
               "unitPriceWithEstimatedTotal, ceiling, undisclosed; empty: a plain total",
               "収入（売払い）、単価、単価（予定総額）、上限額、非公表の別。空欄は総額"),
    ]  # fmt: skip


def buyer(entry: Entry) -> Body:
    """The body that buys; its name is empty where the notice names none."""
    return entry.notice.buyer or Body(name="")


# fmt: off
ID: tuple[Column[Entry], ...] = (
    Column("notice_id", "text", lambda e: e.id,
           "Id of the notice: the same in all tables and in later exports",
           "公表事項の識別子（各表共通）"),
    Column("version", "integer", lambda e: e.version,
           "Number of the version: 1 as first published, more after corrections",
           "版の番号（訂正で増える）"),
    Column("ocid", "text", lambda e: e.ocid,
           "Id of the purchase, the same as in OCDS; empty before `chotatsu link`",
           "調達案件の識別子（OCDSと共通）"),
)

NOTICE: tuple[Column[Entry], ...] = (
    Column("stage", "text", lambda e: e.notice.stage,
           "What was published: plan, tender, result, award, contract, amendment, cancellation",
           "公表の段階"),
    Column("status", "text", lambda e: e.notice.status,
           "OCDS tender status where the notice tells one, such as unsuccessful (不調)",
           "不調、中止などの状態"),
    Column("number", "text", lambda e: e.notice.number, "Number that the body gave it", "案件番号"),
    Column("title", "text", lambda e: e.notice.title, "Title as published",
           "件名（工事名、業務名）"),
    Column("description", "text", lambda e: e.notice.description, "Description as published",
           "概要"),
    Column("place", "text", lambda e: e.notice.place, "Place of performance", "施工・履行場所"),
    Column("buyer", "text", lambda e: buyer(e).name or None, "Public body that buys", "発注機関"),
    Column("buyer_id", "text", lambda e: buyer(e).id,
           "Its id; JP-JCN- and 13 digits is the 法人番号 (offices have more behind it)",
           "発注機関の識別子"),
    Column("department", "text", lambda e: e.notice.department, "Office of the body",
           "部局・事務所"),
    Column("category", "text", lambda e: e.notice.category,
           "works, goods or services; revenue: the body sells, and its prices are no spending",
           "工事・物品・役務の別。revenueは売払い（金額は収入）"),
    Column("work_type", "text", lambda e: e.notice.work_type,
           "Kind of work as the body classes it", "工種区分・業種区分（公表のまま）"),
    Column("method", "text", lambda e: e.notice.method,
           "Who could bid: open, selective, limited, direct; empty where the words don't say",
           "契約方法のコード"),
    Column("method_details", "text", lambda e: e.notice.method_details, "Method as printed",
           "契約方法（公表のまま）"),
    Column("award_criteria", "text", lambda e: e.notice.award_criteria,
           "OCDS award criteria: priceOnly, ratedCriteria …", "落札者の決め方"),
    *_days("published", lambda n: n.published, "Day of the notice", "公告日"),
    *_days("deadline", lambda n: n.deadline, "Last moment to hand in a bid or proposal",
           "入札書等の提出期限"),
    *_days("opened", lambda n: n.opened, "Day on which the bids were opened", "入札日・開札日"),
    *_days("awarded", lambda n: n.awarded, "Day of the decision", "落札決定日"),
    *_days("signed", lambda n: n.signed, "Day of the contract", "契約日"),
    Column("fiscal_year", "integer", lambda e: fiscal_year(e.notice),
           "Japanese fiscal year, 2025 for 令和7年度: as its list says, else of contract, award, "
           "opening or notice",
           "年度（一覧に示された年度、なければ契約・落札・開札・公告の日による）"),
    Column("period_start", "date", lambda e: e.notice.period.start if e.notice.period else None,
           "First day of performance", "工期・履行期間の始期", "ISO 8601"),
    Column("period_end", "date", lambda e: e.notice.period.end if e.notice.period else None,
           "Last day of performance", "工期・履行期間の終期", "ISO 8601"),
    Column("period_days", "integer",
           lambda e: e.notice.period.duration_in_days if e.notice.period else None,
           "Days of performance, where printed", "工期・履行期間の日数", "days"),
    *_price("planned_price", lambda n: n.planned_price, "Ceiling of the body (予定価格)",
           "予定価格"),
    Column("minimum_price", "yen", lambda e: values.floor_price(e.notice, "minimumPrice"),
           "Bids below it are excluded (最低制限価格)", "最低制限価格",
           "yen; tax: see `floor_price_tax`"),
    Column("investigation_price", "yen",
           lambda e: values.floor_price(e.notice, "investigationBase"),
           "Bids below it are examined (調査基準価格)", "低入札価格調査基準価格",
           "yen; tax: see `floor_price_tax`"),
    Column("rejection_price", "yen", lambda e: values.floor_price(e.notice, "rejectionBase"),
           "Bids below it are rejected after examination", "失格基準価格",
           "yen; tax: see `floor_price_tax`"),
    Column("floor_price_tax", "text",
           lambda e: next((one.tax for one in e.notice.floor_price if one.tax), None),
           "Tax basis of the three prices above", "上の三つの価格の税の扱い"),
    *_price("award_price", lambda n: n.award_price,
           "The winner's price, also one agreed after failed rounds (見積金額)",
           "落札金額・決定金額"),
    *_price("contract_price", lambda n: n.contract_price, "Price of the contract", "契約金額"),
    Column("award_rate", "decimal", lambda e: values.number(e.notice.award_rate),
           "Award price over planned price, as printed", "落札率（公表値）", "fraction of one"),
    Column("suppliers", "text",
           lambda e: values.joined([without_person(one.name) for one in e.notice.suppliers]),
           "Who was awarded, joined by `; `; members of a joint venture each", "契約の相手方"),
    Column("supplier_ids", "text",
           lambda e: values.joined([one.id or party_id(one.name) for one in e.notice.suppliers]),
           "Their ids, in the same order", "契約の相手方の識別子"),
    Column("supplier_group", "text",
           lambda e: e.notice.supplier_group and without_person(e.notice.supplier_group),
           "Name of the joint venture", "共同企業体名"),
    Column("bidders", "integer", lambda e: len(e.notice.bids) or None,
           "Bidders that the notice lists, those that withdrew included", "公表された入札者の数"),
    Column("valid_bids", "integer", lambda e: values.valid_bids(e.notice),
           "Those of them with a valid price", "有効な入札の数"),
    Column("number_of_bids", "integer", lambda e: e.notice.number_of_bids,
           "Number of bids where the notice prints one", "入札者数（公表値）"),
    Column("winners", "integer", lambda e: sum(1 for _ in awards(e.notice)), "Rows in `awards`",
           "`awards` の行数"),
    Column("rationale", "text", lambda e: e.notice.rationale, "Reason for a direct award",
           "随意契約理由"),
    Column("documents", "text",
           lambda e: values.joined([one.url or one.title for one in e.notice.documents]),
           "Documents that the notice links", "添付資料"),
)

PLACE: tuple[Column[Placed], ...] = (
    Column("source", "text", lambda e: e.place.source, "Source that was read", "情報源"),
    Column("url", "text", lambda e: e.place.url, "Address of the original", "原本のアドレス"),
    Column("original", "text", lambda e: e.place.sha256,
           "SHA-256 of the original: its name in the archive", "原本のSHA-256（保存名）"),
    Column("sheet", "text", lambda e: values.at(e.place).sheet, "Sheet of the workbook",
           "シート名"),
    Column("page", "integer", lambda e: values.at(e.place).page, "Page, from 1", "ページ"),
    Column("table", "integer", lambda e: values.at(e.place).table, "Table of sheet or page, from 1",
           "表の番号"),
    Column("first_row", "integer", lambda e: (values.at(e.place).rows or (None, None))[0],
           "First row of the notice, from 1", "最初の行"),
    Column("last_row", "integer", lambda e: (values.at(e.place).rows or (None, None))[1],
           "Last row of the notice", "最後の行"),
    Column("fetched_at", "time", lambda e: values.moment(e.place.fetched_at),
           "When the original was first received", "原本の取得日時", "ISO 8601, Japan"),
)

SEEN: tuple[Column[Entry], ...] = (
    Column("first_seen", "time", lambda e: values.moment(e.first_seen),
           "First fetch with this notice", "初回確認日時", "ISO 8601, Japan"),
    Column("last_seen", "time", lambda e: values.moment(e.last_seen), "Last fetch with this notice",
           "最終確認日時", "ISO 8601, Japan"),
)
# fmt: on


def pick(*names: str) -> tuple[Column[Entry], ...]:
    """Columns of a notice by name, so that bids and awards can be used alone."""
    known = {column.name: column for column in NOTICE}
    return tuple(known[name] for name in names)
