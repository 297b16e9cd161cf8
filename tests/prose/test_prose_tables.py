"""Tables within prose notices: of labels and values, of bidders, of notices."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from pipelines.extract import prose
from pipelines.extract.grid import Grid, Merge
from pipelines.extract.line import Line
from pipelines.extract.tables import find_tables
from pipelines.normalise.notice import normalise
from pipelines.records import Box, Hints

_PAGE = 1


class Sheet:
    """Lines and tables one below the other on a page, or on the next one."""

    def __init__(self) -> None:
        self.parts: list[Line | Grid] = []
        self.top = 60.0
        self.page = _PAGE

    def lines(self, *texts: str) -> Sheet:
        """Add lines; white space before a text is its indent."""
        for text in texts:
            bare = text.strip(" 　")
            indent = 10.0 * (len(text) - len(text.lstrip(" 　")))
            left = 60 + indent
            box = Box(self.page, left, self.top, left + 10 * len(bare), self.top + 10)
            self.parts.append(Line(bare, box, indent, 10.0))
            self.top += 12
        return self

    def table(self, *rows: list[str], merges: tuple[Merge, ...] = ()) -> Sheet:
        """Add a ruled table; the lines above lead to it."""
        boxes = {}
        for number, row in enumerate(rows):
            for column in range(len(row)):
                left = 60.0 + 100 * column
                boxes[number, column] = Box(self.page, left, self.top, left + 100, self.top + 12)
            self.top += 12
        self.parts.append(Grid(None, [list(row) for row in rows], merges, boxes=boxes))
        return self

    def read(self) -> list[dict[str, Any]]:
        """The notices of the page, as JSON has them."""
        tables = find_tables(prose.grids(self.parts)).tables
        found = [one for table in tables for one in normalise(table, Hints(), "0" * 64)]
        return [json.loads(msgspec.json.encode(one)) for one in found]


def test_tables_of_labels_belong_to_their_notice() -> None:
    """概要, 日程 and 条件 as tables of one notice; a table under the conditions says no fact."""
    page = Sheet()
    page.lines("入札公告", "架空県公告　土木第５号", "令和６年８月９日", "架空県知事　架空　次郎")
    page.lines("１　一般競争入札に付する事項", "（１）工事概要")
    page.table(
        ["工　事　名", "架空川護岸工事"],
        ["工 事 箇 所", "架空市川岸地内"],
        ["予 定 価 格", "12,340,000円（税込み）"],
        ["工 事 期 限", "令和７年２月28日まで"],
        ["主 要 資 材", "－"],
    )
    page.lines("（２）入札日程")
    page.table(
        ["入札手続", "期日"],
        ["質問受付期間※１", "令和６年８月９日（金）～令和６年８月16日（金）"],
        ["入札書受付期間※２\n（入札書・内訳書）", "令和６年９月２日（月）～令和６年９月３日（火）"],
        ["開札日", "令和６年９月４日（水）　11：00"],
    )
    page.lines("※１　各日の午前９時から午後５時までとする。")
    page.lines("※２　開始日の午前９時から期限日の午後５時までとする。")
    page.lines("２　入札参加者に必要な資格に関する事項", "・この工事の設計者")
    page.table(["商号", "架空設計株式会社"], ["所在地", "架空市本町１－１"])
    (notice,) = page.read()
    assert notice["title"] == "架空川護岸工事"
    assert notice["plannedPrice"]["amount"] == 12_340_000
    assert notice["deadline"] == "2024-09-03T17:00:00+09:00"
    assert notice["opened"] == "2024-09-04T11:00:00+09:00"
    assert notice["period"] == {"end": "2025-02-28"}
    assert notice["buyer"]["name"] == "架空県"
    assert "suppliers" not in notice
    assert notice["raw"]["主 要 資 材"] == "－"
    assert notice["raw"]["入札書受付期間※２（入札書・内訳書）"].endswith("（火）")


def test_merged_groups_say_of_what_a_plain_label_is() -> None:
    """``入札参加申請 | 期間 | …``: the group tells the step."""
    page = Sheet().lines("入札公告", "令和６年５月10日", "架空市長　架空　太郎")
    page.table(
        ["件名", "", "庁舎清掃業務"],
        ["入札参加申請", "期間", "令和６年５月10日から令和６年５月17日まで"],
        ["", "場所", "契約課"],
        ["開札", "日時", "令和６年５月31日　午前９時"],
        ["", "場所", "入札室"],
        merges=(((1, 0), (2, 0)), ((3, 0), (4, 0)), ((0, 0), (0, 1))),
    )
    (notice,) = page.read()
    assert notice["opened"] == "2024-05-31T09:00:00+09:00"
    assert "place" not in notice
    steps = {step["label"]: step for step in notice["schedule"]}
    assert steps["入札参加申請 期間"]["end"] == "2024-05-17"


def test_opening_record_of_lines_and_a_table_of_bidders() -> None:
    """The facts in lines above and below, all bidders with their rounds in a table."""
    page = Sheet().lines("入札経過調書", "件名　架空橋補修工事", "入札日　令和６年６月21日")
    page.table(
        ["入札者", "第１回", "第２回", "摘要"],
        ["架空建設（株）", "10,500,000", "9,800,000", "落札"],
        ["想像土木（株）", "11,000,000", "10,200,000", ""],
        ["幻工業（株）", "辞退", "", ""],
    )
    page.lines("予定価格　10,000,000円（税抜）", "最低制限価格　8,000,000円（税抜）")
    (notice,) = page.read()
    assert notice["stage"] == "result"
    assert notice["title"] == "架空橋補修工事"
    assert notice["opened"] == "2024-06-21"
    assert notice["plannedPrice"]["amount"] == 10_000_000
    assert [len(bid["rounds"]) for bid in notice["bids"]] == [2, 2, 1]
    assert notice["suppliers"][0]["name"] == "架空建設（株）"


def test_several_opening_records_in_one_file() -> None:
    """Each heading begins a record; its table of bidders is its own."""
    page = Sheet()
    for number, title in enumerate(("第一公園工事", "第二公園工事")):
        page.lines("開札調書", f"工事名　{title}", f"開札日　令和６年６月{20 + number}日")
        page.table(
            ["業者名", "入札金額", "結果"],
            [f"架空建設{number}（株）", "10,500,000", "落札"],
            ["想像土木（株）", "11,000,000", ""],
        )
    first, second = page.read()
    assert (first["title"], second["title"]) == ("第一公園工事", "第二公園工事")
    assert (first["opened"], second["opened"]) == ("2024-06-20", "2024-06-21")
    assert second["suppliers"][0]["name"] == "架空建設1（株）"


def test_a_list_under_a_heading_stays_a_list() -> None:
    """Lines over a list of results are its captions, and no notice of their own."""
    page = Sheet().lines("令和６年度　入札結果一覧", "令和６年６月30日現在", "架空市契約課")
    page.table(
        ["番号", "工事名", "入札日", "落札者", "落札金額"],
        ["1", "市道１号線工事", "令和6年6月3日", "架空建設（株）", "10,000,000"],
        ["2", "市道２号線工事", "令和6年6月4日", "想像土木（株）", "20,000,000"],
    )
    assert [notice["title"] for notice in page.read()] == ["市道１号線工事", "市道２号線工事"]


def test_notice_with_a_list_of_lots() -> None:
    """A notice whose lots stand in a list: a notice each, with what the prose says of all."""
    page = Sheet().lines("入札公告", "令和６年５月10日", "架空市長　架空　太郎")
    page.lines("１　入札に付する事項　次の表のとおり")
    page.table(
        ["番号", "工事名", "工事場所", "工期", "予定価格"],
        ["1", "市道１号線工事", "一番町", "令和6年9月30日", "10,000,000円"],
        ["2", "市道２号線工事", "二番町", "令和6年9月30日", "20,000,000円"],
    )
    page.lines("２　開札日時　令和６年６月３日　午前９時")
    found = page.read()
    assert [notice["title"] for notice in found] == ["市道１号線工事", "市道２号線工事"]
    assert {notice["opened"] for notice in found} == {"2024-06-03T09:00:00+09:00"}
    assert {notice["published"] for notice in found} == {"2024-05-10"}


def test_a_day_above_a_sheet_of_cases_is_that_of_all() -> None:
    """入札執行結果表 of a city, 2026: case follows case, some with bidders and some without."""
    page = Sheet()
    page.lines("入札執行結果表", "入札執行日 令和 ７年 ４月 １１日 執行場所 市役所入札室")
    _case(page, 1, "市道架空線改良工事", "7,425,000円")
    page.lines("上記のとおり入札中止")
    _case(page, 2, "架空浄水場照明改修工事", "9,000,000円")
    page.table(
        ["入札者", "入札金額（税抜）", "結果"],
        ["㈱青葉電設", "8,500,000", "くじ落札"],
        ["若葉電気㈱", "8,500,000", ""],
    )
    _case(page, 3, "架空線予備設計業務", "13,560,000円")
    page.lines("上記のとおり不調（応札者なし）")
    found = {one["title"]: one for one in page.read()}
    assert {title: (one["opened"], one.get("status")) for title, one in found.items()} == {
        "市道架空線改良工事": ("2025-04-11", "cancelled"),
        "架空浄水場照明改修工事": ("2025-04-11", None),
        "架空線予備設計業務": ("2025-04-11", "unsuccessful"),
    }
    won = found["架空浄水場照明改修工事"]
    assert [firm["name"] for firm in won["suppliers"]] == ["㈱青葉電設"]


def test_a_day_of_one_case_is_not_that_of_the_next() -> None:
    page = Sheet()
    page.lines("入札結果調書")
    for number, day in enumerate(("令和７年４月１１日", "令和７年４月２１日", ""), start=1):
        if day:
            page.lines(f"開札執行日時　{day}")
        _case(page, number, f"架空第{number}号橋補修工事", "7,425,000円")
        page.table(
            ["入札者", "入札金額（税抜）", "結果"],
            [f"㈱青葉{number}号", "7,000,000", "落札"],
            ["若葉㈱", "7,100,000", ""],
        )
    days = {one["title"]: one.get("opened") for one in page.read()}
    assert days["架空第3号橋補修工事"] is None


def test_bidders_go_on_on_the_next_page() -> None:
    """The header comes again, and the first table has more columns, for its facts."""
    page = Sheet()
    page.lines("入札執行結果表")
    page.table(
        ["1", "工事（業務）名", "架空橋補修工事", "", ""],
        ["", "予定価格（税抜）", "9,000,000円", "", ""],
        ["入札者", "", "", "入札金額（税抜）", "結果"],
        ["㈱青葉電設", "", "", "8,700,000", ""],
    )
    page.page += 1
    page.table(
        ["入札者", "入札金額（税抜）", "結果"],
        ["若葉電気㈱", "8,500,000", "落　札"],
        ["緑設備㈱", "", "辞退"],
    )
    (notice,) = page.read()
    assert [bid["bidder"]["name"] for bid in notice["bids"]] == [
        "㈱青葉電設",
        "若葉電気㈱",
        "緑設備㈱",
    ]
    assert [firm["name"] for firm in notice["suppliers"]] == ["若葉電気㈱"]
    assert notice["awardPrice"] == {"amount": 8_500_000, "currency": "JPY", "tax": "excluded"}


def test_the_day_above_a_name_is_of_that_case() -> None:
    """開札執行日時 stands above 案件名 in each table; a case that was called off has no bidders."""
    page = Sheet()
    page.lines("指名競争入札結果（令和７年４月分）")
    for number, day, winner in ((1, "16", "取りやめ"), (2, "21", "㈱青葉電設")):
        page.table(
            ["開札執行日時", f"令和7-04-{day} 10:00 AM"],
            ["案件名", f"架空第{number}号橋補修工事"],
            ["工事箇所", "架空地内"],
            ["予定価格（税抜）", "9,000,000円"],
            ["落札者名", winner],
        )
    assert {one["title"]: (one["opened"][:10], one.get("status")) for one in page.read()} == {
        "架空第1号橋補修工事": ("2025-04-16", "cancelled"),
        "架空第2号橋補修工事": ("2025-04-21", None),
    }


def test_how_it_ended_stands_below_the_bidders() -> None:
    page = Sheet()
    page.lines("入札執行結果表")
    page.table(
        ["1", "工事（業務）名", "架空橋補修工事", "", ""],
        ["", "予定価格（税抜）", "9,000,000円", "", ""],
        ["入札者", "", "", "入札金額（税抜）", "結果"],
        ["㈱青葉電設", "", "", "9,700,000", ""],
        ["若葉電気㈱", "", "", "9,500,000", ""],
    )
    page.lines("上記のとおり不調")
    (notice,) = page.read()
    assert (notice["status"], notice.get("suppliers")) == ("unsuccessful", None)


def _case(page: Sheet, number: int, title: str, price: str) -> None:
    page.table(
        [str(number), "工事（業務）名", title],
        ["", "施工場所", "架空地内"],
        ["", "予定価格（税抜）", price],
    )
