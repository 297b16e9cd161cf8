"""Workbooks of what is to come: plans, calls for tenders, firms invited."""

from __future__ import annotations

from .grid import Sheet, grid, xlsx
from .layout import (
    DOBOKU,
    KENSETSU,
    KOGYO,
    Layout,
    at,
    bid,
    layout,
    notice,
    period,
    price,
    step,
)


@layout
def plan_by_quarter() -> Layout:
    """発注見通し: the quarter of ordering, a period in months, kinds of work, the method."""
    rows = grid("""
        令和６年度　発注見通し（公共工事）
        所属 | 工事の名称 | 場所 | 期間 | 種別 | 概要 | 入札及び契約の方法 | 入札を行う時期
        架空土木事務所 | 県道架空線舗装修繕工事 | 架空市本町 | 約６か月 | 舗装 | \
            L=400m | 一般競争入札 | 第２四半期
        架空土木事務所 | 一級河川想像川改修工事 | 想像市川原 | 240日 | 土木一式 | \
            築堤　L=120m | 指名競争入札 | 第４四半期
    """)
    expected = [
        notice(
            "plan",
            "県道架空線舗装修繕工事",
            department="架空土木事務所",
            category="works",
            place="架空市本町",
            description="L=400m",
            method="open",
            methodDetails="一般競争入札",
            schedule=[step("入札を行う時期", "2024-07-01", "2024-09-30")],
        ),
        notice(
            "plan",
            "一級河川想像川改修工事",
            department="架空土木事務所",
            category="works",
            place="想像市川原",
            description="築堤　L=120m",
            method="selective",
            methodDetails="指名競争入札",
            schedule=[step("入札を行う時期", "2025-01-01", "2025-03-31")],
        ),
    ]
    made = xlsx(Sheet("見通し", rows))
    return Layout("mitoshi.xlsx", made, expected, doubtful=("period", "workType"))


@layout
def plan_by_month() -> Layout:
    """入札予定時期 as a month, 概算金額 as a band, and a group row for each department."""
    rows = grid("""
        令和６年度　工事等発注見通し一覧表（令和６年４月１日現在）
        番号 | 件名 | 履行場所 | 履行期間 | 入札予定時期 | 契約方法 | 概算金額
        建設課 | < | < | < | < | < | <
        1 | 町道想像線側溝改修工事 | 架空町想像 | 120日間 | ７月 | 指名競争入札 | \
            500万円以上1,000万円未満
        2 | 橋梁補修設計業務 | 架空町内 | 150日間 | １月 | 指名競争入札 | 500万円未満
        教育委員会 | < | < | < | < | < | <
        3 | 中学校体育館照明改修工事 | 架空町学園 | 90日間 | ６月 | 一般競争入札 | \
            1,000万円以上
    """)
    codes = {"指名競争入札": "selective", "一般競争入札": "open"}
    expected = [
        notice(
            "plan",
            title,
            department=office,
            place=place,
            period=period(days=days),
            method=codes[method],
            methodDetails=method,
            schedule=[step("入札予定時期", start, end)],
        )
        for office, title, place, days, method, start, end in (
            (
                "建設課",
                "町道想像線側溝改修工事",
                "架空町想像",
                120,
                "指名競争入札",
                "2024-07-01",
                "2024-07-31",
            ),
            (
                "建設課",
                "橋梁補修設計業務",
                "架空町内",
                150,
                "指名競争入札",
                "2025-01-01",
                "2025-01-31",
            ),
            (
                "教育委員会",
                "中学校体育館照明改修工事",
                "架空町学園",
                90,
                "一般競争入札",
                "2024-06-01",
                "2024-06-30",
            ),
        )
    ]
    made = xlsx(Sheet("Sheet1", rows))
    return Layout("hacchu.xlsx", made, expected, doubtful=("number", "published", "plannedPrice"))


@layout
def yearly_goods_plan() -> Layout:
    """年間調達予定: goods and services in one list, the kind in a column, months as ranges."""
    rows = grid("""
        調達予定案件一覧（物品・役務）
        区分 | 調達件名 | 数量 | 公告予定時期 | 納入・履行期間 | 契約担当課
        物品 | 消防ポンプ自動車 | 2台 | 令和6年5月 | 令和7年3月31日まで | 消防総務課
        役務 | 住民情報システム運用業務 | 一式 | 令和6年12月 | \
            令和7年4月1日～令和12年3月31日 | 情報政策課
    """)
    expected = [
        notice(
            "plan",
            "消防ポンプ自動車",
            category="goods",
            department="消防総務課",
            period=period("", "2025-03-31"),
            schedule=[step("公告予定時期", "2024-05-01", "2024-05-31")],
        ),
        notice(
            "plan",
            "住民情報システム運用業務",
            category="services",
            department="情報政策課",
            period=period("2025-04-01", "2030-03-31"),
            schedule=[step("公告予定時期", "2024-12-01", "2024-12-31")],
        ),
    ]
    return Layout("yotei.xlsx", xlsx(Sheet("予定", rows)), expected)


@layout
def calls_with_deadlines() -> Layout:
    """入札公告一覧 with a column for each step; only the bid's own closing is the deadline."""
    rows = grid("""
        入札公告一覧
        公告番号 | 公告日 | 案件名 | 履行場所 | 参加申請期限 | 質問締切 | \
            入札書受付期間 | < | 開札日時
        ^ | ^ | ^ | ^ | ^ | ^ | 開始 | 終了 | ^
        第101号 | R6.5.1 | 架空大橋耐震補強工事 | 架空市川端町 | R6.5.15 17:00 | R6.5.10 | \
            R6.5.20 9:00 | R6.5.22 16:00 | R6.5.23 10:00
        第102号 | R6.5.1 | 庁舎昇降機保守業務 | 架空市本庁舎 | R6.5.10 17:00 | R6.5.8 | \
            R6.5.14 9:00 | R6.5.15 16:00 | R6.5.16 13:30
    """)
    expected = [
        notice(
            "tender",
            "架空大橋耐震補強工事",
            number="第101号",
            published="2024-05-01",
            place="架空市川端町",
            deadline=at("2024-05-22", "16:00"),
            opened=at("2024-05-23", "10:00"),
        ),
        notice(
            "tender",
            "庁舎昇降機保守業務",
            number="第102号",
            published="2024-05-01",
            place="架空市本庁舎",
            deadline=at("2024-05-15", "16:00"),
            opened=at("2024-05-16", "13:30"),
        ),
    ]
    return Layout("kokoku_ichiran.xlsx", xlsx(Sheet("公告", rows)), expected)


@layout
def call_with_ranges() -> Layout:
    """Ranges of days with hours in one cell: 申請期間, 入札期間; the year is printed once."""
    rows = grid("""
        一般競争入札案件一覧（令和６年９月２日公告）
        件名 | 予定価格(税込) | 申請受付期間 | 入札期間 | 開札 | 担当
        災害備蓄倉庫新築工事 | 24,200,000円 | 令和6年9月2日～9月13日 | \
            令和6年9月24日午前9時～9月26日午後4時 | 令和6年9月27日午前9時30分 | 危機管理課
        公用車（軽自動車）購入 | － | 令和6年9月2日～9月11日 | \
            令和6年9月18日午前9時～9月19日午後4時 | 令和6年9月20日午前10時 | 管財課
    """)
    expected = [
        notice(
            "tender",
            "災害備蓄倉庫新築工事",
            published="2024-09-02",
            method="open",
            plannedPrice=price(24_200_000, "included"),
            deadline=at("2024-09-26", "16:00"),
            opened=at("2024-09-27", "09:30"),
            department="危機管理課",
            schedule=[
                step("申請受付期間", "2024-09-02", "2024-09-13"),
                step("入札期間", at("2024-09-24", "09:00"), at("2024-09-26", "16:00")),
                step("開札", at("2024-09-27", "09:30")),
            ],
        ),
        notice(
            "tender",
            "公用車（軽自動車）購入",
            published="2024-09-02",
            method="open",
            deadline=at("2024-09-19", "16:00"),
            opened=at("2024-09-20", "10:00"),
            department="管財課",
            schedule=[
                step("申請受付期間", "2024-09-02", "2024-09-11"),
                step("入札期間", at("2024-09-18", "09:00"), at("2024-09-19", "16:00")),
                step("開札", at("2024-09-20", "10:00")),
            ],
        ),
    ]
    made = xlsx(Sheet("一覧", rows))
    return Layout("koukoku0902.xlsx", made, expected, doubtful=("method", "methodDetails"))


@layout
def invited_firms() -> Layout:
    """指名業者一覧 published with the call: firms only, no price and no word."""
    rows = grid("""
        指名競争入札　指名業者一覧
        工事名 | 入札予定日 | 指名通知日 | 指名業者
        架空町営住宅外構工事 | 令和6年10月22日 | 令和6年10月4日 | 架空建設株式会社
        ^ | ^ | ^ | 想像土木株式会社
        ^ | ^ | ^ | 株式会社幻工業
    """)
    expected = [
        notice(
            "tender",
            "架空町営住宅外構工事",
            opened="2024-10-22",
            published="2024-10-04",
            method="selective",
            bids=[bid(KENSETSU), bid(DOBOKU), bid(KOGYO)],
        )
    ]
    made = xlsx(Sheet("指名", rows))
    doubtful = ("methodDetails", "published", "bids", "opened", "method")
    return Layout("shimei.xlsx", made, expected, doubtful=doubtful)


@layout
def stopped_tenders() -> Layout:
    """入札中止一覧: a list of nothing but what was called off."""
    rows = grid("""
        入札中止案件一覧
        公告日 | 案件番号 | 案件名 | 中止日 | 中止理由
        令和6年8月1日 | 6-301 | 給水車購入 | 令和6年8月19日 | 仕様書に誤りがあったため
        令和6年8月1日 | 6-305 | 漏水調査業務 | 令和6年8月21日 | 参加者が１者となったため
    """)
    expected = [
        notice(
            "cancellation",
            title,
            published="2024-08-01",
            number=number,
            status="cancelled",
        )
        for title, number in (("給水車購入", "6-301"), ("漏水調査業務", "6-305"))
    ]
    return Layout("chushi.xlsx", xlsx(Sheet("中止", rows)), expected)
