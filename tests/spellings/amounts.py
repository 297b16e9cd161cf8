"""`parse_amount(text, context)` reads what stands where an amount would stand.

**What is read.** Money in every notation of Japanese notices: digits with or without commas, of any
width, in kanji and in the formal kanji of contracts (大字), mixtures with 億, 万, 千, yen and 銭.
Ranges, rates, unit prices, prices a month or a year, negative amounts, amounts before and after a
change, several rounds of bids. The answer is exact: a whole number of yen, or a decimal where 銭
are printed.

**Unit.** The cell's own unit (`千円`) holds; that of a header or caption (`単位：千円`) holds for
bare numbers only, and is flagged `unit_from_header`.

**Tax.** `included` or `excluded` only where the cell or its header says so, else `unknown`. Bids
are written without tax by rule (the notice of every tender asks for 110分の100 of the price), but
that rule belongs to the column, not to the cell: it is applied where notices are put together.

**Two figures in a cell.** Of an amount with tax and one without, or of a monthly price and a total,
the one that the header asks for is the answer; the other one is in its own field or in `parts`.
After a change (`A→B`) B is the answer; of several rounds the last one. Figures that nothing tells
apart give the first one with the flag `several_figures`.

**What is refused.** A word is never a zero: `非公表`, `－`, `〃`, `失格` give `none` with a
flag that says which. A letter within a number (`1,2O0円`) is `unreadable`. A count, a score, a
day, a telephone number or the number of a law is `not_money`. `0円` and `無償` are amounts of zero.

**Doubt** is flagged, never hidden: `typo` (read by its digits), `ambiguous`, `gap`,
`several_figures`, `words_beside`. A cell with one of these flags deserves a look at the original.
"""

from __future__ import annotations

from spellings.row import Row

_BUREAUS = "入札結果データ of the bureaus"
_MINISTRIES = "財計2017号 workbooks of the ministries"
_CONTRACTS = "contracts and changes of contracts"
_COUNCILS = "minutes and papers of town councils"
_UTILITIES = "electricity and fuel contracts"
_RULES = "contract rules of cities (財務規則)"
_AUDIT = "reports of the Board of Audit"
_STATE = "calls of the ministries (調達ポータル)"

Context = dict[str, object]


def _money(amount: int | str, **more: object) -> dict[str, object]:
    return {"kind": "money", "amount": amount, **more}


def _range(low: int | None, high: int | None, **more: object) -> dict[str, object]:
    return {"kind": "range", "min": low, "max": high, **more}


def _rate(rate: str, **more: object) -> dict[str, object]:
    return {"kind": "rate", "rate": rate, "amount": None, **more}


def _none(*flags: str) -> dict[str, object]:
    return {"kind": "none", "amount": None, "flags": flags}


def _under(header: str, unit: str | None = None) -> Context:
    return {"header": header, "unit": unit} if unit else {"header": header}


_DIGITS = [
    Row("45730000", _money(45_730_000, flags=()), _under("予定価格"), _BUREAUS),
    Row("12,345,000", _money(12_345_000, flags=()), _under("契約金額"), _MINISTRIES),
    Row("2,026,310円", _money(2_026_310, tax="unknown", basis="total", flags=())),
    Row("２，０２６，３１０円", _money(2_026_310, flags=())),
    Row("金　３４５，６００　円", _money(345_600, flags=()), origin=_CONTRACTS),
    Row("￥1,980,000-", _money(1_980_000, flags=("trailing_dash",))),
    Row("44,000,000.-", _money(44_000_000, flags=("trailing_dash",))),
    Row("￥３，４００，０００―", _money(3_400_000, flags=("trailing_dash",))),
    Row("\\5,500,000", _money(5_500_000, flags=("backslash_yen",))),
    Row("JPY 9,870,000", _money(9_870_000, currency="JPY"), origin=_STATE),
    Row("9,870,000 yen", _money(9_870_000), origin=_STATE),
    Row("金7,150,000円也", _money(7_150_000), origin=_CONTRACTS),
    Row("7,150,000円整", _money(7_150_000), origin=_CONTRACTS),
    Row("12 345 000", _money(12_345_000), _under("落札金額"), _MINISTRIES),
    Row("１ ２ ， ３ ４ ５ ， ０ ０ ０ 円", _money(12_345_000), origin=_CONTRACTS),
    Row("①3,200,000円", _money(3_200_000)),
    Row("(2) 契約金額　8,250,000円", _money(8_250_000)),
    Row("3.予定価格 8,250,000円", _money(8_250_000)),
    Row("129009999.99999999", _money(129_010_000, flags=("float_noise",)), _under("予定価格")),
    Row("45730000.000", _money(45_730_000, flags=()), _under("予定価格"), _BUREAUS),
    Row("105円50銭", _money("105.5"), origin=_UTILITIES),
    Row("75銭", _money("0.75"), origin=_UTILITIES),
    Row("105.50円", _money("105.5"), origin=_UTILITIES),
]

_UNITS = [
    Row("3億6,520万円", _money(365_200_000)),
    Row("3億6520万4千円", _money(365_204_000), origin=_COUNCILS),
    Row("1億2千万円", _money(120_000_000), origin=_COUNCILS),
    Row("２千５百万円", _money(25_000_000), origin=_COUNCILS),
    Row("8百万円", _money(8_000_000), origin=_COUNCILS),
    Row("12百万円", _money(12_000_000), _under("契約金額（千円）", "千円"), _MINISTRIES),
    Row("1.5億円", _money(150_000_000)),
    Row("3・5億円", _money(350_000_000), origin="newspapers"),
    Row("1兆2,300億円", _money(1_230_000_000_000), origin=_AUDIT),
    Row("4,512千円", _money(4_512_000)),
    Row("1,234.5千円", _money(1_234_500)),
    Row("45万6,780円", _money(456_780), origin=_COUNCILS),
    Row("125,210", _money(125_210_000, flags=("unit_from_header",)), _under("金額", "千円")),
    Row("125,210", _money(125_210_000), _under("金額（単位：千円）"), _BUREAUS),
    Row("12.345", _money(12_345_000), _under("予定価格（百万円）"), _BUREAUS),
    Row("1,250円", _money(1_250, flags=("unit_conflict",)), _under("金額（千円）")),
    Row("1,250千円", _money(1_250_000, flags=()), _under("金額（千円）")),
    Row("￥1,250", _money(1_250, flags=("unit_conflict", "ambiguous")), _under("金額（千円）")),
    Row("(千円未満切捨て) 1,250千円", _money(1_250_000)),
]

_KANJI = [
    Row("三千五百円", _money(3_500)),
    Row("五百六十万円", _money(5_600_000), origin=_RULES),
    Row("金弐百参拾万円也", _money(2_300_000), origin=_CONTRACTS),
    Row("金壱億弐千万円", _money(120_000_000), origin=_CONTRACTS),
    Row("金壱千萬円也", _money(10_000_000), origin=_CONTRACTS),
    Row("一億三千万円", _money(130_000_000), origin=_RULES),
    Row("金二〇〇万円", _money(2_000_000), origin=_CONTRACTS),
    Row("千円", _money(1_000, flags=("ambiguous",)), origin=_RULES),
]

_TAX = [
    Row("9,900,000円（税込）", _money(9_900_000, tax="included", flags=())),
    Row("9,000,000円(税抜き)", _money(9_000_000, tax="excluded")),
    Row("9,000,000円（税別）", _money(9_000_000, tax="excluded")),
    Row("9,000,000円＋消費税", _money(9_000_000, tax="excluded")),
    Row("9,000,000円（外税）", _money(9_000_000, tax="excluded")),
    Row("9,900,000円（内税）", _money(9_900_000, tax="included")),
    Row("税込9,900,000円", _money(9_900_000, tax="included")),
    Row(
        "9,900,000", _money(9_900_000, tax="included"), _under("契約金額（消費税込）"), _MINISTRIES
    ),
    Row("9,000,000円（消費税及び地方消費税を除く。）", _money(9_000_000, tax="excluded")),
    Row("9,000,000円（消費税及び地方消費税の額を含まない。）", _money(9_000_000, tax="excluded")),
    Row("9,000,000円（消費税は含まれておりません）", _money(9_000_000, tax="excluded")),
    Row("9,900,000円（消費税及び地方消費税相当額を含む）", _money(9_900_000, tax="included")),
    Row("9,900,000円（消費税10%込）", _money(9_900_000, tax="included")),
    Row("9,000,000円（消費税等別途）", _money(9_000_000, tax="excluded")),
    Row("消費税及び地方消費税を加えた 9,900,000円", _money(9_900_000, tax="included")),
    Row("300,000円（非課税）", _money(300_000, tax="unknown", flags=("tax_exempt",))),
    Row(
        "9,900,000円（税込）",
        _money(9_900_000, tax="included", flags=("tax_conflict",)),
        _under("予定価格（税抜）"),
    ),
    Row(
        "金 5,500,000円（うち取引に係る消費税及び地方消費税の額 金 500,000円）",
        _money(5_500_000, tax="included", tax_amount=500_000, amount_excluding_tax=5_000_000),
        origin=_CONTRACTS,
    ),
    Row(
        "5,000,000円（消費税及び地方消費税500,000円を除く）",
        _money(5_000_000, tax="excluded", tax_amount=500_000),
        origin=_CONTRACTS,
    ),
    Row(
        "5,500,000円（消費税500,000円含む）",
        _money(5_500_000, tax="included", tax_amount=500_000, amount_excluding_tax=5_000_000),
    ),
    Row(
        "5,500,000円（消費税額 500,000円）",
        _money(5_500_000, tax="included", tax_amount=500_000, flags=("tax_from_figures",)),
    ),
    Row(
        "5,000,000円＋消費税 500,000円",
        _money(5_000_000, tax="excluded", tax_amount=500_000),
    ),
    Row(
        "税込5,500,000円（税抜5,000,000円）",
        _money(5_500_000, tax="included", amount_excluding_tax=5_000_000, flags=("both_amounts",)),
    ),
    Row(
        "税込5,500,000円（税抜5,000,000円）",
        _money(5_000_000, tax="excluded"),
        _under("落札金額（税抜）"),
    ),
    Row(
        "5,500,000円\n（税抜き 5,000,000円）",
        _money(5_500_000, tax="included", amount_excluding_tax=5_000_000),
        _under("予定価格（税込み）"),
    ),
    Row(
        "5,500,000円（税抜価格 5,000,000円）",
        _money(5_500_000, amount_excluding_tax=5_000_000),
        _under("予定価格（税込）"),
    ),
    Row(
        "本体価格 5,000,000円、消費税 500,000円、合計 5,500,000円",
        _money(5_500_000, tax="included", tax_amount=500_000),
        origin=_CONTRACTS,
    ),
]

_PRICES = [
    Row("＠85円/kg", _money(85, basis="unit", per="kg")),
    Row("１ℓ当たり 152円30銭", _money("152.3", basis="unit", per="リットル"), origin=_UTILITIES),
    Row("152.3円/L", _money("152.3", basis="unit", per="リットル"), origin=_UTILITIES),
    Row("1リットルにつき152円", _money(152, basis="unit", per="リットル"), origin=_UTILITIES),
    Row("1枚につき 3.2円（税抜）", _money("3.2", basis="unit", per="枚", tax="excluded")),
    Row("単価 1,200円", _money(1_200, basis="unit")),
    Row("3.85", _money("3.85", basis="unit", per="枚"), _under("単価（円/枚）")),
    Row("18.97", _money("18.97", basis="unit", per="kWh"), _under("従量料金（1kWhにつき）", "円")),
    Row("1時間あたり2,150円", _money(2_150, basis="unit", per="時間")),
    Row("日額 18,500円", _money(18_500, basis="unit", per="日")),
    Row("1t当たり 13,200円(税込)", _money(13_200, basis="unit", per="t", tax="included")),
    Row("1㎡当たり1,500円", _money(1_500, basis="unit", per="㎡")),
    Row("5,500円/人日", _money(5_500, basis="unit", per="日")),
    Row("1,650円", _money(1_650, basis="unit", per=None), _under("契約単価")),
    Row("月額 55,000円", _money(55_000, basis="month")),
    Row("55,000円/月", _money(55_000, basis="month")),
    Row("55,000円（月額・税込）", _money(55_000, basis="month", tax="included")),
    Row("1か月当たり55,000円", _money(55_000, basis="month")),
    Row("55,000", _money(55_000, basis="month"), _under("月額賃借料（円）")),
    Row("年額 660,000円", _money(660_000, basis="year")),
    Row("660,000円／年", _money(660_000, basis="year")),
    Row("660,000", _money(660_000, basis="year"), _under("貸付料（年額）")),
    Row(
        "月額55,000円（総額3,300,000円）",
        _money(3_300_000, basis="total", parts={"month": 55_000}),
        _under("契約金額"),
    ),
    Row(
        "月額55,000円（総額3,300,000円）",
        _money(55_000, basis="month", parts={"total": 3_300_000}),
        _under("月額"),
    ),
    Row("単価契約 1kg 350円", _money(350, flags=("unit_price_contract",)), _under("契約金額")),
]

_RANGES = [
    Row("300万円以上", _range(3_000_000, None, flags=("lower_bound",)), origin=_RULES),
    Row("130万円以下", _range(None, 1_300_000, flags=("upper_bound",)), origin=_RULES),
    Row("80万円未満", _range(None, 800_000, flags=("upper_bound", "exclusive")), origin=_RULES),
    Row("250万円を超える", _range(2_500_000, None, flags=("lower_bound", "exclusive"))),
    Row("250万円を超えない額", _range(None, 2_500_000), origin=_RULES),
    Row("50万円以内", _range(None, 500_000, flags=("upper_bound",))),
    Row("50万円まで", _range(None, 500_000)),
    Row("50万円から", _range(500_000, None)),
    Row("1,000万円以上5,000万円未満", _range(10_000_000, 50_000_000, flags=("exclusive",))),
    Row("1,000万円を超え、5,000万円以下", _range(10_000_000, 50_000_000)),
    Row("50～100万円", _range(500_000, 1_000_000, flags=())),
    Row("50万円～100万円程度", _range(500_000, 1_000_000, flags=("approx",))),
    Row("50万円から100万円まで", _range(500_000, 1_000_000)),
    Row("5,000～8,000", _range(5_000_000, 8_000_000), _under("概算額（千円）")),
    Row("～30万円", _range(None, 300_000)),
    Row("33,000円（税込）～", _range(33_000, None, tax="included")),
    Row("一億五千万円以上", _range(150_000_000, None), origin=_RULES),
    Row("上限 4,400,000円（税込）", _money(4_400_000, tax="included", flags=("ceiling",))),
    Row("4,400,000円を上限とする", _money(4_400_000, flags=("ceiling",))),
    Row("約3,000万円", _money(30_000_000, flags=("approx",))),
    Row("3,000万円程度", _money(30_000_000, flags=("approx",))),
    Row("10億円余", _money(1_000_000_000, flags=("approx",))),
]

_RATES = [
    Row("97.2％", _rate("0.972", flags=())),
    Row("97.2", _rate("0.972"), _under("落札率（％）"), _MINISTRIES),
    Row("0.972", _rate("0.972"), _under("落札率"), _MINISTRIES),
    Row("0.972", _rate("0.972"), _under("落札率（％）"), _MINISTRIES),
    Row("100.0%", _rate("1"), _under("落札率"), _MINISTRIES),
    Row("97", _rate("0.97"), _under("割合", "％")),
    Row("（88.5％）", _rate("0.885")),
    Row("8割5分", _rate("0.85")),
    Row("八割五分", _rate("0.85"), origin=_RULES),
    Row("10分の7", _rate("0.7", flags=("fraction",)), origin=_RULES),
    Row("100分の92", _rate("0.92"), origin=_RULES),
    Row("三分の二以内", _rate(str(2 / 3)[:6], flags=("fraction", "upper_bound")), origin=_RULES),
    Row("補助対象経費の1/2以内", _rate("0.5", flags=("fraction", "upper_bound"))),
    Row("契約金額の10％以上", _rate("0.1", flags=("lower_bound",)), origin=_RULES),
    Row("契約金額の100分の10に相当する額", _rate("0.1"), origin=_RULES),
    Row("予定価格の75％から92％", {"kind": "rate", "min": "0.75", "max": "0.92"}, origin=_RULES),
    Row("前年度比3.2％減", _rate("-0.032", flags=("delta", "negative")), origin=_COUNCILS),
    Row("7,800,000円（落札率91.2％）", _money(7_800_000), _under("落札金額")),
    Row("7,800,000円（91.2％）", _rate("0.912"), _under("落札率")),
]

_CHANGES = [
    Row(
        "3,300,000円→3,850,000円",
        _money(3_850_000, parts={"before": 3_300_000}, flags=("changed",)),
        origin=_CONTRACTS,
    ),
    Row(
        "変更前 3,300,000円\n変更後 3,850,000円",
        _money(3_850_000, parts={"before": 3_300_000}),
        origin=_CONTRACTS,
    ),
    Row(
        "変更前3,300,000円 変更後3,850,000円（増額550,000円）",
        _money(3_850_000, parts={"before": 3_300_000, "delta": 550_000}),
        origin=_CONTRACTS,
    ),
    Row(
        "「3,300,000円」を「3,850,000円」に改める",
        _money(3_850_000, parts={"before": 3_300_000}),
        origin=_CONTRACTS,
    ),
    Row(
        "1億2,000万円を1億3,500万円に変更",
        _money(135_000_000, parts={"before": 120_000_000}),
        origin=_COUNCILS,
    ),
    Row(
        "3,300,000円 → 3,850,000円（+550,000円）",
        _money(3_850_000, parts={"before": 3_300_000, "delta": 550_000}),
        origin=_CONTRACTS,
    ),
    Row("550,000円増額", _money(550_000, flags=("delta",)), origin=_COUNCILS),
    Row("550,000円の減", _money(-550_000, flags=("negative", "delta")), origin=_COUNCILS),
    Row("減額 550,000円", _money(-550_000, flags=("negative", "delta")), origin=_CONTRACTS),
    Row("増減額 550,000円", _money(550_000, flags=("delta",)), origin=_CONTRACTS),
    Row("25万円増の310万円", _money(3_100_000, parts={"delta": 250_000}), origin=_COUNCILS),
    Row("25万円減の310万円", _money(3_100_000, parts={"delta": -250_000}), origin=_COUNCILS),
    Row(
        "第1回 3,300,000円 第2回 3,100,000円",
        _money(3_100_000, parts={"round_1": 3_300_000, "round_2": 3_100_000}, flags=("rounds",)),
        _under("入札金額"),
    ),
    Row("1回目：3,300,000\n2回目：3,100,000", _money(3_100_000), _under("入札金額（円）")),
    Row("第３回　2,980,000円", _money(2_980_000), _under("入札金額")),
    Row(
        "予定価格 3,300,000円 最低制限価格 2,970,000円",
        _money(2_970_000, parts={"planned": 3_300_000}),
        _under("最低制限価格"),
    ),
    Row(
        "合計 900,000円（内訳：A棟 400,000円、B棟 500,000円）",
        _money(900_000),
        origin=_CONTRACTS,
    ),
]

_NEGATIVE = [
    Row("△98,000", _money(-98_000, flags=("negative",)), _under("増減額（円）"), _CONTRACTS),
    Row("▲98,000円", _money(-98_000), origin=_CONTRACTS),
    Row("－98,000円", _money(-98_000), origin=_CONTRACTS),
    Row("−98,000円", _money(-98_000), origin=_CONTRACTS),
    Row("￥-98,000", _money(-98_000), origin=_CONTRACTS),
    Row("-￥98,000", _money(-98_000), origin=_CONTRACTS),
    Row("（98,000）", _money(-98_000), _under("増減額（円）"), _CONTRACTS),
    Row("△　98千円", _money(-98_000), origin=_CONTRACTS),
    Row("マイナス98,000円", _money(-98_000), origin=_CONTRACTS),
    Row("0円", _money(0, flags=("zero_bid",))),
    Row("￥０－", _money(0)),
    Row("無償", _money(0, flags=("free",))),
    Row("無料とする。", _money(0, flags=("free",))),
]

_WORDS = [
    Row("", _none("blank")),
    Row("　", _none("blank")),
    Row("円", _none("blank"), _under("契約金額"), _CONTRACTS),
    Row("金　　　　　円", _none("blank"), origin=_CONTRACTS),
    Row("－", _none("dash")),
    Row("―", _none("dash")),
    Row("ー", _none("dash")),
    Row("非公表", _none("not_disclosed")),
    Row("（非公表）", _none("not_disclosed")),
    Row("予定価格は公表しない。", _none("not_disclosed")),
    Row("＊＊＊＊＊", _none("masked")),
    Row("○○○円", _none("masked")),
    Row("同左", _none("ditto_left")),
    Row("〃", _none("ditto")),
    Row("同上", _none("ditto")),
    Row("別紙のとおり", _none("see_attachment")),
    Row("別紙2のとおり", _none("see_attachment")),
    Row("単価契約", _none("unit_price_contract")),
    Row("失格", _none("disqualified"), _under("入札金額")),
    Row("無効", _none("disqualified"), _under("入札金額")),
    Row("辞退", _none("withdrawn"), _under("入札金額")),
    Row("第2回 辞退", _none("withdrawn"), _under("入札金額")),
    Row("不参加", _none("no_bid"), _under("入札金額")),
    Row("不調", _none("unsuccessful"), _under("落札金額")),
    Row("中止", _none("cancelled"), _under("落札金額")),
    Row("未定", _none("undecided")),
    Row("免除", _none("exempt"), _under("契約保証金")),
    Row("免除（契約金額が100万円以下のため）", _none("exempt"), _under("契約保証金")),
    Row("設定なし", _none("nothing"), _under("最低制限価格")),
    Row("対象外", _none("not_applicable"), _under("調査基準価格")),
    Row("株式会社山田組", _none("no_figure"), _under("落札金額")),
    Row("12,345,000 落札", _money(12_345_000, flags=("award_mark",)), _under("入札金額")),
    Row("12,345,000（失格）", _money(12_345_000, flags=("disqualified",)), _under("入札金額")),
    Row("※12,345,000", _money(12_345_000, flags=("footnote_mark",)), _under("入札金額")),
    Row("12,345,000※２", _money(12_345_000, flags=("footnote_mark",)), _under("入札金額")),
]

_NO_MONEY = [
    Row("35件", _none("not_money", "count")),
    Row("12,580", _none("not_money", "count"), _under("予定数量")),
    Row("87.5点", _none("not_money", "score")),
    Row("14.253", _none("not_money", "score"), _under("評価値")),
    Row("令和7年4月1日", _none("not_money", "count")),
    Row("2025/4/1", _none("not_money")),
    Row("03-1234-5678", _none("not_money")),
    Row("地方自治法施行令第167条の2第1項第1号", _none("not_money", "count")),
    Row("1,2O0,000円", _none("unreadable")),
    Row("12,345,00●円", _none("masked")),
    Row("1.234.000円", _money(1_234_000, flags=("typo",))),
    Row("12,3456円", _money(123_456, flags=("typo",))),
    Row("12.345", _money("12.345", flags=("ambiguous",)), _under("予定価格")),
    Row("1.25E+08", _money(125_000_000, flags=("scientific", "approx")), _under("予定価格")),
    Row("@1,500円ほか", _money(1_500, flags=("and_others",)), _under("契約金額"), _MINISTRIES),
    Row("980\n990", _money(980, flags=("several_figures",)), _under("入札金額")),
    Row("4台で820万円", _money(8_200_000), origin=_COUNCILS),
    Row("US$ 12,000", _money(12_000, currency="USD", flags=("foreign_currency",)), origin=_STATE),
]

_GROUPS = {
    "Digits": _DIGITS,
    "Units": _UNITS,
    "Kanji numerals": _KANJI,
    "Tax": _TAX,
    "Unit prices, months and years": _PRICES,
    "Ranges and limits": _RANGES,
    "Rates": _RATES,
    "Changes, rounds and several figures": _CHANGES,
    "Negative amounts and zero": _NEGATIVE,
    "Words": _WORDS,
    "No money, slips and doubt": _NO_MONEY,
}

ROWS: list[Row] = [
    Row(row.text, row.expected, row.context, row.origin, group)
    for group, rows in _GROUPS.items()
    for row in rows
]
