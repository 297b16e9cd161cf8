"""Workbooks whose cells are hard: several facts in one, hidden prices, names that run on."""

from __future__ import annotations

from .grid import Sheet, grid, xlsx
from .layout import (
    DENKI,
    DOBOKU,
    HIDDEN,
    KENSETSU,
    KENSETSU_NO,
    KOGYO,
    SEKKEI,
    SHOJI,
    SOGO,
    Layout,
    at,
    firm,
    layout,
    notice,
    period,
    price,
    result,
)


@layout
def masked_amounts() -> Layout:
    """非公表, asterisks and dashes under the prices: said to be hidden, or nothing said."""
    rows = grid("""
        入札結果
        開札日 | 案件名称 | 予定価格（税抜） | 調査基準価格（税抜） | 落札業者名 | 落札金額
        2024/09/03 | 電算機保守業務 | 非公表 | ******** | 株式会社空想商事 | 4,480,000
        2024/09/03 | 窓口業務委託 | ******** | － | 合同会社虚構ビルサービス | 12,000,000
        2024/09/10 | 封筒印刷 | － | | 株式会社空想商事 | ******
    """)
    expected = [
        result(
            "電算機保守業務",
            opened="2024-09-03",
            plannedPrice=HIDDEN,
            suppliers=[firm(SHOJI)],
            awardPrice=price(4_480_000),
        ),
        result(
            "窓口業務委託",
            opened="2024-09-03",
            plannedPrice=HIDDEN,
            suppliers=[firm(SOGO)],
            awardPrice=price(12_000_000),
        ),
        result("封筒印刷", opened="2024-09-10", suppliers=[firm(SHOJI)], awardPrice=HIDDEN),
    ]
    made = xlsx(Sheet("結果", rows))
    return Layout("kekka_itaku.xlsx", made, expected, doubtful=("floorPrice",))


@layout
def several_facts_in_a_cell() -> Layout:
    """Title with place and period, day with time and room, firm with number and address."""
    rows = grid(f"""
        入札結果調書一覧
        件名⏎場所⏎期間 | 開札日時⏎開札場所 | 落札者⏎（法人番号）⏎住所 | \
            落札金額（税抜）⏎落札率 | 予定価格（税抜）
        庁舎受変電設備改修工事⏎架空市役所通１番地⏎令和6年6月1日～令和7年2月28日 | \
            令和6年5月23日　午前10時00分⏎本庁３階入札室 | \
            架空建設株式会社⏎（{KENSETSU_NO}）⏎架空県架空市本町１－２－３ | \
            47,500,000円⏎95.0％ | 50,000,000円
        市民会館舞台照明更新工事⏎架空市文化町２０番地⏎令和6年6月1日～令和6年11月30日 | \
            令和6年5月23日　午後1時30分⏎本庁３階入札室 | \
            有限会社夢野電気⏎（－）⏎架空県架空市夢野４５ | 9,310,000円⏎93.1％ | 10,000,000円
    """)
    expected = [
        result(
            "庁舎受変電設備改修工事",
            place="架空市役所通１番地",
            period=period("2024-06-01", "2025-02-28"),
            opened=at("2024-05-23", "10:00"),
            suppliers=[firm(KENSETSU, KENSETSU_NO, "架空県架空市本町１－２－３")],
            awardPrice=price(47_500_000, "excluded"),
            awardRate="0.95",
            plannedPrice=price(50_000_000, "excluded"),
        ),
        result(
            "市民会館舞台照明更新工事",
            place="架空市文化町２０番地",
            period=period("2024-06-01", "2024-11-30"),
            opened=at("2024-05-23", "13:30"),
            suppliers=[firm(DENKI, "", "架空県架空市夢野４５")],
            awardPrice=price(9_310_000, "excluded"),
            awardRate="0.931",
            plannedPrice=price(10_000_000, "excluded"),
        ),
    ]
    return Layout("chosho.xlsx", xlsx(Sheet("調書", rows)), expected)


@layout
def spaced_labels_and_wide_digits() -> Layout:
    """Labels spread by spaces and newlines, amounts in full-width digits, with 円 and yen signs."""
    rows = grid("""
        入　札　結　果　表
        件　　　　名 | 開　札　日 | 予　定⏎価　格 | 落　札　者 | 落　札　金　額 | 摘　要
        架空小学校屋上防水工事 | 令和６年７月４日 | １６，５００，０００円 | 架空建設株式会社 | \
            ￥15,400,000- |
        想像中学校便所改修工事 | 令和　６年　７月１１日 | ８，８００，０００円 | \
            株式会社幻工業 | ¥8,250,000円 | ２回目
    """)
    expected = [
        result(
            "架空小学校屋上防水工事",
            opened="2024-07-04",
            plannedPrice=price(16_500_000),
            suppliers=[firm(KENSETSU)],
            awardPrice=price(15_400_000),
        ),
        result(
            "想像中学校便所改修工事",
            opened="2024-07-11",
            plannedPrice=price(8_800_000),
            suppliers=[firm(KOGYO)],
            awardPrice=price(8_250_000),
        ),
    ]
    return Layout("gakko.xlsx", xlsx(Sheet("結果表", rows)), expected)


@layout
def joint_ventures() -> Layout:
    """Members of a joint venture as ①② in the winner's cell, its own name above them."""
    rows = grid("""
        開札日 | 工事名 | 落札者 | 落札金額（税抜）
        @2024-10-03 | 架空市新庁舎建設工事（建築） | \
            架空・想像特定建設工事共同企業体⏎①架空建設株式会社⏎②想像土木株式会社 | #2_450_000_000
        @2024-10-03 | 架空市新庁舎建設工事（電気） | 有限会社夢野電気 | #380_000_000
    """)
    expected = [
        result(
            "架空市新庁舎建設工事（建築）",
            opened="2024-10-03",
            supplierGroup="架空・想像特定建設工事共同企業体",
            suppliers=[firm(KENSETSU), firm(DOBOKU)],
            awardPrice=price(2_450_000_000, "excluded"),
        ),
        result(
            "架空市新庁舎建設工事（電気）",
            opened="2024-10-03",
            suppliers=[firm(DENKI)],
            awardPrice=price(380_000_000, "excluded"),
        ),
    ]
    return Layout("jv.xlsx", xlsx(Sheet("建築", rows)), expected)


@layout
def continuation_rows() -> Layout:
    """Long titles and names run on in a row of their own, as old programs print them."""
    rows = grid("""
        入札結果一覧表
        番号 | 開札日 | 工事名 | 落札業者 | 落札金額
        24001 | R6.5.2 | 架空都市計画道路本町想像線 | 架空建設株式会社 | 88,000,000
        | | 道路改良工事（第３工区） | |
        24002 | R6.5.2 | 架空漁港防波堤補修工事 | 架空・想像・霧島特定建設 | 120,500,000
        | | | 工事共同企業体 |
    """)
    expected = [
        result(
            "架空都市計画道路本町想像線道路改良工事（第３工区）",
            opened="2024-05-02",
            suppliers=[firm(KENSETSU)],
            awardPrice=price(88_000_000),
        ),
        result(
            "架空漁港防波堤補修工事",
            opened="2024-05-02",
            suppliers=[firm("架空・想像・霧島特定建設工事共同企業体")],
            awardPrice=price(120_500_000),
        ),
    ]
    made = xlsx(Sheet("PRINT", rows))
    return Layout("print.xlsx", made, expected, doubtful=("supplierGroup", "number"))


@layout
def dittos() -> Layout:
    """〃, 同上 and 同左 repeat the day, the firm, and the price at the left."""
    rows = grid("""
        令和６年度　物品等入札結果
        開札日 | 品名 | 納入場所 | 落札者 | 予定価格（税抜） | 落札価格（税抜）
        令和6年10月1日 | 液晶プロジェクター | 架空市教育委員会 | 株式会社空想商事 | \
            1,500,000円 | 同左
        〃 | 会議用机 | 同上 | 同上 | 800,000円 | 754,000円
        〃 | 災害用毛布 | 架空市危機管理課 | 〃 | 640,000円 | 599,000円
    """)
    school, crisis = "架空市教育委員会", "架空市危機管理課"
    expected = [
        result(
            title,
            category="goods",
            opened="2024-10-01",
            place=place,
            suppliers=[firm(SHOJI)],
            plannedPrice=price(planned, "excluded"),
            awardPrice=price(paid, "excluded"),
        )
        for title, place, planned, paid in (
            ("液晶プロジェクター", school, 1_500_000, 1_500_000),
            ("会議用机", school, 800_000, 754_000),
            ("災害用毛布", crisis, 640_000, 599_000),
        )
    ]
    return Layout("buppin.xlsx", xlsx(Sheet("物品", rows)), expected)


@layout
def merged_over_tenders() -> Layout:
    """One merged day and one merged method for several tenders."""
    rows = grid("""
        建設コンサルタント業務　入札結果
        開札日 | 入札方法 | 業務名 | 落札者 | 落札金額
        @2024-06-04{wareki} | 指名競争入札 | 河川測量業務委託 | 絵空設計株式会社 | #3_150_000
        ^ | ^ | 道路台帳補正業務委託 | 絵空設計株式会社 | #2_480_000
        ^ | ^ | 橋梁長寿命化計画策定業務委託 | 絵空設計株式会社 | #9_900_000
    """)
    expected = [
        result(
            title,
            category="services",
            opened="2024-06-04",
            method="selective",
            methodDetails="指名競争入札",
            suppliers=[firm(SEKKEI)],
            awardPrice=price(paid),
        )
        for title, paid in (
            ("河川測量業務委託", 3_150_000),
            ("道路台帳補正業務委託", 2_480_000),
            ("橋梁長寿命化計画策定業務委託", 9_900_000),
        )
    ]
    return Layout("consul.xlsx", xlsx(Sheet("委託", rows)), expected)


@layout
def amounts_with_notes() -> Layout:
    """Notes behind the figures: (税込), 年額, unit price with estimated total, 内訳."""
    rows = grid("""
        委託契約一覧
        契約日 | 業務名 | 契約の相手方 | 契約金額 | 備考
        令和6年4月1日 | 庁舎警備業務 | 合同会社虚構ビルサービス | \
            6,600,000円（うち消費税及び地方消費税額600,000円） |
        令和6年4月1日 | 複写機保守業務 | 株式会社空想商事 | 1枚当たり2.75円（税込） | 単価契約
        令和6年4月1日 | 一般廃棄物収集運搬業務 | 想像土木株式会社 | 予定総額 4,180,000円 | \
            単価契約
    """)
    expected = [
        notice(
            "contract",
            "庁舎警備業務",
            category="services",
            signed="2024-04-01",
            suppliers=[firm(SOGO)],
            contractPrice=price(6_600_000, "included"),
        ),
        notice(
            "contract",
            "複写機保守業務",
            category="services",
            signed="2024-04-01",
            suppliers=[firm(SHOJI)],
            contractPrice=price("2.75", "included", pricing="unitPrice", per="枚"),
        ),
        notice(
            "contract",
            "一般廃棄物収集運搬業務",
            category="services",
            signed="2024-04-01",
            suppliers=[firm(DOBOKU)],
            contractPrice=price(4_180_000, pricing="unitPriceWithEstimatedTotal"),
        ),
    ]
    return Layout("itaku.xlsx", xlsx(Sheet("Sheet1", rows)), expected)


@layout
def days_under_a_price() -> Layout:
    """The column 落札金額 holds days: no price may come of it; the others fit their labels."""
    rows = grid("""
        入札結果
        開札日 | 件名 | 落札者 | 落札金額 | 予定価格
        @2024-10-15 | 駐輪場屋根設置工事 | 架空建設株式会社 | @2024-10-22 | #4_950_000
        @2024-10-15 | 駐輪場照明設置工事 | 有限会社夢野電気 | @2024-10-23 | #1_210_000
    """)
    expected = [
        result(title, opened="2024-10-15", suppliers=[firm(name)], plannedPrice=price(planned))
        for title, name, planned in (
            ("駐輪場屋根設置工事", KENSETSU, 4_950_000),
            ("駐輪場照明設置工事", DENKI, 1_210_000),
        )
    ]
    return Layout("churin.xlsx", xlsx(Sheet("結果", rows)), expected)
