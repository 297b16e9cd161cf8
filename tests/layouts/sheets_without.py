"""Workbooks that hold no notice: they say so in words, or are about other things."""

from __future__ import annotations

from .grid import Sheet, grid, xlsx
from .layout import KENSETSU_NO, Layout, layout


@layout
def empty_with_header() -> Layout:
    """A header and 該当なし merged below it."""
    rows = grid("""
        令和６年５月　随意契約に係る情報の公表
        契約件名 | 契約締結日 | 契約の相手方 | 契約金額 | 随意契約理由
        該当なし | < | < | < | <
    """)
    return Layout("r605.xlsx", xlsx(Sheet("5月", rows)), [], empty=True)


@layout
def empty_in_a_sentence() -> Layout:
    """A sentence below the ministry's title instead of rows."""
    rows = grid("""
        公共調達の適正化について（平成18年8月25日付財計第2017号）に基づく競争入札に係る情報の公表

        令和6年4月の競争入札はございません。
    """)
    return Layout("2-3.xlsx", xlsx(Sheet("4月", rows)), [], empty=True)


@layout
def empty_with_dashes() -> Layout:
    """A row of dashes and 「契約実績なし」 in the remarks."""
    rows = grid("""
        単価契約一覧（令和６年７月分）
        契約日 | 品名 | 契約業者 | 単価 | 備考
        － | － | － | － | 契約実績なし
    """)
    return Layout("tanka7.xlsx", xlsx(Sheet("7月", rows)), [], empty=True)


@layout
def population() -> Layout:
    """Population by district: numbers, a title and a month, nothing bought."""
    rows = grid("""
        架空市の人口（令和６年４月１日現在）
        地区名 | 世帯数 | 男 | 女 | 計
        本町 | #1_204 | #1_310 | #1_402 | #2_712
        想像町 | #804 | #950 | #988 | #1_938
        合計 | #2_008 | #2_260 | #2_390 | #4_650
    """)
    return Layout("jinko.xlsx", xlsx(Sheet("人口", rows)), [])


@layout
def qualified_firms() -> Layout:
    """有資格者名簿: firms with numbers, addresses and ranks; no purchase."""
    rows = grid(f"""
        令和６・７年度　競争入札参加有資格者名簿（建設工事）
        受付番号 | 商号又は名称 | 法人番号 | 所在地 | 代表者名 | 電話番号 | 業種 | 格付 | 総合点
        1001 | 架空建設株式会社 | {KENSETSU_NO} | 架空市本町1-2-3 | 架空一郎 | 0000-00-0001 | \
            土木一式 | Ａ | #912
        1002 | 想像土木株式会社 | | 想像市港町5 | 想像二郎 | 0000-00-0002 | 土木一式 | Ｂ | #745
    """)
    return Layout("meibo.xlsx", xlsx(Sheet("工事", rows)), [])


@layout
def suspended_firms() -> Layout:
    """指名停止: firms, days and reasons; a debarment is no notice."""
    rows = grid("""
        指名停止措置一覧
        業者名 | 所在地 | 指名停止期間 | 指名停止の理由 | 根拠条項
        株式会社幻工業 | 架空市工町4 | 令和6年6月1日～令和6年8月31日 | 契約違反 | 別表第1第5号
    """)
    return Layout("teishi.xlsx", xlsx(Sheet("一覧", rows)), [])


@layout
def facilities() -> Layout:
    """施設一覧: 名称, 場所 and 概要 are labels of works lists too."""
    rows = grid("""
        公共施設一覧
        名称 | 場所 | 概要 | 建築年月日 | 延床面積 | 担当課
        架空市民会館 | 架空市文化町20 | RC造3階建 | 昭和55年3月31日 | #4_210.5 | 生涯学習課
        想像公民館 | 架空市想像町8 | 木造平屋建 | 平成3年10月1日 | #320 | 生涯学習課
    """)
    return Layout("shisetsu.xlsx", xlsx(Sheet("施設", rows)), [])


@layout
def statistics_of_tenders() -> Layout:
    """入札契約の実績: counts and mean rates by method; words of tenders, but no tender."""
    rows = grid("""
        令和５年度　入札・契約の実績（工事）
        区分 | 入札件数 | 契約件数 | 予定価格合計（千円） | 契約金額合計（千円） | 平均落札率
        一般競争入札 | #42 | #40 | #1_820_400 | #1_693_000 | #0.93{%}
        指名競争入札 | #131 | #128 | #986_300 | #940_900 | #0.954{%}
        随意契約 | － | #12 | #22_000 | #21_800 | #0.991{%}
        計 | #173 | #180 | #2_828_700 | #2_655_700 | #0.939{%}
    """)
    return Layout("jisseki.xlsx", xlsx(Sheet("実績", rows)), [])


@layout
def budget() -> Layout:
    """A budget: 款 項 目, 事業名 and amounts in 千円."""
    rows = grid("""
        令和６年度　一般会計予算（主要事業）　単位：千円
        款 | 項 | 事業名 | 本年度予算額 | 前年度予算額 | 比較
        土木費 | 道路橋りょう費 | 橋梁長寿命化事業 | #120_000 | #98_000 | #22_000
        教育費 | 小学校費 | 校舎改修事業 | #350_000 | #410_000 | △60,000
    """)
    return Layout("yosan.xlsx", xlsx(Sheet("予算", rows)), [])


@layout
def application_form() -> Layout:
    """A blank form for bidders: labels with nothing behind them."""
    rows = grid("""
        入　札　書 | < | <
        件　　名 | | <
        入札金額 | ￥ | <
        令和　　年　　月　　日 | < | <
        架空市長　様 | < | <
        住　　所 | | <
        商号又は名称 | | <
        代表者名 | | 印
    """)
    return Layout("youshiki.xlsx", xlsx(Sheet("入札書", rows)), [])
