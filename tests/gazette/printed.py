"""Invented notices of the gazette, as paragraphs to set."""

from __future__ import annotations

from collections.abc import Sequence

from .pages import Paragraph, headed, own

LEGEND = (
    "①品目分類番号　②調達件名及び数量　③調達方法　④契約方式　"
    "⑤落札決定日（随意契約の場合は契約日）　"
    "⑥落札者（随意契約の場合は契約者）の氏名及び住所　⑦落札価格（随意契約の場合は契約価格）　"
    "⑧入札公告日又は公示日　⑨随意契約の場合はその理由　⑩指名業者名（指名競争入札の場合）　"
    "⑪落札方式　⑫予定価格"
)


def opening(
    heading: str = "落 札 者 等 の 公 示", day: str = "令和７年７月11日"
) -> list[Paragraph]:
    """The heading of the lines of awards, with the legend."""
    return [
        headed("落　札", 14),
        headed(heading),
        Paragraph("次のとおり落札者等について公示します。", 1),
        Paragraph(day, 1),
        Paragraph("［掲載順序］"),
        Paragraph(own(LEGEND)),
    ]


def officer(text: str, codes: str = "◎調達機関番号　009　◎所在地番号　13") -> list[Paragraph]:
    """The lines that hold for the awards below them."""
    return [Paragraph(own(f"〇{text}"), 0, 1), Paragraph(codes)]


def award(text: str, spread: bool = False) -> Paragraph:
    """One line of awards."""
    return Paragraph(own(text), spread=spread)


POLICE = officer(
    "支出負担行為担当官　架空庁長官官房会計課長　架空　太郎　（東京都千代田区架空１-１-１）"
)
WORKS = officer(
    "分任支出負担行為担当官　架空地方整備局架空河川事務所長　架空　花子　（架空県架空市本町２）",
    "◎調達機関番号　020　◎所在地番号　04",
)


def call(
    items: Sequence[str],
    heading: Sequence[str] = ("入 札 公 告",),
    says: str = "次のとおり一般競争入札に付します。",
    signed: Sequence[str] = ("支出負担行為担当官", "架空地方整備局長　架空　次郎"),
    number: str = "〇第12号",
    codes: str = "◎調達機関番号　020　◎所在地番号　13",
    day: str = "令和７年７月14日",
) -> list[Paragraph]:
    """A call for tenders; an item that begins with ⑴ stands inside the one before."""
    head = [headed(line) for line in heading] + [Paragraph(own(says), 1)]
    head += [Paragraph(day, 1)] if day else []
    head += [Paragraph(line, 6) for line in signed] + [Paragraph(codes)]
    head += [Paragraph(number)] if number else []
    for item in items:
        deep = 2 if "①" <= item[0] <= "⑳" else 1 if "⑴" <= item[0] <= "⒇" else 0
        head.append(Paragraph(own(item), deep, deep + 1))
    return head


SUMMARY = (
    "５　Summary",
    "⑴　Nature and quantity of the products to be purchased : Imaginary machine 1 Set",
    "⑵　Time limit for tender : 17:00 3 September, 2030",
)
ITEMS = (
    "１　調達内容",
    "⑴　品目分類番号　14",
    "⑵　購入等件名及び数量　架空地域の河川情報を配信する計算機の製造及び据付けの業務　一式",
    "⑶　納入期限　令和８年２月27日",
    "⑷　納入場所　架空市役所",
    "３　入札書の提出場所等",
    "⑴　入札書の提出場所、契約条項を示す場所及び問合せ先　〒100-0000 架空県架空市本町１-２-３　"
    "架空地方整備局総務部契約課　電話0000-00-0000",
    "⑵　入札書の受領期限　令和７年９月３日17時00分",
    "⑶　開札の日時及び場所　令和７年９月４日14時00分　架空地方整備局入札室",
    *SUMMARY,
)
