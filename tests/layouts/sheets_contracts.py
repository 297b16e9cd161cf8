"""Workbooks of contracts of towns and cities: quarterly, negotiated, by unit price, changed."""

from __future__ import annotations

from .grid import Sheet, grid, xlsx
from .layout import (
    DOBOKU,
    KENSETSU,
    KOGYO,
    SHOJI,
    SOGO,
    Layout,
    firm,
    layout,
    notice,
    period,
    price,
)


@layout
def quarterly_contracts() -> Layout:
    """契約一覧 of a quarter; the party's cell holds name and address on two lines."""
    rows = grid("""
        令和６年度第１四半期　契約締結状況一覧（１件１００万円以上）
        （令和６年４月１日～令和６年６月３０日）
        担当課 | 契約の名称 | 契約年月日 | 契約期間 | 契約の相手方⏎（名称・所在地） | \
            契約金額（税込） | 契約の方法
        総務課 | 庁舎総合管理業務 | 令和6年4月1日 | R6.4.1～R7.3.31 | \
            合同会社虚構ビルサービス⏎想像市9-9 | #13_200_000{yen} | 一般競争入札
        税務課 | 納税通知書作成業務 | 令和6年4月10日 | R6.4.10～R6.7.31 | \
            株式会社空想商事⏎架空市商町7-8 | #2_145_000{yen} | 指名競争入札
    """)
    expected = [
        notice(
            "contract",
            title,
            department=office,
            signed=signed,
            period=period(signed, end),
            suppliers=[firm(name, "", address)],
            contractPrice=price(paid, "included"),
            method=method,
            methodDetails=words,
        )
        for office, title, signed, end, name, address, paid, method, words in (
            (
                "総務課",
                "庁舎総合管理業務",
                "2024-04-01",
                "2025-03-31",
                SOGO,
                "想像市9-9",
                13_200_000,
                "open",
                "一般競争入札",
            ),
            (
                "税務課",
                "納税通知書作成業務",
                "2024-04-10",
                "2024-07-31",
                SHOJI,
                "架空市商町7-8",
                2_145_000,
                "selective",
                "指名競争入札",
            ),
        )
    ]
    return Layout("1q.xlsx", xlsx(Sheet("第1四半期", rows)), expected)


@layout
def negotiated_contracts_of_a_city() -> Layout:
    """随意契約の公表: the article of the order and the reason in two columns."""
    reason = "既設設備の製造者であり、他の者では責任の範囲が不明確となるため"
    rows = grid(f"""
        随意契約の公表（令和６年度上半期）
        番号 | 契約件名 | 契約締結日 | 契約の相手方 | 所在地 | 契約金額（円） | \
            根拠法令 | 随意契約の理由 | 担当課
        1 | 浄化槽設備保守点検業務 | 令和6年4月1日 | 株式会社幻工業 | 架空市工町4番地 | \
            1,650,000 | 地方自治法施行令第167条の2第1項第2号 | {reason} | 環境課
        2 | 市営住宅緊急修繕工事 | 令和6年8月2日 | 架空建設株式会社 | 架空市本町1-2-3 | \
            2,970,000 | 地方自治法施行令第167条の2第1項第5号 | \
            漏水により緊急の対応を要したため | 住宅課
    """)
    expected = [
        notice(
            "contract",
            "浄化槽設備保守点検業務",
            signed="2024-04-01",
            suppliers=[firm(KOGYO, "", "架空市工町4番地")],
            contractPrice=price(1_650_000),
            rationale=reason,
            department="環境課",
        ),
        notice(
            "contract",
            "市営住宅緊急修繕工事",
            signed="2024-08-02",
            suppliers=[firm(KENSETSU, "", "架空市本町1-2-3")],
            contractPrice=price(2_970_000),
            rationale="漏水により緊急の対応を要したため",
            department="住宅課",
        ),
    ]
    made = xlsx(Sheet("随契", rows))
    return Layout("zuikei.xlsx", made, expected, doubtful=("method", "methodDetails", "number"))


@layout
def negotiated_contracts_of_a_hospital() -> Layout:
    """The hospital's form of 随意契約, whose labels all begin with 随意契約."""
    rows = grid("""
        随意契約に関する公表（架空市立病院）
        物品などまたは役務の名称 | 数量 | 随意契約担当課の名称及び所在地 | \
            随意契約を締結した日 | 随意契約の相手方の氏名及び住所 | \
            随意契約に係る契約金額 | 随意契約によることとした理由 | 備考
        超音波診断装置保守 | 一式 | 架空市立病院管理課⏎架空市病院町1番地 | \
            令和6年4月1日 | 株式会社空想商事⏎架空市商町7-8 | 3,300,000円（税込） | \
            製造者の代理店が１者のみのため |
    """)
    expected = [
        notice(
            "contract",
            "超音波診断装置保守",
            department="架空市立病院管理課",
            signed="2024-04-01",
            suppliers=[firm(SHOJI, "", "架空市商町7-8")],
            contractPrice=price(3_300_000, "included"),
            rationale="製造者の代理店が１者のみのため",
        )
    ]
    made = xlsx(Sheet("公表", rows))
    doubtful = ("buyer", "department", "method", "methodDetails")
    return Layout("byoin.xlsx", made, expected, doubtful=doubtful)


@layout
def unit_price_contracts() -> Layout:
    """単価契約一覧: the price is for the unit in the next column and never a total."""
    rows = grid("""
        令和６年度　単価契約一覧
        契約日 | 品名 | 規格 | 単位 | 契約単価（円・税抜） | 契約業者
        令和6年4月1日 | 次亜塩素酸ナトリウム | 12％ | kg | #68.5 | 株式会社空想商事
        令和6年4月1日 | 再生密粒度アスコン | 13mm | ｔ | #13_200 | 架空建設株式会社
        令和6年4月1日 | ガソリン | レギュラー | L | 155円 | 株式会社空想商事
    """)
    expected = [
        notice(
            "contract",
            title,
            signed="2024-04-01",
            suppliers=[firm(name)],
            contractPrice=price(amount, "excluded", pricing="unitPrice", per=unit),
        )
        for title, unit, amount, name in (
            ("次亜塩素酸ナトリウム", "kg", "68.5", SHOJI),
            ("再生密粒度アスコン", "ｔ", 13_200, KENSETSU),
            ("ガソリン", "L", 155, SHOJI),
        )
    ]
    made = xlsx(Sheet("単価", rows))
    return Layout("tanka.xlsx", made, expected, doubtful=("description",))


@layout
def changed_contracts() -> Layout:
    """変更契約: amount and end before and after; what holds now is the value."""
    rows = grid("""
        令和６年度　変更契約一覧（工事）
        工事名 | 受注者 | 変更契約日 | 契約金額（税込） | < | 工期末 | < | 変更理由
        ^ | ^ | ^ | 変更前 | 変更後 | 変更前 | 変更後 | ^
        市道架空２号線道路改良工事 | 想像土木株式会社 | 令和6年9月20日 | 33,000,000 | \
            35,420,000 | 令和6年10月31日 | 令和6年12月27日 | 地下埋設物の移設による増工
    """)
    expected = [
        notice(
            "amendment",
            "市道架空２号線道路改良工事",
            category="works",
            suppliers=[firm(DOBOKU)],
            signed="2024-09-20",
            contractPrice=price(35_420_000, "included"),
            period=period("", "2024-12-27"),
        )
    ]
    made = xlsx(Sheet("変更", rows))
    return Layout("henko.xlsx", made, expected, doubtful=("signed", "rationale"))


@layout
def goods_with_quantities() -> Layout:
    """物品: name, quantity, unit, place and day of delivery; 決定 stands for the award."""
    rows = grid("""
        物品調達　見積合わせ結果
        物品番号 | 品名 | 数量 | 単位 | 納入場所 | 納入期限 | 見積日 | 決定業者 | 決定金額(税抜)
        物-24-031 | 避難所用パーティション | #150 | 張 | 架空市防災倉庫 | 令和6年12月20日 | \
            令和6年10月8日 | 株式会社空想商事 | #1_837_500
        物-24-032 | 投票用紙計数機 | #2 | 台 | 架空市選挙管理委員会 | 令和6年10月15日 | \
            令和6年10月8日 | 株式会社空想商事 | #940_000
    """)
    expected = [
        notice(
            "result",
            title,
            number=number,
            category="goods",
            place=place,
            period=period("", end),
            opened="2024-10-08",
            suppliers=[firm(SHOJI)],
            awardPrice=price(paid, "excluded"),
        )
        for number, title, place, end, paid in (
            (
                "物-24-031",
                "避難所用パーティション",
                "架空市防災倉庫",
                "2024-12-20",
                1_837_500,
            ),
            (
                "物-24-032",
                "投票用紙計数機",
                "架空市選挙管理委員会",
                "2024-10-15",
                940_000,
            ),
        )
    ]
    made = xlsx(Sheet("物品", rows))
    doubtful = ("method", "methodDetails", "description", "opened")
    return Layout("mitsumori.xlsx", made, expected, doubtful=doubtful)


@layout
def welfare_contracts() -> Layout:
    """Purchases from welfare bodies (第3号): what was contracted, with the choice explained."""
    rows = grid("""
        地方自治法施行令第167条の2第1項第3号の規定による契約の締結状況
        契約名称 | 契約日 | 契約期間 | 契約相手方の名称及び所在地 | 契約金額 | 選定した理由 | 所管課
        公園除草業務委託 | 6.5.1 | 6.5.1～6.11.30 | \
            公益社団法人架空市シルバー人材センター　架空市福祉町6 | 1,012,000円 | \
            高齢者の就業機会の確保に資するため | 公園緑地課
    """)
    expected = [
        notice(
            "contract",
            "公園除草業務委託",
            signed="2024-05-01",
            period=period("2024-05-01", "2024-11-30"),
            suppliers=[firm("公益社団法人架空市シルバー人材センター", "", "架空市福祉町6")],
            contractPrice=price(1_012_000),
            rationale="高齢者の就業機会の確保に資するため",
            department="公園緑地課",
        )
    ]
    made = xlsx(Sheet("R6", rows))
    return Layout("3gou.xlsx", made, expected, doubtful=("method", "methodDetails", "rationale"))


@layout
def proposal_outcome() -> Layout:
    """Outcome of public proposals: a ceiling, the chosen firm, scores, the number of proposers."""
    rows = grid("""
        公募型プロポーザル選定結果一覧
        業務名 | 提案上限額（税込） | 参加者数 | 選定日 | 契約候補者 | 評価点 | 担当課
        観光戦略策定業務 | 9,900,000円 | 4者 | 令和6年6月21日 | 株式会社空想商事 | \
            412点／500点 | 観光課
    """)
    expected = [
        notice(
            "result",
            "観光戦略策定業務",
            plannedPrice=price(9_900_000, "included", ceiling=True),
            numberOfBids=4,
            awarded="2024-06-21",
            suppliers=[firm(SHOJI)],
            method="open",
            department="観光課",
        )
    ]
    made = xlsx(Sheet("結果", rows))
    return Layout(
        "pp.xlsx", made, expected, doubtful=("method", "methodDetails", "awardCriteria", "awarded")
    )
