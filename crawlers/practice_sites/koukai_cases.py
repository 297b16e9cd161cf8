"""Invented cases of the practice sites of 入札情報公開システム, their rows and their pages."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_RED = "<FONT COLOR='#CC0033'>"


@dataclass(frozen=True)
class Case:
    """One case: ``winner`` "-" and ``amount`` a word where nobody won; ``result`` where one did."""

    key: str
    number: str
    title: str
    body: str
    supply: str = "00"
    year: str = "2026"
    day: str = "2026/08/20"
    winner: str = "株式会社架空建設"
    amount: str = "18800000"
    set: str = "030"
    notice: bool = False
    result: str = "落札"


HEADS: Mapping[str, Sequence[str]] = {
    "epi": ("表示種別", "開札日／契約日", "工事名", "契約管理番号", "入札方式", "落札者／契約者",
            "落札金額(税抜)", "課所名"),
    "saitama": ("入札方式", "案件番号", "調達案件名称", "開札日", "課所名"),
    "ibaraki": ("入札方式", "案件番号", "調達案件名称", "開札日", "課所名"),
}  # fmt: skip
NOTICE = ("案件名", "案件番号", "入札方式", "案件状態", "公開日", "開札日", "課所名")


def cells_of(case: Case, listed: bool) -> dict[str, str]:
    """The cells of a row by heading."""
    edit = f"doEdit{case.set}" if listed else "doEdit"
    link = f"""<a href="javascript:{edit}('{case.key}')">{html.escape(case.title)}</a>"""
    money = f"<script>var sMoney='{case.amount}';document.write(tagFormatMoney(sMoney));</script>"
    return {
        "表示種別": "契約結果" if case.set == "040" else "入札結果", "開札日／契約日": case.day,
        "工事名": link,
        "契約管理番号": case.number or "-",
        "入札方式": "一般競争入札", "落札者／契約者": case.winner,
        "落札金額(税抜)": money if case.amount.isdigit() else case.amount,
        "課所名": f"{case.body}　建設部　土木課", "案件番号": case.number, "調達案件名称": link,
        "開札日": case.day, "案件名": link, "案件状態": "公開中", "公開日": "2026/08/01",
    }  # fmt: skip


def detail_of(case: Case) -> str:
    told = {
        "調達機関": case.body, "案件番号": case.number, "調達案件名称": case.title,
        "入札方式": "一般競争入札", "開札日": case.day, "課所名": f"{case.body}　建設部　土木課",
    }  # fmt: skip
    if case.notice:
        told |= {"公開日": "2026/08/01", "場所": f"{case.body}地内", "工期": "2027年3月15日まで"}
        return _titled(told)
    is_won = case.amount.isdigit()
    told |= {
        "業種／業務": "********",
        "予定価格": "20,000,000円",
        "結果": case.result if is_won else case.amount,
    }
    rows = "".join(
        f"<TR><TD>{_red(number, won)}</TD><TD>{_red(name, won)}</TD><TD>{_red(price, won)}</TD>"
        f"<TD>{_red(last, won)}</TD><TD>{_red(last, won)}</TD><TD></TD></TR>"
        for number, name, price, last, won in _bidders(case)
    )
    heads = ("法人番号", "業者名", "第1回", "第2回", "最終回", "随意契約")
    head = "".join(f"<TD class='TableTitle'>{one}</TD>" for one in heads)
    return f"{_titled(told)}<p>※金額は税抜き</p><TABLE><TR>{head}</TR>{rows}</TABLE>"


def _bidders(case: Case) -> list[tuple[str, str, str, str, bool]]:
    """法人番号, name, both prices and whether it won, of each bidder."""
    if case.winner == "※詳細参照":
        return [
            ("", "株式会社架空建設", "1,200", "", True),
            ("", "株式会社見本工業", "1,300", "", True),
            ("", "架空土木株式会社", "1,500", "", False),
        ]
    won = case.amount.isdigit()
    price = f"{int(case.amount):,}" if won else "23,000,000"
    own = case.winner if won else "株式会社架空建設"
    other = price if "くじ" in case.result else "辞退"
    return [
        ("7000012050002" if won else "", f"{own}　本店", "21,000,000", price, won),
        ("", "架空土木株式会社　架空支店", "22,500,000", other, False),
    ]


def _titled(told: Mapping[str, str]) -> str:
    rows = "".join(
        f"<TR><TD class='TableTitle'>{label}</TD><TD>{html.escape(text)}</TD></TR>\n"
        for label, text in told.items()
    )
    return f"<TABLE>{rows}</TABLE>"


def _red(text: str, won: bool) -> str:
    return f"{_RED}{text}</FONT>" if won else text


def cases(body: str, start: int = 1) -> list[Case]:
    """Invented cases of one body: pages, twins, and every way in which a case may end."""
    twin = Case(f"00{start}0000", "", "架空市道舗装修繕工事", body)
    made = [
        ("橋りょう補修工事（その１）", "株式会社架空建設", "18800000"),
        ("中央小学校改修工事", "架空・見本特定建設工事共同企業体", "253000000"),
        ("河川しゅんせつ工事", "-", "不調"),
        ("公園整備工事", "-", "取止め"),
        ("配水管布設替工事", "株式会社見本工業", "*********"),
        ("小規模修繕単価契約", "※詳細参照", "-"),
    ]
    found = [twin, Case(f"00{start}0001", "", twin.title, body)]
    for at, (title, winner, amount) in enumerate(made, 2):
        found.append(Case(f"00{start}{at:04d}", f"2026-{start}{at:03d}", title, body,
                          winner=winner, amount=amount))  # fmt: skip
    drawn = "消防庁舎外壁改修工事"
    found.append(Case(f"00{start}0008", f"2026-{start}008", drawn, body, result="落札（くじ）"))
    found.append(Case(f"00{start}0090", f"2026-{start}090", "道路設計業務委託", body, "01"))
    # numbered apart from works
    found.append(Case(f"00{start}0003", f"2026-{start}091", "事務用品購入", body, "11"))
    found.append(Case(f"00{start}0092", f"2025-{start}092", "除雪業務委託", body, year="2025",
                      day="2025/12/01", set="040"))  # fmt: skip
    found.append(Case(f"00{start}0093", f"2026-{start}093", "庁舎改修工事", body, day="2099/01/15",
                      notice=True))  # fmt: skip
    return found


def all_cases(bodies: Mapping[str, str]) -> list[Case]:
    return [one for at, name in enumerate(bodies.values(), 1) for one in cases(name, at)]
