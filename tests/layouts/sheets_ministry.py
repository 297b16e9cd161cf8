"""The disclosure tables of ministries and incorporated bodies (財計2017号) in their variants."""

from __future__ import annotations

from .grid import Sheet, grid, xlsx
from .layout import (
    DOBOKU,
    DOBOKU_NO,
    HIDDEN,
    KENSETSU,
    KENSETSU_NO,
    SEKKEI,
    SEKKEI_NO,
    SHOJI,
    SHOJI_NO,
    SOGO,
    SOGO_NO,
    Layout,
    corporate_number,
    firm,
    layout,
    notice,
    period,
    price,
)

OFFICER = "支出負担行為担当官　架空省大臣官房会計課長　架空　太郎⏎架空県架空市霞1-1-1"
AGENCY_NO = corporate_number(2_000_001)


@layout
def works_competition() -> Layout:
    """様式2-1: name, place, period and kind in one cell, a header of two rows, serials as days."""
    rows = grid(f"""
        公共調達の適正化について（平成18年8月25日付財計第2017号）に基づく競争入札に係る\
情報の公表（公共工事）

        公共工事の名称、場所、期間及び種別 | \
            契約担当官等の氏名並びにその所属する部局の名称及び所在地 | 契約を締結した日 | \
            契約の相手方の商号又は名称及び住所 | 法人番号 | \
            一般競争入札・指名競争入札の別⏎（総合評価の実施） | 予定価格⏎（円） | \
            契約金額⏎（円） | 落札率⏎（％） | 公益法人の場合 | < | < | 備考
        ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | 公益法人の区分 | 国所管、都道府県所管の区分 | \
            応札・応募者数 | ^
        架空第２合同庁舎外壁改修工事⏎架空県架空市霞1-1-1⏎\
令和6年5月8日～令和6年12月20日⏎建築一式工事 | \
            {OFFICER} | #45419 | 架空建設株式会社⏎架空県架空市本町1-2-3 | #{KENSETSU_NO} | \
            一般競争入札（総合評価） | #118_800_000 | #112_200_000 | #94.4 | － | － | #3 |
        架空港湾護岸補修工事⏎架空県想像市港町地先⏎\
令和6年6月3日～令和7年1月31日⏎港湾土木工事 | \
            {OFFICER} | @2024-05-31{{wareki}} | 想像土木株式会社⏎架空県想像市港町5 | {DOBOKU_NO} | \
            指名競争入札 | 非公表 | #54_450_000 | － | | | |
    """)
    expected = [
        notice(
            "contract",
            "架空第２合同庁舎外壁改修工事",
            place="架空県架空市霞1-1-1",
            period=period("2024-05-08", "2024-12-20"),
            category="works",
            signed="2024-05-07",
            suppliers=[firm(KENSETSU, KENSETSU_NO, "架空県架空市本町1-2-3")],
            method="open",
            methodDetails="一般競争入札（総合評価）",
            awardCriteria="ratedCriteria",
            plannedPrice=price(118_800_000),
            contractPrice=price(112_200_000),
            awardRate="0.944",
            numberOfBids=3,
        ),
        notice(
            "contract",
            "架空港湾護岸補修工事",
            place="架空県想像市港町地先",
            period=period("2024-06-03", "2025-01-31"),
            category="works",
            signed="2024-05-31",
            suppliers=[firm(DOBOKU, DOBOKU_NO, "架空県想像市港町5")],
            method="selective",
            methodDetails="指名競争入札",
            plannedPrice=HIDDEN,
            contractPrice=price(54_450_000),
        ),
    ]
    made = xlsx(Sheet("様式2-1", rows))
    return Layout("besshi2-1.xlsx", made, expected, doubtful=("buyer", "department", "workType"))


@layout
def services_negotiated() -> Layout:
    """様式2-4: reasons, a ceiling not published in many words, a unit price 「ほか」."""
    reason = "当該システムの著作権を有する者以外に実施できないため（会計法第29条の3第4項）"
    secret = "同種の他の契約の予定価格を類推されるおそれがあるため公表しない"
    rows = grid(f"""
        随意契約に係る情報の公表（物品役務等）
        物品役務等の名称及び数量 | \
            契約担当官　等の氏名並びにその所属する部局の名称及び所在地 | 契約締結日 | \
            契約の相手方の商号又は名称及び住所 | 法人番号 | \
            随意契約によることとした会計法令の根拠条文及び理由（企画競争又は公募） | 予定価格 | \
            契約金額 | 落札率 | 再就職の役員の数 | 備考
        架空統計システム運用業務　一式 | {OFFICER} | 令和6年4月1日 | \
            株式会社空想商事　架空県架空市商町7-8 | {SHOJI_NO} | {reason} | {secret} | \
            #26_400_000 | － | － |
        複写サービス | {OFFICER} | R6.4.1 | 株式会社空想商事　架空県架空市商町7-8 | \
            {SHOJI_NO} | {reason} | － | ＠1,500円ほか | － | － | 単価契約
    """)
    common = {
        "signed": "2024-04-01",
        "suppliers": [firm(SHOJI, SHOJI_NO, "架空県架空市商町7-8")],
        "rationale": reason,
    }
    expected = [
        notice(
            "contract",
            "架空統計システム運用業務　一式",
            **common,
            plannedPrice=HIDDEN,
            contractPrice=price(26_400_000),
        ),
        notice(
            "contract",
            "複写サービス",
            **common,
            contractPrice=price(1_500, pricing="unitPrice"),
        ),
    ]
    made = xlsx(Sheet("2-4", rows))
    doubtful = ("buyer", "department", "method", "methodDetails", "awardRate")
    return Layout("2-4.xlsx", made, expected, doubtful=doubtful)


@layout
def incorporated_body() -> Layout:
    """様式3-3: 所管府省 and the body with its 法人番号 in columns; several parties in a cell."""
    rows = grid(f"""
        独立行政法人から公益法人への支出に関する競争入札に係る情報の公開（物品・役務等）

        所管府省 | 支出元独立行政法人の名称 | 支出元独立行政法人の法人番号 | \
            物品役務等の名称及び数量 | \
            契約担当者等の氏名並びにその所属する部局の名称及び所在地 | 契約を締結した日 | \
            契約の相手方の商号又は名称及び住所 | 契約の相手方の法人番号 | \
            一般競争入札・指名競争入札の別（総合評価の実施） | 予定価格（円） | 契約金額（円） | \
            落札率 | 応札・応募者数（者） | 備考

        架空省 | 国立研究開発法人架空研究機構 | {AGENCY_NO} | 架空環境影響調査業務　一式 | \
            契約担当役　理事　架空花子⏎架空県研究市学園1-1 | @2024-04-26 | \
            ①絵空設計株式会社⏎架空県架空市設計町3⏎②合同会社虚構ビルサービス⏎架空県想像市9-9 | \
            ①{SEKKEI_NO}⏎②{SOGO_NO} | 一般競争入札 | #10_000_000 | #9_350_000 | #0.935 | #2 |
    """)
    expected = [
        notice(
            "contract",
            "架空環境影響調査業務　一式",
            buyer={"name": "国立研究開発法人架空研究機構", "id": f"JP-JCN-{AGENCY_NO}"},
            signed="2024-04-26",
            suppliers=[
                firm(SEKKEI, SEKKEI_NO, "架空県架空市設計町3"),
                firm(SOGO, SOGO_NO, "架空県想像市9-9"),
            ],
            method="open",
            methodDetails="一般競争入札",
            plannedPrice=price(10_000_000),
            contractPrice=price(9_350_000),
            awardRate="0.935",
            numberOfBids=2,
        )
    ]
    made = xlsx(Sheet("様式3-3", rows))
    return Layout("youshiki3-3.xlsx", made, expected, doubtful=("department",))


@layout
def party_number_and_address_apart() -> Layout:
    """Name, 法人番号 and address of the party in three columns; era years without an era."""
    rows = grid(f"""
        令和６年度　契約に係る情報の公表（物品役務等・競争入札）
        物品役務等の名称 | 数量 | 単位 | 契約締結日 | 契約の相手方の商号又は名称 | \
            契約の相手の法人番号 | 契約の相手方の住所 | 一般競争入札・指名競争入札の別 | \
            予定価格（円） | 契約金額（円） | 落札率（％）
        事務用パソコン | 120 | 台 | 6.7.5 | 株式会社空想商事 | {SHOJI_NO} | \
            架空県架空市商町7-8 | 一般競争 | 18,480,000 | 17,325,000 | 93.7%
        庁舎清掃 | 1 | 式 | 6.7.12 | 合同会社虚構ビルサービス | {SOGO_NO} | \
            架空県想像市9-9 | 一般競争 | 3,960,000 | 3,960,000 | 100
    """)
    common = {"method": "open", "methodDetails": "一般競争"}
    expected = [
        notice(
            "contract",
            "事務用パソコン",
            **common,
            signed="2024-07-05",
            suppliers=[firm(SHOJI, SHOJI_NO, "架空県架空市商町7-8")],
            plannedPrice=price(18_480_000),
            contractPrice=price(17_325_000),
            awardRate="0.937",
        ),
        notice(
            "contract",
            "庁舎清掃",
            **common,
            signed="2024-07-12",
            suppliers=[firm(SOGO, SOGO_NO, "架空県想像市9-9")],
            plannedPrice=price(3_960_000),
            contractPrice=price(3_960_000),
            awardRate="1",
        ),
    ]
    return Layout("keiyaku_r6.xlsx", xlsx(Sheet("R6.7", rows)), expected)


@layout
def party_name_number_address_in_one() -> Layout:
    """商号又は名称、住所及び法人番号 in one cell, and a number that fails its check digit."""
    wrong = KENSETSU_NO[:-1] + str((int(KENSETSU_NO[-1]) + 1) % 10)
    rows = grid(f"""
        公共工事の名称、場所、期間及び種別 | 契約を締結した日 | \
            契約の相手方の商号又は名称、住所及び法人番号 | 契約金額
        官舎屋根修繕工事⏎架空県架空市官舎町2⏎契約日～令和6年9月30日⏎屋根工事 | \
            令和6年6月14日 | 想像土木株式会社⏎架空県想像市港町5⏎法人番号{DOBOKU_NO} | 5,170,000円
        官舎給水管修繕工事⏎架空県架空市官舎町2⏎契約日～令和6年8月30日⏎管工事 | \
            令和6年6月21日 | 架空建設株式会社⏎架空県架空市本町1-2-3⏎法人番号{wrong} | 2,860,000円
    """)
    common = {"category": "works", "place": "架空県架空市官舎町2"}
    expected = [
        notice(
            "contract",
            "官舎屋根修繕工事",
            **common,
            period=period("", "2024-09-30"),
            signed="2024-06-14",
            suppliers=[firm(DOBOKU, DOBOKU_NO, "架空県想像市港町5")],
            contractPrice=price(5_170_000),
        ),
        notice(
            "contract",
            "官舎給水管修繕工事",
            **common,
            period=period("", "2024-08-30"),
            signed="2024-06-21",
            suppliers=[firm(KENSETSU, "", "架空県架空市本町1-2-3")],
            contractPrice=price(2_860_000),
        ),
    ]
    made = xlsx(Sheet("Sheet1", rows))
    return Layout("27_2-1.xlsx", made, expected, doubtful=("workType",))
