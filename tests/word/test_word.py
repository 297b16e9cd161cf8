"""Word files: what they show, in order; what they don't show is told."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from bad_files import ole
from docx import Document
from word_files import cell, docx, item, listed, paragraph, row, run, table, used, zipped

from pipelines.errors import Unreadable
from pipelines.extract.files import grids_of
from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.extract.word import as_docx, doc
from pipelines.extract.word.body import parts_of
from pipelines.extract.word.numerals import figure


def texts(body: bytes) -> list[str]:
    """The lines of a file; a table as its rows."""
    parts, _ = parts_of(body)
    return [part.text if isinstance(part, Line) else str(part.rows) for part in parts]


def grid(body: bytes) -> Grid:
    (found,) = [part for part in parts_of(body)[0] if isinstance(part, Grid)]
    return found


def told(body: bytes) -> dict[str, str | None]:
    return {issue.code: issue.text for issue in parts_of(body)[1]}


def test_lines_and_tables_come_in_printed_order() -> None:
    body = docx(
        paragraph("入札公告")
        + paragraph("件　　名\t架空橋補修工事")
        + table(row("番号", "金額"), row("1", "1,000円"))
        + paragraph("※金額は税抜き")
    )
    assert texts(body) == [
        "入札公告",
        "件　名　架空橋補修工事",
        "[['番号', '金額'], ['1', '1,000円']]",
        "※金額は税抜き",
    ]


def test_a_list_has_the_lines_around_it() -> None:
    labels = row("件名", "開札日", "落札者", "落札金額")
    line = row("架空橋補修工事", "令和７年６月１日", "（株）甲野建設", "1,000,000円")
    body = docx(paragraph("入札結果一覧") + table(labels, line) + paragraph("※金額は税抜き"))
    (found,) = grids_of(body)[0]
    assert found.rows[1][0] == "架空橋補修工事"
    assert found.before == ("入札結果一覧",)
    assert found.after == ("※金額は税抜き",)


def test_numbers_of_lists_are_counted_again() -> None:
    levels = (("decimalFullWidth", "第%1"), ("decimal", "(%2)"), ("aiueoFullWidth", "%3"))
    body = docx(
        item("入札に付する事項", 1)
        + item("件名", 1, 1)
        + item("場所", 1, 1)
        + item("市内", 1, 2)
        + item("資格", 1)
        + item("等級", 1, 1)
        + paragraph("なお書き")
        + item("別の表", 2),
        listed(1, *levels)
        + used(1, 1)
        + used(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    )
    assert texts(body) == [
        "第１ 入札に付する事項",
        "(1) 件名",
        "(2) 場所",
        "ア 市内",
        "第２ 資格",
        "(1) 等級",
        "なお書き",
        "第１ 別の表",
    ]
    indents = [part.indent for part in parts_of(body)[0] if isinstance(part, Line)]
    assert indents == [0, 21, 21, 42, 0, 21, 0, 0]


def test_a_number_may_come_from_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = docx(
        paragraph("入札方法", '<w:pStyle w:val="b"/>')
        + paragraph("説明", '<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("保証金", '<w:pStyle w:val="a"/>'),
        listed(1, ("decimalEnclosedCircle", "%1")) + used(1, 1),
        styles,
    )
    assert texts(body) == ["① 入札方法", "説明", "② 保証金"]
    assert all(part.is_heading for part in parts_of(body)[0] if isinstance(part, Line))


def test_a_number_in_an_empty_cell_is_shown() -> None:
    body = docx(
        table(*(row(cell(item("", 1)), name) for name in ("甲", "乙"))),
        listed(1, ("decimal", "%1")) + used(1, 1),
    )
    assert grid(body).rows == [["1", "甲"], ["2", "乙"]]


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (3, "irohaFullWidth", "ハ"),
        (23, "japaneseCounting", "二十三"),
        (10, "japaneseLegal", "拾"),
        (12, "japaneseDigitalTenThousand", "一二"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (21, "decimalEnclosedCircle", "㉑"),
        (51, "decimalEnclosedCircle", None),
        (1, "hebrew1", None),
    ],
)
def test_figures(number: int, kind: str, said: str | None) -> None:
    assert figure(number, kind) == said


def test_a_kind_of_number_that_nobody_knows_is_told() -> None:
    body = docx(item("件名", 1), listed(1, ("hebrew1", "%1")) + used(1, 1))
    assert texts(body) == ["件名"]
    assert told(body) == {"unknownSign": "hebrew1"}


def test_insertions_are_kept_and_deletions_told() -> None:
    body = docx(
        f"<w:p>{run('予定価格')}<w:del><w:r><w:delText>900円</w:delText></w:r></w:del>"
        f"<w:ins>{run('1,000円')}</w:ins></w:p>"
        + table(row("甲"), row("乙", properties="<w:del/>"), row("丙"))
        + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        + f"{run('前')}</w:p>{paragraph('後')}"
    )
    assert texts(body) == ["予定価格1,000円", "[['甲'], ['丙']]", "前後"]
    assert told(body) == {"trackedChanges": "900円 | 乙"}


def test_hidden_text_is_left_out_and_told() -> None:
    styles = '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = docx(
        f"<w:p>{run('予定価格')}{run('900円', '<w:vanish/>')}"
        f"{run('秘', '<w:rStyle w:val=' + chr(34) + 'h' + chr(34) + '/>')}"
        f"{run('1,000円', '<w:vanish w:val=' + chr(34) + '0' + chr(34) + '/>')}</w:p>",
        styles=styles,
    )
    assert texts(body) == ["予定価格1,000円"]
    assert told(body) == {"hiddenText": "900円 | 秘"}


def test_merged_cells() -> None:
    down, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    body = docx(
        table(
            row(cell(paragraph("番号"), down), cell(paragraph("入札"), wide)),
            row(cell(paragraph(), "<w:vMerge/>"), "業者", "金額"),
            row("1", "（株）甲野建設", "1,000円"),
        )
    )
    found = grid(body)
    assert found.rows == [
        ["番号", "入札", ""],
        ["", "業者", "金額"],
        ["1", "（株）甲野建設", "1,000円"],
    ]
    assert found.merges == (((0, 0), (1, 0)), ((0, 1), (0, 2)))


def test_a_table_beside_a_label_becomes_rows_of_it() -> None:
    inner = table(row("業者", "金額"), row("甲野", "10"), row("乙川", "20"))
    body = docx(table(row("件名", "架空橋"), row("入札者", cell(inner + paragraph()))))
    assert grid(body).rows == [
        ["件名", "架空橋", ""],
        ["入札者", "業者", "金額"],
        ["", "甲野", "10"],
        ["", "乙川", "20"],
    ]


def test_the_text_of_any_other_inner_table_is_kept() -> None:
    inner = table(row("甲野", "10"), row("乙川", "20"))
    body = docx(table(row("結果", cell(paragraph("次のとおり") + inner)), row("備考", "")))
    assert grid(body).rows == [["結果", "次のとおり\n甲野　10\n乙川　20"], ["備考", ""]]


def test_a_table_of_one_cell_is_a_frame() -> None:
    body = docx(table(row(cell(paragraph("公告") + table(row("甲", "乙"))))))
    assert texts(body) == ["公告", "[['甲', '乙']]"]


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('訂正版')}</w:txbxContent>"
    body = docx(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        f"</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('公告')}</w:p>"
    )
    assert texts(body) == ["公告", "訂正版"]


def test_signs_check_boxes_and_links() -> None:
    ticked = "<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/>"
    ticked += "</w:checkBox></w:ffData></w:fldChar></w:r>"
    link = f"<w:hyperlink r:id='l'>{run('仕様書')}</w:hyperlink>"
    sign = "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"
    odd = "<w:r><w:sym w:font='Webdings' w:char='F041'/></w:r>"
    body = docx(
        f"<w:p>{ticked}{run('電子')}{sign}{run('郵送')}{odd}</w:p>"
        + table(row("書類", cell(f"<w:p>{link}</w:p>"))),
        links={"l": "https://city.example.jp/a.pdf"},
    )
    assert texts(body)[0] == "☑電子☑郵送\ufffd"
    assert grid(body).links == {(0, 1): ("https://city.example.jp/a.pdf",)}
    assert told(body) == {"unknownSign": "webdings F041"}


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("秘密")
    body = docx(paragraph("公告") + "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    members = {"word/document.xml": entity + xml_of(body)}
    assert texts(zipped(members)) == ["公告"]


def xml_of(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize(
    "content", ["<w/>", "", "<w:document", "<w:document xmlns:w='x'>&x;</w:document>"]
)
def test_a_damaged_file(content: str) -> None:
    with pytest.raises(Unreadable) as caught:
        grids_of(zipped({"word/document.xml": content}))
    assert caught.value.code == "damaged"


def nested(depth: int) -> bytes:
    inner = paragraph("底")
    for _ in range(depth):
        inner = table(row("札", cell(inner)), row("a", "b"))
    return docx(inner)


def test_tables_in_tables() -> None:
    assert grid(nested(60)).width == 61
    with pytest.raises(Unreadable) as caught:
        grids_of(nested(600))
    assert caught.value.code in ("tooLarge", "damaged")  # as deep as libxml2 goes


HAS_WRITER = bool(shutil.which("soffice")) and doc._reads_text(str(shutil.which("soffice")))


@pytest.mark.skipif(not HAS_WRITER, reason="LibreOffice Writer isn't installed")
def test_an_old_file_is_read_through_libreoffice(tmp_path: Path) -> None:
    new = Document()
    new.add_paragraph("入札公告")
    cells = new.add_table(2, 2).rows
    for place, text in enumerate(("番号", "金額", "1", "1,000円")):
        cells[place // 2].cells[place % 2].text = text
    new.add_paragraph()  # Word needs one below a table
    new.save(str(tmp_path / "new.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "doc", "new.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    old = (tmp_path / "new.doc").read_bytes()
    assert texts(as_docx(old)) == ["入札公告", "[['番号', '金額'], ['1', '1,000円']]"]
    grids, _ = grids_of(old)
    assert grids[-1].rows == [["番号", "金額"], ["1", "1,000円"]]
    with pytest.raises(Unreadable) as caught:
        as_docx(old[:600])
    assert caught.value.code == "damaged"


def test_without_libreoffice_the_operator_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Unreadable) as caught:
        grids_of(ole("WordDocument", b"\xec\xa5" + b"x" * 8 + b"\0\0" + b"x" * 5000))
    assert caught.value.code == "needsLibreOffice"
    assert "operator" in str(caught.value)


def test_an_old_file_with_a_password() -> None:
    with pytest.raises(Unreadable) as caught:
        grids_of(ole("WordDocument", b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"x" * 5000))
    assert caught.value.code == "encrypted"


def test_the_time_of_libreoffice_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(doc, "TIME_LIMIT", 1.0)
    monkeypatch.setattr(shutil, "which", lambda name: str(slow))
    with pytest.raises(Unreadable) as caught:
        as_docx(b"x")
    assert caught.value.code == "readerTimeout"
