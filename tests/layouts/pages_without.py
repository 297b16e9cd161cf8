"""Pages that hold no notice: they say so, only link, or are about other things."""

from __future__ import annotations

from .grid import frame, grid, page, table
from .layout import Layout, layout


@layout
def no_tender_this_month() -> Layout:
    """A sentence in place of a table."""
    body = page("令和6年4月の入札結果", "<p>令和6年4月の競争入札はございません。</p>")
    return Layout("r604.html", body, [], empty=True)


@layout
def no_row_in_a_system() -> Layout:
    """A header and one cell over all columns: 該当する案件がありません."""
    rows = grid("""
        No | 開札日 | 案件名称 | 調達区分 | 入札方式 | 落札者名 | 落札決定金額
        該当する案件がありません。 | < | < | < | < | < | <
    """)
    return Layout("EjPPIj0.html", frame(table(rows)), [], empty=True)


@layout
def links_to_months() -> Layout:
    """A layout table that only navigates: years, months and kinds as links to PDF files."""
    rows = grid("""
        年度 | 工事 | 業務委託 | 物品
        令和6年度 | <a href="r6k.pdf">入札結果（PDF）</a> | \
            <a href="r6i.pdf">入札結果（PDF）</a> | \
            <a href="r6b.pdf">入札結果（PDF）</a>
        令和5年度 | <a href="r5k.pdf">入札結果（PDF）</a> | \
            <a href="r5i.pdf">入札結果（PDF）</a> | －
    """)
    return Layout("kekka_index.html", page("入札結果", table(rows)), [])


@layout
def search_form() -> Layout:
    """A search form: labels of notices beside inputs and selects, no notice."""
    body = frame("""<form action="list.do" method="post"><table border="1">
<tr><td>入札方式</td><td><select name="h"><option>指定なし
<option>一般競争入札<option>指名競争入札</select></td></tr>
<tr><td>工事名</td><td><input type="text" name="k"></td></tr>
<tr><td>開札日</td><td><input name="d1" size=10>～<input name="d2" size=10></td></tr>
<tr><td>予定価格</td><td><input name="p1">円以上<input name="p2">円未満</td></tr>
<tr><td colspan=2><input type="submit" value="検　索"></td></tr></table></form>""")
    return Layout("search.html", body, [])


@layout
def calendar() -> Layout:
    """A month as a grid of days, with 開札 written into some of them."""
    rows = grid("""
        日 | 月 | 火 | 水 | 木 | 金 | 土
        | 1 | 2 | 3 | 4⏎開札日 | 5 | 6
        7 | 8 | 9 | 10 | 11⏎開札日 | 12 | 13
    """)
    return Layout("calendar.html", page("2024年7月　入札日程カレンダー", table(rows)), [])


@layout
def list_of_documents() -> Layout:
    """様式 to download: 名称, 様式番号, files."""
    rows = grid("""
        様式番号 | 名称 | ファイル
        様式第1号 | 入札参加資格確認申請書 | <a href="1.docx">Word：20KB</a>
        様式第2号 | 入札書 | <a href="2.xlsx">Excel：15KB</a>
        様式第3号 | 委任状 | <a href="3.docx">Word：18KB</a>
    """)
    return Layout("youshiki.html", page("入札関係様式", table(rows)), [])


@layout
def requirements() -> Layout:
    """入札参加資格: a label/value table about who may register, with days and offices."""
    rows = grid("""
        受付期間 | 令和6年12月2日から令和7年1月31日まで
        対象業種 | 建設工事、測量・建設コンサルタント等、物品・役務
        有効期間 | 令和7年4月1日から令和9年3月31日まで
        提出場所 | 架空市役所　契約検査課
    """)
    body = page("令和7・8年度　競争入札参加資格審査申請の受付", table(rows, head=0))
    return Layout("sanka.html", body, [])


@layout
def fees() -> Layout:
    """手数料: names and prices of certificates."""
    rows = grid("""
        種類 | 金額 | 担当課
        住民票の写し | 1通 300円 | 市民課
        印鑑登録証明書 | 1通 300円 | 市民課
    """)
    return Layout("tesuryo.html", page("各種証明手数料", table(rows)), [])


@layout
def outside_hours() -> Layout:
    """A system's page outside its hours: no table, and not empty either."""
    body = frame("<p>入札情報サービスのご利用時間は平日6時から23時までです。</p>")
    return Layout("closed.html", body, [])
