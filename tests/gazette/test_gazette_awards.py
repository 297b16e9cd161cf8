"""Lines of awards of the gazette, set in two columns on invented pages: each is a notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from reading_help import notices_of_body

from .pages import UNKNOWN, Paragraph, headed, issue, own
from .printed import ITEMS, POLICE, WORKS, award, call, officer, opening

PLAIN = (
    "①71、27　②架空情報システム保守業務　一式　③購入等　④一般　⑤ 7. 4. 1　⑥架空電算㈱　東京都港区"
    "架空１-２-３　⑦37,701,400円　⑧ 6.12.26　⑪最低価格"
)


def awards(*printed: Paragraph | str, columns: int = 2, day: str = "") -> list[dict[str, Any]]:
    """The notices of a page of awards of one officer."""
    lines = [award(one) if isinstance(one, str) else one for one in printed]
    first = opening(day=day) if day else opening()
    return notices_of_body(issue([*first, *POLICE, *lines], columns))


def only(*printed: Paragraph | str, day: str = "") -> dict[str, Any]:
    """The one notice of a page."""
    (notice,) = awards(*printed, day=day)
    return notice


def bare(text: str) -> str:
    """A text without white space: a gap at the end of a line isn't seen."""
    return "".join(text.split())


def test_an_award_has_its_items_under_the_labels_of_the_legend() -> None:
    notice = only(PLAIN)
    assert notice["stage"] == "award"
    assert notice["title"] == "架空情報システム保守業務　一式"
    assert notice["method"] == "open"
    assert notice["awarded"] == "2025-04-01"
    assert notice["published"] == "2025-07-11"
    assert notice["awardPrice"]["amount"] == 37_701_400
    assert [(one["name"], one["address"]) for one in notice["suppliers"]] == [
        ("架空電算㈱", "東京都港区架空１-２-３")
    ]
    assert notice["awardCriteria"] == "priceOnly"
    assert notice["raw"]["品目分類番号"] == "71、27"
    assert notice["raw"]["調達方法"] == "購入等"
    assert "plannedPrice" not in notice
    assert "issues" not in notice


def test_the_legend_says_nothing_of_the_first_award() -> None:
    notice = only(PLAIN)
    assert notice["department"] == "架空庁長官官房会計課"
    assert "掲載順序" not in str(notice["raw"])


def test_an_officer_holds_until_the_next_one() -> None:
    lines = [*POLICE, award(PLAIN), award(PLAIN.replace("保守", "運用")), *WORKS]
    lines += [award(PLAIN.replace("保守", "設計"))]
    found = notices_of_body(issue([*opening(), *lines], 2))
    assert [one["department"] for one in found] == [
        "架空庁長官官房会計課",
        "架空庁長官官房会計課",
        "架空地方整備局架空河川事務所",
    ]
    assert [one["raw"]["調達機関番号"] for one in found] == ["009", "009", "020"]
    assert [one["raw"]["所在地番号"] for one in found] == ["13", "13", "04"]
    assert {one["published"] for one in found} == {"2025-07-11"}


def test_an_officer_whose_line_runs_on_is_whole() -> None:
    long = officer(
        "分任支出負担行為担当官　架空管区警察局架空架空支局架空県情報通信部長　架空　康弘　"
        "（架空県架空市架空町二丁目５番地１）"
    )
    found = notices_of_body(issue([*opening(), *long, award(PLAIN)], 2))
    assert "（架空県架空市架空町二丁目５番地１）" in bare(str(found[0]["raw"]))
    assert found[0]["department"] == "架空管区警察局架空架空支局架空県情報通信部"


def test_no_person_is_a_body() -> None:
    notice = only(PLAIN)
    assert "太郎" not in notice["department"] + str(notice.get("buyer"))


def test_a_contract_without_competition_has_the_day_of_the_contract_and_a_reason() -> None:
    notice = only(
        "①14　②架空発電機の改修　一式　③購入等　④随意　⑤ 7. 5.30　⑥架空重工業株式会社（架空県架空市"
        "架空４-１-62）　⑦73,920,000円　⑧ 7. 4. 9　⑨ｃ「互換性」　⑫73,920,001円"
    )
    assert notice["method"] == "direct"
    assert notice["signed"] == "2025-05-30"
    assert "awarded" not in notice
    assert notice["rationale"] == "ｃ「互換性」"
    assert notice["suppliers"][0]["address"] == "架空県架空市架空４-１-62"
    assert notice["plannedPrice"]["amount"] == 73_920_001


@pytest.mark.parametrize(
    ("item", "amount"),
    [
        ("⑦88,000,000円（税込金額）", {"amount": 88_000_000, "tax": "included"}),
        ("⑦1,408,000,000円", {"amount": 1_408_000_000, "tax": "unknown"}),
        ("⑦100円", {"amount": 100, "tax": "unknown"}),
    ],
)
def test_a_price(item: str, amount: dict[str, object]) -> None:
    price = only(PLAIN.replace("⑦37,701,400円", item))["awardPrice"]
    assert {name: price[name] for name in amount} == amount


@pytest.mark.parametrize(
    "printed",
    [
        f"⑦37{UNKNOWN}701,400円",  # a character that nobody knows may stand for a digit
        "⑦１号12,000円、２号15,000円",
        "⑦12,000円 ほか",
    ],
)
def test_no_price_is_made_up(printed: str) -> None:
    notice = only(Paragraph(own(PLAIN).replace(own("⑦37,701,400円"), own(printed))))
    price = notice.get("awardPrice", {})
    assert "amount" not in price
    assert notice["issues"]


@pytest.mark.parametrize(
    "title",
    [
        "架空発電機③号　３式",
        "架空第①工区及び第②工区の測量　一式",
        "架空⑦号棟の改修設計　２棟",
        "架空⑤及び⑥の点検　一式",
    ],
)
def test_a_mark_within_a_name_begins_no_item(title: str) -> None:
    notice = only(PLAIN.replace("架空情報システム保守業務　一式", title))
    assert bare(notice["title"]) == bare(title)
    assert notice["awarded"] == "2025-04-01"
    assert notice["awardPrice"]["amount"] == 37_701_400


@pytest.mark.parametrize("before", range(26))
def test_a_line_of_a_name_that_begins_with_a_mark_begins_no_award(before: int) -> None:
    title = f"{'架' * before}第①号機の製造及び第②号機の点検　一式"
    notice = only(PLAIN.replace("架空情報システム保守業務　一式", title))
    assert bare(notice["title"]) == bare(title)
    assert notice["awardPrice"]["amount"] == 37_701_400


@pytest.mark.parametrize(
    ("decided", "issued", "day"),
    [
        ("7. 4. 1", "令和７年７月11日", "2025-04-01"),
        ("7.12.26", "令和８年１月15日", "2025-12-26"),
        ("31. 4.26", "令和元年７月11日", "2019-04-26"),
        ("元. 5.10", "令和元年７月11日", "2019-05-10"),
        ("31. 3.29", "平成31年４月26日", "2019-03-29"),
    ],
)
def test_a_day_has_the_era_of_its_notice(decided: str, issued: str, day: str) -> None:
    assert only(PLAIN.replace("7. 4. 1", decided), day=issued)["awarded"] == day


def test_a_day_that_no_era_fits_is_none() -> None:
    notice = only(PLAIN.replace("7. 4. 1", "45. 4. 1"))
    assert "awarded" not in notice or not notice["awarded"].startswith(("20", "19"))
    assert notice["raw"]["落札決定日（随意契約の場合は契約日）"] == "45. 4. 1"


def test_a_line_spread_over_its_column_reads_as_any_other() -> None:
    text = (
        "①14　②架空印刷機　一式　③購入等　④一般　⑤ 7. 6. 3　⑥架空テクノロジー株式会社　東京都\n"
        "新宿区架空６-27-30架空ビルディング西館十二階日本架空印刷機械販売協会内　⑦\n"
        "250,668,000円　⑧ 7. 3.18　⑪最低価格"
    )
    first, second, third = text.split("\n")
    notice = only(award(first, spread=True), award(second, spread=True), award(third))
    assert notice["title"].replace("　", "") == "架空印刷機一式"
    assert notice["suppliers"][0]["name"] == "架空テクノロジー株式会社"
    address = notice["suppliers"][0]["address"]
    assert address.startswith("東京都新宿区架空６-27-30架空ビルディング西館十二階日本架空")
    assert notice["awardPrice"]["amount"] == 250_668_000


def test_awards_go_on_over_columns_and_pages() -> None:
    count = 120
    lines: list[Paragraph] = []
    for number in range(count):
        name = f"架空設備第{number}号の保守" + "及び点検" * (number % 5)
        text = PLAIN.replace("架空情報システム保守業務", name)
        lines.append(award(text.replace("37,701,400円", f"{number + 1},701,400円")))
        if number % 9 == 0:
            lines += WORKS if number % 2 else POLICE
    found = notices_of_body(issue([*opening(), *POLICE, *lines], 2))
    assert len(found) == count
    assert [one["title"].startswith(f"架空設備第{at}号") for at, one in enumerate(found)] == (
        [True] * count
    )
    amounts = [one["awardPrice"]["amount"] for one in found]
    assert amounts == [(at + 1) * 1_000_000 + 701_400 for at in range(count)]
    pages = [one["at"]["page"] for one in found]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, max(pages) + 1)), "each award stands on its own page"
    assert max(pages) > 2
    assert not any("issues" in one for one in found)


def test_narrow_columns_hold_the_legend_too() -> None:
    (notice,) = awards(PLAIN, columns=4)
    assert notice["department"] == "架空庁長官官房会計課"
    assert notice["published"] == "2025-07-11"
    assert notice["stage"] == "award"


def test_a_call_may_follow_awards() -> None:
    lines: Sequence[Paragraph] = [*opening(), *POLICE, award(PLAIN), headed("入　札", 14)]
    first, second = notices_of_body(issue([*lines, *call(ITEMS)], 2))
    assert (first["stage"], second["stage"]) == ("award", "tender")
    assert first["raw"]["落札方式"] == "最低価格"
    assert second["published"] == "2025-07-14"
    assert second["number"] == "第12号"


def test_awards_that_are_changed_are_amendments() -> None:
    lines = [*opening("落札者等の公示の変更"), *POLICE, award(PLAIN)]
    (notice,) = notices_of_body(issue(lines, 2))
    assert notice["stage"] == "amendment"
    assert notice["title"] == "架空情報システム保守業務　一式"
