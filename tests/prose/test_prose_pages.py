"""Web pages that print a notice as paragraphs and lists, without a table."""

from __future__ import annotations

import pytest

from pipelines.extract.read import extract
from pipelines.normalise.notice import normalise
from pipelines.reading import read
from pipelines.records import Hints, Notice, Original
from pipelines.times import now

_PAGE = """<html><head><title>入札公告／架空市</title></head><body>
<nav><ul><li><a href="/">架空市トップ</a></li></ul></nav>
<h1>入札公告</h1><p>架空市公告第３号</p><p>次のとおり制限付一般競争入札を行います。</p>
<p>令和6年5月10日</p><p>架空市長　架空　太郎</p>
<h2>1 入札に付する事項</h2>
<ol><li>件名　架空市庁舎清掃業務</li><li>履行場所　架空市役所</li>
<li>履行期間　令和6年7月1日から令和7年6月30日まで</li></ol>
<h2>2 日程</h2>
<ul><li>質問期限：令和6年5月17日（金）午後5時</li><li>開札日時：令和6年6月7日（金）午前9時</li></ul>
<h2>3 契約保証金</h2><p>契約金額の100分の10以上</p>
</body></html>"""


def _read(page: str) -> list[Notice]:
    tables = extract(page.encode()).tables
    return [one for table in tables for one in normalise(table, Hints(), "0" * 64)]


def test_page_of_paragraphs() -> None:
    """Headings, paragraphs and numbered lists give one notice."""
    (notice,) = _read(_PAGE)
    assert notice.number == "架空市公告第３号"
    assert notice.title == "架空市庁舎清掃業務"
    assert notice.published == "2024-05-10"
    assert notice.opened == "2024-06-07T09:00:00+09:00"
    assert notice.buyer
    assert notice.buyer.name == "架空市"
    assert notice.contract_price is None


def test_page_that_only_links() -> None:
    """A page of news about tenders is no notice."""
    page = "<h1>入札情報</h1><ul><li><a href='1.pdf'>架空橋補修工事の入札公告</a></li></ul>"
    assert _read(f"<html><body>{page}<p>更新日：令和6年5月10日</p></body></html>") == []


def test_list_under_a_heading_is_of_the_sites_city() -> None:
    """A call's list on a page with its prose keeps what the page's title says of the buyer."""
    page = """<html><head><title>入札公告（建設工事）／桜井市</title></head><body>
<h2>一般競争入札公告（2月2日公告）</h2><p>次の案件について公告します。</p>
<table><tr><td>区分</td><td>工事名</td><td>場所</td><td>業種</td></tr>
<tr><td>工事</td><td>給食センター解体工事</td><td>河西地内</td><td>解体</td></tr></table>
</body></html>"""
    (notice,) = _read(page)
    assert notice.title == "給食センター解体工事"
    assert notice.buyer
    assert notice.buyer.name == "桜井市"


_PROPOSAL = """<html><head>
<title>架空園通信網再構築業務委託に係る公募型プロポーザル｜那覇市</title></head><body>
<h1>架空園通信網再構築業務委託に係る公募型プロポーザルの実施について</h1><h2>公告</h2>
<p>架空園通信網再構築業務委託に係る公募型プロポーザルを次のとおり実施いたします。</p>
<h2>結果公表</h2><dl><dt>審査日</dt><dd>令和8年7月28日（火曜日）</dd></dl>
<h2>募集概要</h2><dl><dt>業務名称</dt><dd>架空園通信網再構築業務委託</dd>
<dt>企画提案書の提出期限</dt><dd>令和8年7月16日（木曜日）午前10時まで</dd></dl>
<h2><span>%s</span>お問い合わせ</h2>
<p><strong> こどもみらい部 こども政策課</strong><br>
沖縄県那覇市泉崎1丁目1番1号<br>電話：098-861-2110</p>
</body></html>"""
"""As a page of 那覇市 of 2026 is laid out; the purchase is invented."""


def test_day_of_judging_proposals_is_no_opening() -> None:
    (notice,) = _read(_PROPOSAL % "このページに関する")
    assert notice.opened is None
    assert ("審査日", "2026-07-28") in [(step.label, step.start) for step in notice.schedule]
    assert notice.deadline == "2026-07-16T10:00:00+09:00"


@pytest.mark.parametrize(
    ("whom", "office"),
    [("このページに関する", "こどもみらい部　こども政策課"), ("ホームページに関する", None)],
)
def test_office_under_a_pages_heading(whom: str, office: str | None) -> None:
    """The office to ask about the page is that of its purchase; the one for the site is not."""
    (notice,) = _read(_PROPOSAL % whom)
    assert notice.department == office


_WITH_FILES = """<html><head><title>入札公告｜那覇市</title></head><body>
<nav><a href="/menu/guide.pdf">入札の手引</a></nav><h1>入札公告</h1>
<h2>1 入札に付する事項</h2><ol><li>件名　架空市庁舎清掃業務</li></ol>
<h2>2 日程</h2><ul><li>質問期限：令和6年5月17日（金）午後5時</li>
<li>開札日時：令和6年6月7日（金）午前9時</li></ul>
<ul><li><a href="../_res/koukoku.pdf" target="_blank">公告 （PDF 277.5 KB）<img src="new.gif"
alt="新しいウィンドウで開きます"></a></li><li><a href="../_res/yousiki.zip">様式集</a></li>
<li><a href="http://[.pdf">壊れた番地</a></li>
<li><a href="../_res/koukoku.pdf">公告（再掲）</a></li><li><a href="index.html">一覧</a></li></ul>
<footer><a href="/policy.pdf">このサイトについて</a></footer></body></html>"""


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("https://www.city.kakuu.example.jp/nyusatsu/1/", "https://www.city.kakuu.example.jp/"),
        ("file:///kept/1.html", "../"),
    ],
)
def test_files_that_the_page_of_one_notice_links(address: str, folder: str) -> None:
    """Its documents, each once; what its menu and its footer link are none."""
    page = Original(address, _WITH_FILES.encode(), now(), Hints())
    (notice,) = read(page).notices
    base = folder if folder == "../" else f"{folder}nyusatsu/"
    assert [(one.title, one.url) for one in notice.documents] == [
        ("公告 （PDF 277.5 KB）", f"{base}_res/koukoku.pdf"),
        ("様式集", f"{base}_res/yousiki.zip"),
        ("壊れた番地", "http://[.pdf"),
    ]


def test_a_list_of_one_row_has_no_documents_of_its_page() -> None:
    """What a list page links besides are rules and forms, of nobody knows which tender."""
    page = """<h2>入札結果</h2><table><tr><th>工事名</th><th>開札日</th><th>落札者</th></tr>
<tr><td>架空橋補修工事</td><td>令和6年6月7日</td><td>架空建設株式会社</td></tr></table>
<p><a href="kokoroe.pdf">入札心得</a></p>"""
    (notice,) = _read(f"<html><body>{page}</body></html>")
    assert notice.documents == []
