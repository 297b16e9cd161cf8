"""What the words around each sum of money say of it: label, tax, basis, role, bound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipelines.normalise.amounts.figures import Figure
from pipelines.normalise.amounts.tax import folded_tax
from pipelines.normalise.amounts.units import basis_of
from pipelines.normalise.amounts.words import per_spelling, price_name

_SEPARATOR = re.compile(r"[、。,;/\n→⇒➡]|->|=>")
# うち消費税及び地方消費税の額, 消費税(10%), 内税額, 税増減額
_TAX_LABEL = re.compile(
    r"(?:税(?:額|等|の|相当|する|に|及び|および|並びに|と|・|、|地方消費税|税|分|増減|変更|当該|として|金"
    r"|[(:は=~]|\(?(?:5|8|10)%\)?){0,14}|消費税率(?:5|8|10)%)$"
)
_OTHER_TAX = re.compile(r"(?:固定資産|市民|住民|所得|法人|自動車|印紙|都市計画|事業)税[^税]{0,6}$")
_DELTA_LABEL = re.compile(
    r"(?:増減(?:額|分)?|増額(?:分)?|減額(?:分)?|差額|差引額?|増加額|減少額|変更増減?額|変更減額|追加額|増加分|[増減])"
    r"[:(はが金、として]{0,4}$"
)
_DELTA_BEHIND = re.compile(
    r"(?:\)?[のをが分]?|\((?=[増減]額?\)))"
    r"(増(?!税)|減(?!税)|追加|値上|値下|引き?上げ|引き?下げ|上昇|下落|アップ|ダウン|上乗せ)"
)
_LESS = frozenset(("減", "値下", "引き下げ", "引下げ", "下落", "ダウン"))
_BEFORE_LABEL = re.compile(
    r"変更前|改定前|改正前|訂正前|増額前|減額前|当初|原契約|現契約|既契約|元契約|現行|前回|旧(?:契約|単価|価格|請負|料金|[)】:]|$)|[(【]誤"
)
_AFTER_LABEL = re.compile(
    r"変更後|改定後|改正後|訂正後|増額後|減額後|変更契約|今回|新(?:契約|単価|価格|請負|料金|[)】:]|$)|[(【]正|改め"
)
_CHANGED_TO = re.compile(r"(?:\([^()]{0,20}\))?(?:→|⇒|➡|->|=>)")
_CHANGED_FROM = re.compile(r"(?:\([^()]{0,20}\))?(?:を|から)[、]?$")
_CHANGED_BEHIND = re.compile(
    r"(?:\([^()]{0,20}\))?(?:に|へ|と)(?:変更|改|増|減|引|修正|訂正|し|する|値|な)"
)
_TOTAL_LABEL = re.compile(
    r"(?:総額|合計(?:金?額)?|総計|(?<![小会設統累集])計|総価|全体額?|支払総額)[:(はがで、をも金]{0,3}$|(?:^|[0-9)円月回人日])=$"
)
_PART_LABEL = re.compile(r"(?:内訳|うち|内数|内、|小計)")
_ROUND = re.compile(
    r"第?([0-9]{1,2}|[一二三四五六七八九])回目?(?:入札|見積|開札)?|初回|再々度?|再度|再入札|初度"
)
_ROUNDS = {"初回": 1, "初度": 1, "再度": 2, "再入札": 2, "再々": 3, "再々度": 3}
_KANJI = "〇一二三四五六七八九"
_SAME_SIGN = re.compile(r"[¥\\金円也整.\-]*")


@dataclass(slots=True)
class Told:
    """A sum of money with the words that belong to it.

    ``before`` and ``after`` are its own words, ``gap`` all that stands up to the next sum.
    ``role``: main, tax, delta, before, after, total, part, aside (in brackets, unlabelled).
    """

    figure: Figure
    before: str
    after: str
    gap: str
    role: str = "main"
    tax: str | None = None
    basis: str | None = None
    per: str | None = None
    round: int | None = None
    name: str | None = None
    inside: bool = False


def tell(text: str, figures: list[Figure]) -> list[Told]:
    """The sums of a squeezed text, each with its own words and its role."""
    gaps = [text[: figures[0].start]]
    for here, there in pairwise(figures):
        gaps.append(text[here.end : there.start])
    gaps.append(text[figures[-1].end :])
    labelled = bool(_SAME_SIGN.sub("", gaps[0])) or not _SAME_SIGN.sub("", gaps[-1])
    halves = [_split(gap, labelled) for gap in gaps[1:-1]]
    befores = [gaps[0], *(before for _, before in halves)]
    afters = [*(after for after, _ in halves), gaps[-1]]
    told = [
        Told(figure, before[-80:], after[:80], gap[:80])
        for figure, before, after, gap in zip(figures, befores, afters, gaps[1:], strict=True)
    ]
    depth = 0
    for gap, one in zip(gaps, told, strict=False):
        depth = max(0, depth + gap.count("(") - gap.count(")"))
        one.inside = depth > 0
        _label(one)
    _roles(told)
    return told


def _split(gap: str, labelled: bool) -> tuple[str, str]:
    """The words between two sums: those of the first, and those of the second."""
    depth, cut = 0, None
    for place, letter in enumerate(gap):
        if letter == "(":
            cut = place if depth == 0 else cut
            depth += 1
        elif letter == ")":
            if depth == 0:
                return gap[: place + 1], gap[place + 1 :]
            depth -= 1
    if depth:
        return gap[:cut], gap[cut:]
    if gap.startswith("/") and (each := _per_behind().match(gap)):
        rest = _split(gap[each.end() :], labelled)
        return each[0] + rest[0], rest[1]
    for found in _SEPARATOR.finditer(gap):
        head = gap[: found.start()]
        if head.count("(") == head.count(")") and not (found[0] == "/" and found.start() == 0):
            return head, gap[found.end() :]
    if labelled and gap.startswith("(") and _AFTER_LABEL.match(gap, 1):
        # 700,000円 over （変更後） over 900,000円
        return "", gap
    if gap.endswith(")"):
        return (gap, "") if not labelled or gap.startswith("(") else ("", gap)
    if gap.startswith("("):
        close = gap.rindex(")") + 1
        return gap[:close], gap[close:]
    return ("", gap) if labelled else (gap, "")


@cache
def _per_behind() -> re.Pattern[str]:
    """``/kWh``, ``/月`` behind a sum: what it is paid for."""
    return re.compile(rf"/1?(?:(?:{per_spelling()})(?![A-Za-z])|[年月])")


def _label(one: Told) -> None:
    """Tax, basis, name and round, as the words of one sum say."""
    near = one.before if len(one.before) < 40 else one.before[-40:]
    one.tax = folded_tax(f"{near}#{one.after}") or folded_tax(one.after) or folded_tax(near)
    one.basis, one.per = basis_of(f"{near}円{one.after[:16]}")
    finds, names = price_name()
    for name in finds.findall(near):
        one.name = names[name]
    for found in _ROUND.finditer(one.before):
        number = found[1]
        if number:
            one.round = _KANJI.index(number) if number in _KANJI else int(number)
        else:
            one.round = _ROUNDS[found[0]]


def _roles(told: list[Told]) -> None:
    """What each sum is to the others."""
    for place, one in enumerate(told):
        one.role = _role(one, alone=len(told) == 1)
        behind = told[place + 1] if place + 1 < len(told) else None
        if behind is None or one.role == "tax":
            continue
        arrow = _CHANGED_TO.match(one.gap)
        if arrow or (_CHANGED_FROM.match(one.gap) and _CHANGED_BEHIND.match(behind.after)):
            one.role = "before"
            behind.before = "変更後"


def _role(one: Told, alone: bool) -> str:
    before, after = one.before, one.gap
    if (_TAX_LABEL.search(before) and not _OTHER_TAX.search(before)) or after.startswith(
        "の消費税"
    ):
        return "main" if alone and "うち" not in before else "tax"
    if before.endswith("(+") and not alone:
        return "delta"
    behind = _DELTA_BEHIND.match(after)
    if behind or _DELTA_LABEL.search(before):
        less = behind[1] in _LESS if behind else "減" in before[-6:] and "増減" not in before[-8:]
        if less and not one.figure.negative:
            one.figure.negative = True
        return "delta"
    marks = [(found.start(), "before") for found in _BEFORE_LABEL.finditer(before)]
    marks += [(found.start(), "after") for found in _AFTER_LABEL.finditer(before)]
    if marks:
        return max(marks)[1]
    if _TOTAL_LABEL.search(before):
        return "total"
    if _PART_LABEL.search(before):
        return "part"
    return "aside" if one.inside and not alone else "main"
