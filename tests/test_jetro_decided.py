"""Awards of local governments in JETRO's articles, and the legend of those of 官報; all invented.

No copy of a real one was at hand: the items are those that the rules to the 特例政令 name.
"""

import pytest

from pipelines.extract.jetro.decided import decided
from pipelines.reading import read
from pipelines.records import Hints, Notice, Original
from pipelines.times import now

NUMBERED = [
    "特定調達契約について次のとおり落札者を決定したので公示する。",
    "令和8年11月2日",
    "架空県知事　架空　花子",
    "１　落札に係る特定役務又は物品等の名称及び数量　架空装置　２式",
    "２　契約に関する事務を担当する部局の名称及び所在地　架空課　架空市1-2",
    "３　落札者を決定した日　令和8年10月1日",
    "４　落札者の氏名及び住所　架空電機株式会社　東京都港区芝1-2-3",
    "５　落札金額　12,345,000円",
    "６　契約の相手方を決定した手続　一般競争入札",
    "７　公告を行った日　令和8年8月3日",
]
BRACKETED = [
    "落札者等の公示",
    "⑴　件名及び数量　架空装置　２式",
    "⑵　担当部局　架空課",
    "⑶　契約方式　一般競争入札",
    "⑷　落札決定日　令和８年１０月１日",
    "⑸　落札者の氏名及び住所　架空電機株式会社",
    "東京都港区芝1-2-3",
    "⑹　落札価格　12，345，000円",
    "⑺　公告日　令和８年８月３日",
]
LEGEND = [
    "次のとおり落札者等について公示します。",
    "［掲載順序］①調達件名及び数量　②契約方式　③落札決定日（随意契約の場合は契約日）　"
    "④落札者の氏名及び住所　⑤落札価格（随意契約の場合は契約価格）　⑥公告日",
    "①架空装置　２式　②一般競争入札　③令和８年10月１日　"
    "④架空電機株式会社　東京都港区芝1-2-3　⑤12,345,000円　⑥令和８年８月３日",
]
GAZETTE = [
    "次のとおり落札者等について公示します。",
    "令和８年11月２日",
    "契約責任者　架空機構理事　架空　太郎（東京都港区芝1）",
    "◎調達機関番号　020　◎所在地番号　13",
    "［掲載順序］",
    "①品目分類番号　②調達件名及び数量　③調達方法　④契約方式　⑤落札決定日　"
    "⑥落札者の氏名及び住所　⑦落札価格　⑧入札公告日",
    "①71　②架空装置　２式　③購入等　④一般　⑤8.10. 1　"
    "⑥架空電機株式会社（東京都港区芝1-2-3）　⑦12，345，000円　⑧8. 8. 3",
]


def notices(lines: list[str], kind: str = "落札者等の公示") -> list[Notice]:
    told = {
        "公告日": "2026年11月02日",
        "調達機関": "架空県",
        "公示の種類": kind,
        "本文": "<br>".join(lines),
    }
    rows = "".join(f"<tr><th>{label}</th><td>{text}</td></tr>" for label, text in told.items())
    page = f"<html><body><h2>架空装置　２式</h2><table>{rows}</table></body></html>"
    hints = Hints(context={"aid": "0123456789abcdef"})
    return list(read(Original("https://example.jp/", page.encode(), now(), hints)).notices)


@pytest.mark.parametrize("lines", [NUMBERED, BRACKETED, LEGEND, GAZETTE])
def test_an_award_is_read_however_its_items_are_set(lines: list[str]) -> None:
    (notice,) = notices(lines)
    assert (notice.stage, notice.title, notice.method) == ("award", "架空装置　２式", "open")
    assert (notice.published, notice.awarded) == ("2026-11-02", "2026-10-01")
    assert notice.award_price is not None
    assert notice.award_price.amount == 12_345_000
    assert [(firm.name, firm.address) for firm in notice.suppliers] == [
        ("架空電機株式会社", "東京都港区芝1-2-3")
    ]
    assert notice.key == "0123456789abcdef"


def test_a_contract_without_competition_has_the_day_of_its_contract() -> None:
    (notice,) = notices([line.replace("②一般競争入札", "②随意契約") for line in LEGEND])
    assert (notice.method, notice.signed, notice.awarded) == ("direct", "2026-10-01", None)


def test_an_award_may_go_on_in_the_next_line() -> None:
    first, _, rest = LEGEND[-1].partition("④")
    (notice,) = notices([*LEGEND[:-1], first, f"④{rest}"])
    assert [firm.name for firm in notice.suppliers] == ["架空電機株式会社"]


def test_lines_below_a_legend_are_an_award_each() -> None:
    found = notices([*LEGEND, LEGEND[-1].replace("架空装置", "架空装置乙")])
    assert [notice.title for notice in found] == ["架空装置　２式", "架空装置乙　２式"]
    assert len({notice.key for notice in found}) == 2


def test_several_purchases_under_numbers_are_not_mixed() -> None:
    assert decided([*NUMBERED, *NUMBERED[3:]], "落札者等の公示") == []


def test_a_notice_that_a_call_is_to_come_is_a_plan() -> None:
    """A heading of 官報 of 2025-07-11, which names a call too."""
    (notice,) = notices(["次のとおり公表します。"], "入札公告（公示）予定の公示")
    assert notice.stage == "plan"


def test_a_correction_has_the_name_of_its_article() -> None:
    text = [
        "架空県",
        "◎調達機関番号　020　◎所在地番号　13",
        "「１日」とあるのを「２日」に訂正する。",
    ]
    (notice,) = notices(text, "入札公告の訂正")
    assert (notice.stage, notice.title) == ("amendment", "架空装置　２式")
