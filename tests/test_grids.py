"""Any file becomes grids: pages, delimited texts, workbooks, zips, and what is called .xls."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from bad_files import inline, workbook

from pipelines.errors import Unreadable
from pipelines.extract import delimited, html
from pipelines.extract.encoding import decode, is_wide
from pipelines.extract.files import grids_of
from pipelines.extract.formats import Format, sniff
from pipelines.extract.grid import Grid
from pipelines.extract.stacked import joined
from pipelines.extract.zip import members


def only(text: str) -> Grid:
    (grid,) = html.grids(text)
    return grid


def csv_rows(text: str) -> list[list[str]]:
    (grid,) = delimited.grids(text)
    return grid.rows


# Pages


def test_text_is_as_shown() -> None:
    grid = only(
        "<table><tr><td> 架空\n  工事 </td><td>甲<br> 乙</td><td><p>丙</p><p>丁</p></td>"
        "<td>&nbsp;</td><td>　戊　己</td></tr>"
        "<tr><td><span style='display: none'>20240401</span>令和6年</td><td><s>1</s>2</td>"
        "<td><ruby>架空<rp>(</rp><rt>かくう</rt><rp>)</rp></ruby></td>"
        "<td><select><option>土木<option>建築</select></td><td><img alt='○'></td></tr></table>"
    )
    assert grid.rows == [
        ["架空 工事", "甲\n乙", "丙\n丁", "", "　戊　己"],
        ["令和6年", "12", "架空", "", "○"],
    ]


def test_spans_push_cells_and_become_merged_ranges() -> None:
    grid = only(
        "<table><tr><th rowspan=2>件名<th colspan=2>落札者<tr><th>商号<th>番号"
        "<tr><td rowspan=0>工事<td>甲<td>1<tr><td>乙<td>2</table>"
    )
    assert grid.rows == [
        ["件名", "落札者", ""],
        ["", "商号", "番号"],
        ["工事", "甲", "1"],
        ["", "乙", "2"],
    ]
    assert grid.merges == (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((2, 0), (3, 0)))
    assert grid.heads == {(0, 0), (0, 1), (1, 1), (1, 2)}


def test_what_leads_to_a_table() -> None:
    first, second = html.grids(
        "<header><p>架空市</p></header><nav><a href=/>ホーム</a><h2>案内</h2></nav>"
        "<h1>入札結果</h1><h2>令和6年4月</h2><p><b>単位：千円</b></p><p><a href=x>前の月へ</a></p>"
        "<table><caption>土木課</caption><tr><td>a<td>b<td>c<tr><td>1<td>2<td>3</table>"
        "<p>※金額は税抜き</p><h2>令和6年5月</h2>発注課：下水道課<br>税込"
        "<table><tr><td>d<td>e<tr><td>4<td>5</table>"
    )
    assert first.before == ("入札結果", "令和6年4月", "単位：千円", "土木課")
    assert first.after == ("※金額は税抜き",)
    assert second.before == ("入札結果", "令和6年5月", "発注課：下水道課", "税込")


def test_layout_tables_hold_others_and_give_no_grid_of_their_own() -> None:
    grid = only(
        "<table><tr><td>入札結果</td></tr><tr><td><table><tr><td>a<td>b<tr><td>1<td>2</table>"
        "</td></tr></table>"
    )
    assert grid.rows == [["a", "b"], ["1", "2"]]
    assert grid.before == ("入札結果",)


def test_a_table_in_a_table_of_facts_is_part_of_it() -> None:
    grid = only(
        "<table><tr><th>件名<td><a href=a>架空工事</a><tr><th>入札者<td><table><tr><th>業者<th>金額"
        "<tr><td>甲<td>1<tr><td rowspan=2>乙<td>2<tr><td>3</table><tr><th>備考<td>なし</table>"
    )
    assert grid.rows == [
        ["件名", "架空工事", ""],
        ["入札者", "業者", "金額"],
        ["", "甲", "1"],
        ["", "乙", "2"],
        ["", "", "3"],
        ["備考", "なし", ""],
    ]
    assert set(grid.merges) == {
        ((0, 1), (0, 2)),
        ((1, 0), (4, 0)),
        ((3, 1), (4, 1)),
        ((5, 1), (5, 2)),
    }
    assert grid.heads == {(0, 0), (1, 0), (1, 1), (1, 2), (5, 0)}
    assert grid.links == {(0, 1): ("a",)}


def test_a_menu_beside_the_content_lays_out() -> None:
    list_ = "<table><tr><td>件名<td>金額<tr><td>工事<td>1</table>"
    page = f"<table><tr><td>架空市<td>2024年<tr><td><a href=a>入札</a><td>{list_}</table>"
    assert only(page).rows == [["件名", "金額"], ["工事", "1"]]


def test_a_header_in_a_table_of_its_own_belongs_to_the_list_below() -> None:
    head = "<table><tr><th>No<th>件名<th>金額</table>"
    body = "<table><tr><td>1<td rowspan=2><a href='a.pdf'>工事</a><td>10<tr><td>2<td>20</table>"
    (grid,) = joined(html.grids(head + body))
    assert grid.rows == [["No", "件名", "金額"], ["1", "工事", "10"], ["2", "", "20"]]
    assert grid.merges == (((1, 1), (2, 1)),)
    assert grid.links == {(1, 1): ("a.pdf",)}
    assert len(joined(html.grids(head + "<p>土木</p>" + body))) == 2


def test_a_list_of_terms_is_a_table_of_two_columns() -> None:
    grid = only("<h3>公告</h3><dl><dt>件名<dd>架空業務<dt>資料<dd><a href=a.pdf>甲</a><dd>乙</dl>")
    assert grid.rows == [["件名", "架空業務"], ["資料", "甲\n乙"]]
    assert grid.links == {(1, 1): ("a.pdf",)}
    assert grid.before == ("公告",)


def test_links_are_known_by_cell() -> None:
    grid = only(
        "<table><tr><td><a href=' r6/1.pdf '>工事</a><td><a href='javaScript:void(0)'>詳細</a>"
        "<td><a href=#top>上へ</a></table>"
    )
    assert grid.links == {(0, 0): ("r6/1.pdf",)}


def test_a_page_without_a_table_is_its_lines() -> None:
    page = "<footer>架空市役所</footer><h1>入札結果</h1><p>4月の競争入札はございません。</p>"
    assert only(page).rows == [["入札結果"], ["4月の競争入札はございません。"]]


def test_notices_of_a_form_or_missing_tags() -> None:
    grid = only("<table><form><tr><td>a<td>b<tr><td>1<td>2</form></table>")
    assert grid.rows == [["a", "b"], ["1", "2"]]


# Delimited texts


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_what_cuts_lines_alike(delimiter: str) -> None:
    amounts = ["1,980,000", "660,000", "12,000", "900"]
    lines = [["件名", "金額", "備考"], *(["業務", amount, "a;b"] for amount in amounts)]
    text = "\r\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line)
        for line in lines
    )
    assert csv_rows(text) == lines


def test_excels_own_line_names_the_delimiter() -> None:
    assert csv_rows("sep=;\r\na;1,5\r\nb;2,5\r\n")[1:] == [["a", "1,5"], ["b", "2,5"]]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('1,"「"みらい"の森」整備",10', ["1", '「"みらい"の森」整備', "10"]),
        ('1,みらい"の森"整備,10', ["1", 'みらい"の森"整備', "10"]),
        ('1,"二重の""引用""符",10', ["1", '二重の"引用"符', "10"]),
        ('1, "甲, 乙" ,10', ["1", "甲, 乙", "10"]),
        ('1,"開いたまま,10', ["1", "開いたまま", "10"]),
        ('1,"開いたまま,"1,000"', ["1", "開いたまま", "1,000"]),
        ('1,閉じるだけ",10', ["1", '閉じるだけ"', "10"]),
        ('1,"二行の\n件名",10', ["1", "二行の\n件名", "10"]),
        ('1,"二行の\n"件"名",10', ["1", '二行の\n"件"名', "10"]),
    ],
)
def test_broken_quotes_cost_no_other_line(line: str, cells: list[str]) -> None:
    good = ["番号,件名,金額", '2,"甲, 乙",20', "3,丙,30"]
    rows = csv_rows("\n".join([good[0], line, *good[1:]]))
    assert rows == [["番号", "件名", "金額"], cells, ["2", "甲, 乙", "20"], ["3", "丙", "30"]]


def test_amounts_that_lost_their_quotes() -> None:
    text = "件名,予定価格,落札者\n工事,1,980,000円,甲\n業務,660,000円,乙\n物品,900円,丙\n"
    assert csv_rows(text)[1:] == [
        ["工事", "1,980,000円", "甲"],
        ["業務", "660,000円", "乙"],
        ["物品", "900円", "丙"],
    ]
    # Two amounts side by side can't be told apart: nothing is joined.
    text = "件名,予定価格,落札額\n工事,1,980,000,660,000\n"
    assert csv_rows(text)[1] == ["工事", "1", "980", "000", "660", "000"]


# Encodings


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark(codec: str) -> None:
    body = "件名\t金額\r\n架空工事\t100\r\n".encode(codec)
    assert is_wide(body)
    assert sniff(body) is Format.TEXT
    assert decode(body) == ("件名\t金額\r\n架空工事\t100\r\n", codec)


def test_a_page_in_utf16() -> None:
    body = "<html><table><tr><td>件名<td>金額<tr><td>工事<td>1</table>".encode("utf-16")
    assert sniff(body) is Format.HTML
    assert grids_of(body)[0][0].rows == [["件名", "金額"], ["工事", "1"]]


def test_vendors_signs_in_euc_jp() -> None:
    plain = "工事件名一覧、株式会社見本建設の"
    body = plain.encode("euc_jp") + b"\xad\xa1\xad\xea" + plain.encode("euc_jp")
    assert decode(body) == (f"{plain}①㈱{plain}", "euc_jp")


def test_half_width_kana_by_what_the_page_says() -> None:
    body = "<meta charset='Shift_JIS'><table><tr><td>ｶﾌﾞｼｷｶﾞｲｼﾔ<td>1</table>".encode("cp932")
    assert grids_of(body)[0][0].rows[0][0] == "ｶﾌﾞｼｷｶﾞｲｼﾔ"


# Workbooks


def made(hidden_row: int | None = None, hidden_column: int | None = None) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("4月")
    for y in range(4):
        for x in range(3):
            sheet.write(y, x, f"{y}{x}")
    sheet.merge_range(4, 0, 5, 2, "結合")
    if hidden_row is not None:
        sheet.set_row(hidden_row, None, None, {"hidden": True})
    if hidden_column is not None:
        sheet.set_column(hidden_column, hidden_column, None, None, {"hidden": True})
    book.close()
    return file.getvalue()


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    (grid,), issues = grids_of(made(hidden_row=2, hidden_column=0))
    assert grid.rows[:3] == [["", "01", "02"], ["", "11", "12"], ["", "", ""]]
    assert grid.rows[4][0] == "結合"  # begins in a hidden column, and is shown in the others
    assert [(i.code, i.label, i.text) for i in issues] == [
        ("hiddenLines", "4月", "rows 3; columns A")
    ]
    assert grids_of(made())[1] == []


def test_japanese_date_formats_that_have_only_a_number() -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="57" applyNumberFormat="1"/>'
        '<xf numFmtId="58"/></cellXfs></styleSheet>'
    )
    row = '<row r="1"><c r="A1"><v>45383</v></c><c r="B1" s="1"><v>45383</v></c></row>'
    body = workbook(row)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["xl/styles.xml"] = styles
    relation = '<Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    relation += 'relationships/styles" Target="styles.xml"/></Relationships>'
    key = "xl/_rels/workbook.xml.rels"
    parts[key] = parts[key].replace("</Relationships>", relation)
    (grid,), _ = grids_of(zipped(parts))
    assert grid.rows == [["45383", "2024-04-01"]]


ODS_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods_cell(text: str, more: str = "") -> str:
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind} {more}><text:p>{text}</text:p></table:table-cell>"


def test_merged_ranges_and_hidden_rows_of_ods() -> None:
    tall = ods_cell("件名", 'table:number-rows-spanned="2"')
    rows = (
        f"<table:table-row>{tall}{ods_cell('a')}",
        f"<table:table-row><table:covered-table-cell/>{ods_cell('b')}",
        f'<table:table-row table:visibility="filter">{ods_cell("隠")}{ods_cell("c")}',
        f"<table:table-row>{ods_cell('工事')}{ods_cell('d')}",
    )
    content = (
        f"<office:document-content {ODS_SPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="4月">{"</table:table-row>".join(rows)}</table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    body = zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})
    (grid,), issues = grids_of(body)
    assert grid.rows == [["件名", "a"], ["", "b"], ["", ""], ["工事", "d"]]
    assert grid.merges == (((0, 0), (1, 0)),)
    assert [(issue.code, issue.text) for issue in issues] == [("hiddenLines", "rows 3")]


XML_SHEET = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="4月"><Table>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">件名</Data></Cell>
<Cell ss:Index="3" ss:MergeAcross="1"><Data ss:Type="String">金額</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="3"><Data ss:Type="String">隠</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="DateTime">2024-04-01T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Number">100</Data></Cell></Row></Table></Worksheet></Workbook>"""


def test_the_xml_spreadsheet_of_2003() -> None:
    body = XML_SHEET.encode()
    assert sniff(body) is Format.SHEET_XML
    (grid,), issues = grids_of(body)
    assert grid.name == "4月"
    assert grid.rows == [
        ["件名", "", "金額", ""],
        ["", "", "", ""],
        ["", "", "", ""],
        ["2024-04-01", "100", "", ""],
    ]
    assert grid.merges == (((0, 0), (1, 0)), ((0, 2), (0, 3)))
    assert [issue.text for issue in issues] == ["rows 2"]


def test_a_web_page_in_one_file() -> None:
    body = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/html; charset=shift_jis\r\nContent-Transfer-Encoding: base64"
        "\r\n\r\nPHRhYmxlPjx0cj48dGQ+jI+WvDx0ZD4xPC90YWJsZT4=\r\n--x--\r\n"
    )
    assert grids_of(body.encode())[0][0].rows == [["件名", "1"]]


# Zips


def zipped(parts: dict[str, str] | dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def renamed(body: bytes, old: bytes, new: bytes) -> bytes:
    """A zip with another name for a member, in raw bytes as long as the old one."""
    assert len(old) == len(new)
    return body.replace(old, new)


@pytest.mark.parametrize("codec", ["cp932", "utf-8"])
def test_names_without_the_mark_of_utf8(codec: str) -> None:
    raw = "工事ソ表.csv".encode(codec)
    stand_in = b"a" * len(raw)
    body = renamed(zipped({stand_in.decode(): "a,b\n1,2\n"}), stand_in, raw)
    assert [member.name for member in members(body)] == ["工事ソ表.csv"]


def test_a_zip_gives_the_grids_of_its_members() -> None:
    inner = zipped({"b.csv": "c,d\n3,4\n"})
    body = zipped(
        {
            "令和6年/": b"",
            "令和6年/工事.csv": b"a,b\n1,2\n",
            "__MACOSX/._x.csv": b"\0\1",
            "4月.xlsx": made(hidden_row=2),
            "図.pdf": b"%PDF-1.7",
            "過去.zip": inner,
        }
    )
    grids, issues = grids_of(body)
    names = ["令和6年/工事.csv", "4月.xlsx/4月", "過去.zip/b.csv"]
    assert [grid.name for grid in grids] == names
    assert [(issue.code, issue.label) for issue in issues] == [
        ("hiddenLines", "4月.xlsx/4月"),
        ("memberNotRead", "図.pdf"),
    ]


def test_a_zip_of_zips_of_zips_ends_somewhere() -> None:
    body = zipped({"a.csv": "a,b\n"})
    for _ in range(8):
        body = zipped({"z.zip": body})
    with pytest.raises(Unreadable) as raised:
        grids_of(body)
    assert raised.value.code == "unknownFormat"


def test_a_cell_with_a_formula_is_its_last_value() -> None:
    row = '<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>架空</v></c></row>'
    assert grids_of(workbook(row + inline({"A2": "二"}, 2)))[0][0].rows == [["架空"], ["二"]]
