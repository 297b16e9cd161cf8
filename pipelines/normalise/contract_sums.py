"""A price's cell that says more than one plain sum: unit prices, changes, both tax bases, notes."""

from __future__ import annotations

import re
from functools import cache

from pipelines.normalise.amounts import Amount
from pipelines.normalise.amounts.frame import frame_of
from pipelines.normalise.amounts.parse import parse_framed
from pipelines.normalise.contract_words import any_of
from pipelines.normalise.text import squeezed
from pipelines.records import Price

_UNIT = "unitPrice"
_TOTAL = "unitPriceWithEstimatedTotal"
_QUIET = frozenset(("unit_from_header", "footnote_mark", "trailing_dash", "backslash_yen"))
_FIGURE = re.compile(r"[¥\\@]?金?[0-9][0-9,]*(?:\.[0-9]+)?(?:円|-|也)*")
_OTHERS = re.compile(r"(?:ほか|外|他|等)[0-9]*[件品目種点]*$")
_DAY = re.compile(r"(?:令和|平成|[RHS])[0-9元]+[年.][0-9]+[月.][0-9]+日?に?(?:変更契約)?(?:締結)?")
_ONE = re.compile(
    r"[1一](件|枚|回|人|名|台|個|本|冊|部|基|組|箇所|か所|時間|日|頭|匹|戸|世帯)[0-9]"
)
_IN_BRACKETS = re.compile(r"[(][¥]?([0-9][0-9,]*)円?[)]")


def stated(text: str, label: str, unit: int) -> Price | None:
    """The price that such a cell states, None where its figures could be meant otherwise.

    ``＠1,500円ほか`` → 1500, unitPrice; ``支払実績総額 2,031,150円`` → unitPriceWithEstimatedTotal;
    ``500,000（変更後）480,000`` → 480000; ``1,100円（税込）1,000円（税抜）`` → both; ``47,624,060
    (23,812,030)`` → the figure outside the brackets; ``品目ごとの単価契約`` → unitPrice, no amount.
    ``tax`` is left "unknown" where the cell doesn't say it.
    """
    frame = frame_of({"header": label})._replace(wants="money", unit=unit)
    found = parse_framed(text, frame)
    if found.kind == "none":
        return Price(pricing=_UNIT) if "unit_price_contract" in found.flags else None
    if found.kind != "money" or found.currency != "JPY" or found.amount is None:
        return None
    for reading in (
        _both,
        _of_one,
        _of_unit,
        _in_all,
        _changed,
        _with_tax_within,
    ):
        price = reading(found, squeezed(text))
        if price is not None:
            return price
    outside = _outside_brackets(found, squeezed(text))
    return _price(parse_framed(outside, frame)) if outside else None


def _price(found: Amount, pricing: str | None = None, per: str | None = None) -> Price:
    return Price(amount=found.amount, currency="JPY", tax=found.tax, pricing=pricing, per=per)


def _both(found: Amount, text: str) -> Price | None:
    """Both tax bases in one cell: the amount is with tax."""
    net = found.amount_excluding_tax
    if "both_amounts" not in found.flags or net is None or found.tax != "included":
        return None
    return Price(amount=found.amount, currency="JPY", tax="included", amount_net=net)


def _of_one(found: Amount, text: str) -> Price | None:
    """A price of one that is counted: 1件1,100円."""
    counted = _ONE.match(text)
    if not counted or found.parts or not _QUIET.issuperset(found.flags):
        return None
    return _price(found, _UNIT, counted[1])


def _of_unit(found: Amount, text: str) -> Price | None:
    """A unit price, the first where others are left out (ほか)."""
    if found.basis != "unit" or found.parts or "typo" in found.flags:
        return None
    if not _QUIET.issuperset(set(found.flags) - {"and_others", "words_beside"}):
        return None
    if "words_beside" in found.flags and _OTHERS.sub("", _FIGURE.sub("", text)).strip("()~;"):
        return None
    return _price(found, _UNIT, found.per)


def _in_all(found: Amount, text: str) -> Price | None:
    """What is paid in all under unit prices: 支払実績総額2,031,150円."""
    rest = _FIGURE.sub("", text).strip(":;は、約()")
    if found.parts or found.basis != "total" or not _totals().fullmatch(rest):
        return None
    return _price(found, _TOTAL)


def _outside_brackets(found: Amount, text: str) -> str | None:
    """Of two figures, one of them in brackets without a word, the text of the other one."""
    if "several_figures" not in found.flags or len(found.parts or {}) != 1:
        return None
    outside = _IN_BRACKETS.sub("", text).strip(";")
    plain = outside != text and re.fullmatch(r"[¥]?[0-9][0-9,]*円?", outside)
    return outside if plain else None


def _changed(found: Amount, text: str) -> Price | None:
    """The sum that holds after a change: the last of two, or the one that is called so."""
    if found.basis != "total":
        return None
    if "changed" in found.flags and len(found.parts or {}) == 1:
        return _price(found)
    if found.parts or not _QUIET.issuperset(set(found.flags) - {"words_beside"}):
        return None
    rest = _FIGURE.sub("", _DAY.sub("", text)).strip(":;は、()")
    return _price(found) if _sum_words().fullmatch(rest) else None


def _with_tax_within(found: Amount, text: str) -> Price | None:
    """A sum that says how much of it is tax: （うち消費税額600,000円）."""
    if found.tax_amount is None or found.tax != "included" or found.basis != "total":
        return None
    return _price(found) if set(found.flags) <= {"breakdown", *_QUIET} else None


@cache
def _totals() -> re.Pattern[str]:
    return re.compile(any_of("estimatedTotals"))


@cache
def _sum_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('sumWords')}[:;は、]*)+")
