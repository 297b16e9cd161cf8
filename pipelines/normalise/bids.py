"""One row of a bidder to a bid: prices by round, words, outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from pipelines.cells import cell_name
from pipelines.lookups import fold
from pipelines.normalise.amounts import ParsedAmount, denoise, parse_price
from pipelines.normalise.bodies import is_corporate_number
from pipelines.normalise.names import match_key, party_id
from pipelines.normalise.outcome_words import is_known_word, said
from pipelines.normalise.parties import parties_of
from pipelines.records import Bid, Body, Column, Issue, Round

MARKED = re.compile("落札|決定|採用")
"""Labels that ask who won, so that a mark below them answers."""
_MARKS = frozenset("○〇◯◎●レ✓✔☑")
_NUMBER_LINE = re.compile(r"[0-9０-９]{13}|\n\s*[(（]?[－ー―‐-][)）]?\s*$")
_EMPTY = Round()
_OUTCOMES = frozenset(("disqualified", "withdrawn", "invited"))
_SCORE = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,20})?点?")


@dataclass(frozen=True, slots=True)
class PriceColumns:
    """Where one round's price is printed: one column, given with the yen in one of its numbers.

    Several are a slip of the header; they count where they don't disagree.
    """

    number: int
    columns: tuple[tuple[Column, int], ...]
    only: int | None = field(init=False)
    """The place of the column, where there is one."""

    def __post_init__(self) -> None:
        place = self.columns[0][0].index if len(self.columns) == 1 else None
        object.__setattr__(self, "only", place)


@dataclass(frozen=True, slots=True)
class BidColumns:
    """Where a table prints what a bidder did; ``prices`` in the order of rounds.

    ``marks`` are remarks whose label asks who won (落札), where ○ is an answer. ``points`` are
    those that no field holds; a word among them counts all the same. ``outcomes`` are remarks on
    the tender as a whole (結果：落札), which say who won only where there is one bidder.
    """

    bidder: int
    prices: tuple[PriceColumns, ...]
    quotes: tuple[tuple[Column, int], ...]
    remarks: tuple[int, ...]
    winner: int | None
    technical: int | None
    evaluations: tuple[int, ...]
    points: tuple[int, ...]
    corporate_number: int | None
    rank: int | None = None
    marks: tuple[int, ...] = ()
    outcomes: tuple[int, ...] = ()


def read_bid(
    columns: BidColumns,
    row: list[str],
    sheet: str | None,
    number: int,
    issues: list[Issue],
    *,
    alone: bool = False,
) -> Bid:
    """The bid of one row; what can't be understood becomes an issue with its cell.

    ``number`` is the row in the sheet, from 1; ``alone``: nobody else bid. A price given stays
    valid, also above the ceiling; 無効 and 失格 void the bid wherever they stand; 辞退 and 不参加
    count where no price was given.
    """
    reader = _Row(columns, row, sheet, number, issues)
    rounds = reader.rounds()
    quote = reader.price(columns.quotes) if columns.quotes else None
    remark = reader.remark(columns.remarks + columns.outcomes if alone else columns.remarks)
    technical, evaluation = reader.scores()
    name, number_within = _name(row[columns.bidder].strip())
    if columns.winner is not None:
        reader.winner(row[columns.winner], name)
    return Bid(
        bidder=Body(name=name, id=party_id(name, reader.corporate_number() or number_within)),
        rounds=rounds,
        status=reader.status(),
        won=True if "won" in reader.said else None,
        rank=reader.rank(),
        technical_score=technical,
        evaluation_score=evaluation,
        quote=quote.amount if quote else None,
        remark=remark,
    )


def _name(text: str) -> tuple[str, str | None]:
    """A bidder's name, and the 法人番号 that its cell holds besides (商号又は名称／法人番号)."""
    if "\n" not in text or not _NUMBER_LINE.search(text):
        return text, None
    firms = parties_of(text).firms
    return (firms[0].name, firms[0].number) if len(firms) == 1 else (text, None)


class _Row:
    """The row of one bidder; ``said`` gathers what its words say, ``priced`` that a price."""

    __slots__ = ("columns", "issues", "number", "priced", "row", "said", "sheet")

    def __init__(
        self,
        columns: BidColumns,
        row: list[str],
        sheet: str | None,
        number: int,
        issues: list[Issue],
    ) -> None:
        self.columns, self.row, self.issues = columns, row, issues
        self.sheet, self.number = sheet, number
        self.said: frozenset[str] = frozenset()
        self.priced = False

    def rounds(self) -> list[Round]:
        """What the bidder gave in each round, up to the last one with a price or a word."""
        rounds: list[Round] = []
        for price in self.columns.prices:
            if price.only is not None and not self.row[price.only]:
                continue
            parsed = self.price(price.columns)
            if parsed is None:
                continue
            while len(rounds) < price.number - 1:
                rounds.append(_EMPTY)
            if parsed.kind == "money":
                rounds.append(Round(amount=parsed.amount))
            else:
                rounds.append(Round(mark=parsed.word))
        return rounds

    def price(self, columns: Sequence[tuple[Column, int]]) -> ParsedAmount | None:
        """The price or word in the columns of one price; None if they are empty or disagree."""
        found: ParsedAmount | None = None
        for column, unit in columns:
            text = self.row[column.index]
            if not text:
                continue
            parsed = parse_price(text, unit)
            if parsed.kind == "none":
                continue
            if found is not None and found != parsed:
                self.issues.append(unclear("labelTwice", text, column, self.sheet, self.number))
                return None
            found = parsed
            self.priced = self.priced or parsed.kind == "money"
            if parsed.word:
                self.note_word(text, parsed, column)
        return found

    def note_word(self, text: str, parsed: ParsedAmount, column: Column) -> None:
        """Keep what a word in a price's place says; one that nobody knows is an issue."""
        self.said |= said(text)
        if parsed.kind == "word" and not is_known_word(text):
            self.issues.append(unclear("unclearAmount", text, column, self.sheet, self.number))

    def remark(self, places: tuple[int, ...]) -> str | None:
        """The remarks as printed; their words count."""
        remark = ""
        for index in places:
            if text := self.row[index].strip():
                self.said |= said(text)
                if text in _MARKS and index in self.columns.marks:
                    self.said |= {"won"}
                remark = f"{remark} {text}" if remark else text
        return remark or None

    def winner(self, text: str, bidder: str) -> None:
        """A column 落札者 marks the row of the winner: by a word, or by the bidder's name."""
        if text and bidder:
            self.said |= said(text)
            if text in _MARKS or match_key(text) == match_key(bidder):
                self.said |= {"won"}

    def scores(self) -> tuple[Decimal | None, Decimal | None]:
        """The technical score, and the evaluation of the last round; words in them count."""
        technical = evaluation = None
        if self.columns.technical is not None:
            technical = self.score(self.row[self.columns.technical])
        for index in self.columns.evaluations:
            text = self.row[index]
            if text and text != "-":
                score = self.score(text)
                evaluation = evaluation if score is None else score
        for index in self.columns.points:
            text = self.row[index]
            if text and text != "-":
                self.score(text)
        return technical, evaluation

    def score(self, text: str) -> Decimal | None:
        """The number of points that a cell prints, None where it holds none."""
        score = parse_score(text)
        if score is None and text:
            self.said |= said(text) & _OUTCOMES
        return score

    def rank(self) -> int | None:
        """The printed rank of a bid: 1, １位."""
        if self.columns.rank is None:
            return None
        digits = fold(self.row[self.columns.rank]).removesuffix("位")
        return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 4 else None

    def status(self) -> str | None:
        """The status of the bid by its words and prices."""
        if "disqualified" in self.said:
            return "disqualified"
        if self.priced:
            return "valid"
        return next((kind for kind in ("withdrawn", "invited") if kind in self.said), None)

    def corporate_number(self) -> str | None:
        """The printed 法人番号 of the bidder, if its check digit holds."""
        index = self.columns.corporate_number
        if index is None:
            return None
        printed = fold(self.row[index]).removeprefix("T").replace("-", "")
        if not printed or is_corporate_number(printed):
            return printed or None
        cell = cell_name(self.sheet, self.number - 1, index)
        self.issues.append(
            Issue(code="wrongCorporateNumber", label="法人番号", text=printed[:200], cell=cell)
        )
        return None


@lru_cache(maxsize=65536)
def parse_score(text: str) -> Decimal | None:
    """Points as printed: ``151.5`` → 151.5, ``60.049000000000007`` → 60.049, ``-`` → None."""
    folded = fold(text)
    return Decimal(denoise(folded.rstrip("点"))) if _SCORE.fullmatch(folded) else None


def unclear(code: str, text: str, column: Column, sheet: str | None, number: int) -> Issue:
    """The issue of a cell, in a row counted from 1, whose text can't be understood."""
    cell = cell_name(sheet, number - 1, column.index)
    return Issue(code=code, label=column.label or None, text=text.strip()[:200], cell=cell)
