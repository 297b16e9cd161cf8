"""Pages with one tender a block: dl, label/value tables, headings as titles, numbered prose."""

from __future__ import annotations

from .grid import frame, grid, page, table
from .layout import (
    DENKI,
    DOBOKU,
    KENSETSU,
    KENSETSU_NO,
    KOGYO,
    SHOJI,
    Layout,
    at,
    bid,
    firm,
    layout,
    notice,
    period,
    price,
    result,
    step,
)

SITE = ("buyer",)


@layout
def definition_lists() -> Layout:
    """One dl a tender: dt labels, dd values."""

    def block(*pairs: str) -> str:
        items = "".join(
            f"<dt>{pair.partition('＝')[0]}</dt><dd>{pair.partition('＝')[2]}</dd>"
            for pair in pairs
        )
        return f"<dl>{items}</dl>"

    body = page(
        "入札結果",
        block(
            "件名＝コミュニティバス運行業務",
            "開札日＝令和6年9月12日（木曜日）",
            "落札者＝架空建設株式会社",
            "落札金額（税抜）＝24,000,000円",
            "参加者数＝2者",
        ),
        block(
            "件名＝ごみ収集車購入",
            "開札日＝令和6年9月12日（木曜日）",
            "落札者＝なし（不調）",
            "落札金額（税抜）＝－",
            "参加者数＝1者",
        ),
    )
    expected = [
        result(
            "コミュニティバス運行業務",
            opened="2024-09-12",
            suppliers=[firm(KENSETSU)],
            awardPrice=price(24_000_000, "excluded"),
            numberOfBids=2,
        ),
        result(
            "ごみ収集車購入",
            opened="2024-09-12",
            status="unsuccessful",
            numberOfBids=1,
        ),
    ]
    return Layout("0912.html", body, expected, doubtful=SITE)


@layout
def label_value_tables_under_titles() -> Layout:
    """h3 is the title of the tender; a th/td table below holds the rest."""

    def block(title: str, *pairs: tuple[str, str]) -> str:
        rows = "".join(f"<tr><th>{label}</th><td>{text}</td></tr>" for label, text in pairs)
        return f"<h3>{title}</h3><table>{rows}</table>"

    body = page(
        "一般競争入札のお知らせ",
        "<h2>現在公告中の案件</h2>",
        block(
            "架空市立図書館システム賃貸借",
            ("公告日", "令和6年10月1日"),
            ("履行期間", "令和7年1月1日から令和11年12月31日まで"),
            ("入札書提出期限", "令和6年10月24日（木曜日）17時00分"),
            ("開札日時", "令和6年10月25日（金曜日）9時30分"),
            ("担当課", "生涯学習課"),
        ),
        block(
            "架空市本庁舎清掃業務",
            ("公告日", "令和6年10月3日"),
            ("履行期間", "令和7年4月1日から令和10年3月31日まで"),
            ("入札書提出期限", "令和6年10月29日（火曜日）17時00分"),
            ("開札日時", "令和6年10月30日（水曜日）10時00分"),
            ("担当課", "管財課"),
        ),
    )
    expected = [
        notice(
            "tender",
            "架空市立図書館システム賃貸借",
            published="2024-10-01",
            period=period("2025-01-01", "2029-12-31"),
            deadline=at("2024-10-24", "17:00"),
            opened=at("2024-10-25", "09:30"),
            department="生涯学習課",
        ),
        notice(
            "tender",
            "架空市本庁舎清掃業務",
            published="2024-10-03",
            period=period("2025-04-01", "2028-03-31"),
            deadline=at("2024-10-29", "17:00"),
            opened=at("2024-10-30", "10:00"),
            department="管財課",
        ),
    ]
    return Layout("ippan.html", body, expected, doubtful=(*SITE, "method", "methodDetails"))


@layout
def title_in_bold_before_bidders() -> Layout:
    """A bold paragraph with the title and one with the day stand before each table of bidders."""
    first = grid("""
        業者名 | 入札額（税抜） | 結果
        株式会社幻工業 | 5,600,000円 | 落札
        想像土木株式会社 | 5,900,000円 |
    """)
    second = grid("""
        業者名 | 入札額（税抜） | 結果
        有限会社夢野電気 | 1,320,000円 | 落札
        株式会社幻工業 | 辞退 |
    """)
    body = page(
        "令和6年10月の入札結果",
        "<p><b>件名：火葬場火葬炉修繕工事</b></p><p>入札日：令和6年10月17日</p>",
        "<p>予定価格：6,000,000円（税抜）</p>",
        table(first),
        "<p><b>件名：街路灯修繕工事</b></p><p>入札日：令和6年10月17日</p>",
        "<p>予定価格：1,500,000円（税抜）</p>",
        table(second),
    )
    expected = [
        result(
            "火葬場火葬炉修繕工事",
            opened="2024-10-17",
            plannedPrice=price(6_000_000, "excluded"),
            suppliers=[firm(KOGYO)],
            awardPrice=price(5_600_000, "excluded"),
            bids=[bid(KOGYO, 5_600_000, won=True), bid(DOBOKU, 5_900_000)],
        ),
        result(
            "街路灯修繕工事",
            opened="2024-10-17",
            plannedPrice=price(1_500_000, "excluded"),
            suppliers=[firm(DENKI)],
            awardPrice=price(1_320_000, "excluded"),
            bids=[bid(DENKI, 1_320_000, won=True), bid(KOGYO, "辞退")],
        ),
    ]
    return Layout("r610.html", body, expected, doubtful=SITE)


@layout
def one_tender_in_label_rows() -> Layout:
    """A detail page: labels and values in two pairs a row, bidders in a second table."""
    facts = grid("""
        案件番号 | 2024-00123 | 入札方式 | 制限付一般競争入札
        案件名 | 架空橋架替工事（下部工） | < | <
        工事場所 | 架空市橋本町地内 | 工種 | 土木一式
        予定価格（税抜） | 150,000,000円 | 調査基準価格（税抜） | 138,000,000円
        開札日時 | 2024/11/05 10:00 | 落札金額（税抜） | 139,500,000円
    """)
    bidders = grid(f"""
        No | 業者名 | 法人番号 | 第1回 | 第2回 | 摘要
        1 | 架空建設株式会社 | {KENSETSU_NO} | 139,500,000 | | 落札
        2 | 想像土木株式会社 | | 141,200,000 | |
        3 | 株式会社幻工業 | | 未入札 | |
    """)
    body = page("入札結果詳細", table(facts, head=0), "<h3>入札業者</h3>", table(bidders))
    expected = [
        result(
            "架空橋架替工事（下部工）",
            number="2024-00123",
            method="open",
            methodDetails="制限付一般競争入札",
            place="架空市橋本町地内",
            workType="土木一式",
            plannedPrice=price(150_000_000, "excluded"),
            floorPrice=[{"type": "investigationBase", **price(138_000_000, "excluded")}],
            opened=at("2024-11-05", "10:00"),
            awardPrice=price(139_500_000, "excluded"),
            suppliers=[firm(KENSETSU, KENSETSU_NO)],
            bids=[
                bid(KENSETSU, 139_500_000, won=True, number=KENSETSU_NO),
                bid(DOBOKU, 141_200_000),
                bid(KOGYO, "未入札"),
            ],
        )
    ]
    return Layout("detail.html", body, expected, doubtful=SITE)


@layout
def proposal_page() -> Layout:
    """公募型プロポーザル: a label/value table with a ceiling and a schedule table of its own."""
    facts = grid("""
        業務名称 | 架空市総合計画策定支援業務
        業務内容 | 仕様書のとおり
        委託契約期間 | 契約締結日から令和8年3月31日まで
        提案限度額 | 18,700,000円（消費税及び地方消費税を含む）
        受託事業者選定方法 | 公募型プロポーザル方式
        担当課 | 企画課
    """)
    steps = grid("""
        内容 | 日程
        公告日 | 令和6年6月3日
        質問受付期限 | 令和6年6月12日
        参加表明書提出期限 | 令和6年6月21日
        企画提案書提出期限 | 令和6年7月12日
        審査（プレゼンテーション） | 令和6年7月26日
    """)
    body = page(
        "架空市総合計画策定支援業務に係る公募型プロポーザルの実施について",
        "<h2>業務の概要</h2>",
        table(facts, head=0),
        "<h2>スケジュール</h2>",
        table(steps),
        '<ul><li><a href="youryo.pdf">実施要領（PDF：300KB）</a></li></ul>',
    )
    expected = [
        notice(
            "tender",
            "架空市総合計画策定支援業務",
            description="仕様書のとおり",
            period=period("", "2026-03-31"),
            plannedPrice=price(18_700_000, "included", ceiling=True),
            method="open",
            methodDetails="公募型プロポーザル方式",
            department="企画課",
            published="2024-06-03",
            deadline="2024-07-12",
            schedule=[
                step("公告日", "2024-06-03"),
                step("質問受付期限", "", "2024-06-12"),
                step("参加表明書提出期限", "", "2024-06-21"),
                step("企画提案書提出期限", "", "2024-07-12"),
                step("審査（プレゼンテーション）", "2024-07-26"),
            ],
        )
    ]
    return Layout("pp.html", body, expected, doubtful=(*SITE, "documents", "description"))


@layout
def award_in_paragraphs_with_br() -> Layout:
    """A cell a tender: 件名： … <br> 契約先： … <br> 金額： … inside one table cell each."""
    body = page(
        "随意契約の結果",
        """<table><tr><td>契約件名：学校ICT支援員業務<br>契約日：令和6年4月1日<br>
契約の相手方：株式会社空想商事<br>契約金額：8,800,000円（税込）<br>
随意契約の理由：既存の仕組みを熟知しているため</td></tr>
<tr><td>契約件名：心電図検査業務<br>契約日：令和6年4月2日<br>契約の相手方：有限会社夢野電気<br>
契約金額：1件1,100円（税込）<br>随意契約の理由：市内に１者のみのため</td></tr></table>""",
    )
    expected = [
        notice(
            "contract",
            "学校ICT支援員業務",
            signed="2024-04-01",
            suppliers=[firm(SHOJI)],
            contractPrice=price(8_800_000, "included"),
            rationale="既存の仕組みを熟知しているため",
        ),
        notice(
            "contract",
            "心電図検査業務",
            signed="2024-04-02",
            suppliers=[firm(DENKI)],
            contractPrice=price(1_100, "included", pricing="unitPrice", per="件"),
            rationale="市内に１者のみのため",
        ),
    ]
    doubtful = (*SITE, "method", "methodDetails")
    return Layout("zuikei.html", body, expected, doubtful=doubtful)


@layout
def supercals_notice_detail() -> Layout:
    """SuperCALS, the notice's own page: td of class INPUT_TITLE_L_L, the value in the next cell."""
    pairs = (
        ("入札担当部署", "架空市　総務部　契約課"),
        ("案件名", "架空市民プール解体工事"),
        ("工事／納入場所", "架空市水泳町5"),
        ("公告日", "令和06年07月01日"),
        ("入札方式", "制限付一般競争入札"),
        ("参加申請書受付日時", "令和06年07月02日 09時00分 ～ 令和06年07月12日 17時00分"),
        ("入札締切予定日時", "令和06年07月24日 16時00分"),
        ("開札予定日時", "令和06年07月25日 10時00分"),
    )
    rows = "".join(
        f'<tr><td class="INPUT_TITLE_L_L" nowrap>{label}</td>'
        f'<td class="INPUT_DATA_L" colspan="3">　{text}</td></tr>'
        for label, text in pairs
    )
    expected = [
        notice(
            "tender",
            "架空市民プール解体工事",
            buyer="架空市",
            department="総務部　契約課",
            place="架空市水泳町5",
            published="2024-07-01",
            method="open",
            methodDetails="制限付一般競争入札",
            deadline=at("2024-07-24", "16:00"),
            opened=at("2024-07-25", "10:00"),
            schedule=[
                step("公告日", "2024-07-01"),
                step("参加申請書受付日時", at("2024-07-02", "09:00"), at("2024-07-12", "17:00")),
                step("入札締切予定日時", "", at("2024-07-24", "16:00")),
                step("開札予定日時", at("2024-07-25", "10:00")),
            ],
        )
    ]
    body = frame(f'<form name="ejForm"><table border="1">{rows}</table></form>')
    return Layout("EjPPIj.html", body, expected)
