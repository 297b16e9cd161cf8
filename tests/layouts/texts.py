"""Delimited text in many encodings, with titles above, without a header, with broken quotes."""

from __future__ import annotations

import io
import zipfile

from .grid import Sheet, grid, joined, xlsx
from .layout import (
    DOBOKU,
    DOBOKU_NO,
    KENSETSU,
    KENSETSU_NO,
    KOGYO,
    SEKKEI,
    SHOJI,
    SHOJI_NO,
    SOGO,
    Json,
    Layout,
    at,
    bid,
    firm,
    layout,
    notice,
    price,
    result,
)

_LIST = grid("""
    年度 | 調達機関名 | 課所名 | 調達案件名称 | 入札方式 | 開札日 | 予定価格 | 落札金額 | \
        落札業者名 | 参加業者数
    2024 | 架空市 | 道路課 | 市道架空５号線改良工事 | 一般競争入札 | 2024/06/04 10:00 | \
        12,000,000 | 11,100,000 | 架空建設株式会社 | 4
    2024 | 架空市 | 下水道課 | マンホール蓋取替工事 | 指名競争入札 | 2024/06/05 10:30 | \
        3,000,000 | 2,850,000 | 想像土木株式会社 | 5
""")


def _list_expected() -> list[Json]:
    return [
        result(
            title,
            buyer="架空市",
            department=office,
            method=method,
            methodDetails=words,
            opened=day,
            plannedPrice=price(planned),
            awardPrice=price(paid),
            suppliers=[firm(name)],
            numberOfBids=count,
        )
        for office, title, method, words, day, planned, paid, name, count in (
            (
                "道路課",
                "市道架空５号線改良工事",
                "open",
                "一般競争入札",
                at("2024-06-04", "10:00"),
                12_000_000,
                11_100_000,
                KENSETSU,
                4,
            ),
            (
                "下水道課",
                "マンホール蓋取替工事",
                "selective",
                "指名競争入札",
                at("2024-06-05", "10:30"),
                3_000_000,
                2_850_000,
                DOBOKU,
                5,
            ),
        )
    ]


def _encoded(file_name: str, encoding: str, comma: str = ",", quote: bool = True) -> Layout:
    text = joined(_LIST, comma, quote)
    return Layout(file_name, text.encode(encoding), _list_expected())


@layout
def csv_utf8_bom() -> Layout:
    """UTF-8 with a byte order mark, every cell quoted."""
    return _encoded("r6.csv", "utf-8-sig")


@layout
def csv_utf8() -> Layout:
    """UTF-8 without a mark, quotes only where needed."""
    return _encoded("r6.csv", "utf-8", quote=False)


@layout
def csv_cp932() -> Layout:
    """cp932, as Excel saves it."""
    return _encoded("r6.csv", "cp932", quote=False)


@layout
def csv_euc_jp() -> Layout:
    """EUC-JP, from an old system."""
    return _encoded("r6.csv", "euc_jp")


@layout
def csv_jis() -> Layout:
    """ISO-2022-JP, with escapes."""
    return _encoded("r6.csv", "iso2022_jp")


@layout
def tsv_utf16() -> Layout:
    """UTF-16 with tabs, as Excel saves Unicode text."""
    return _encoded("r6.txt", "utf-16", comma="\t", quote=False)


@layout
def tsv_cp932() -> Layout:
    """cp932 with tabs, called .csv."""
    return _encoded("r6.csv", "cp932", comma="\t", quote=False)


@layout
def semicolons() -> Layout:
    """Semicolons between the cells, so that amounts keep their commas without quotes."""
    return _encoded("r6.csv", "utf-8", comma=";", quote=False)


@layout
def titles_above_the_header() -> Layout:
    """Title, unit and an empty line above; a total, a note and empty cells below and behind."""
    text = "\r\n".join(
        (
            "令和６年度　工事入札結果一覧表,,,,,,",
            ",,,,,（単位：円　税抜）,",
            ",,,,,,",
            "No,入札日,工事名,施工箇所,落札者,落札金額,",
            '1,R6.6.13,テニスコート改修工事,架空市運動町,株式会社幻工業,"6,930,000",',
            '2,R6.6.27,消火栓設置工事,架空市想像町,想像土木株式会社,"1,870,000",',
            ',,,,合計,"8,800,000",',
            "※入札保証金は免除,,,,,,",
            ",,,,,,",
        )
    )
    expected = [
        result(
            title,
            category="works",
            opened=day,
            place=place,
            suppliers=[firm(name)],
            awardPrice=price(paid, "excluded"),
        )
        for day, title, place, name, paid in (
            ("2024-06-13", "テニスコート改修工事", "架空市運動町", KOGYO, 6_930_000),
            ("2024-06-27", "消火栓設置工事", "架空市想像町", DOBOKU, 1_870_000),
        )
    ]
    return Layout("koji.csv", text.encode("cp932"), expected)


@layout
def award_records_without_header() -> Layout:
    """調達ポータル: eight quoted columns, no header; a number may stand twice, one is empty."""
    rows = (
        ("0000000000000999001", "架空衛星運用業務　一式", "2024-05-10", "161000000.00"),
        ("0000000000000999002", "事務用消耗品の購入（単価契約）", "2024-05-13", "105.50"),
    )
    tails = (("S1", "8002040", KENSETSU, KENSETSU_NO), ("N1", "8002010", SOGO, ""))
    text = "".join(
        ",".join(f'"{cell}"' for cell in (*row, *tail)) + "\r\n"
        for row, tail in zip(rows, tails, strict=True)
    )
    expected = [
        notice(
            "award",
            rows[0][1],
            number=rows[0][0],
            awarded=rows[0][2],
            awardPrice=price(161_000_000),
            buyer="国土交通省",
            suppliers=[firm(KENSETSU, KENSETSU_NO)],
            method="open",
            awardCriteria="ratedCriteria",
        ),
        notice(
            "award",
            rows[1][1],
            number=rows[1][0],
            awarded=rows[1][2],
            awardPrice=price("105.50", pricing="unitPrice"),
            buyer="財務省",
            suppliers=[firm(SOGO)],
            method="open",
            awardCriteria="priceOnly",
        ),
    ]
    name = "successful_bid_record_info_diff_20240514.csv"
    doubtful = ("methodDetails", "awardCriteria")
    return Layout(name, text.encode("utf-8-sig"), expected, doubtful=doubtful)


@layout
def broken_quotes() -> Layout:
    """Quotes inside quoted cells not doubled, a line break in a cell, a quote that opens late."""
    text = (
        "契約日,契約件名,契約の相手方,契約金額,備考\r\n"
        '2024/4/1,"「"まちなか"にぎわい創出業務」",株式会社空想商事,"1,980,000",\r\n'
        '2024/4/1,"庁舎植栽管理業務\n（北館）",合同会社虚構ビルサービス,"660,000",年2回\r\n'
        '2024/4/5,道路"照明灯"点検業務,株式会社幻工業,"770,000",\r\n'
    )
    expected = [
        notice(
            "contract",
            title,
            signed=day,
            suppliers=[firm(name)],
            contractPrice=price(paid),
        )
        for day, title, name, paid in (
            ("2024-04-01", '「"まちなか"にぎわい創出業務」', SHOJI, 1_980_000),
            ("2024-04-01", "庁舎植栽管理業務（北館）", SOGO, 660_000),
            ("2024-04-05", '道路"照明灯"点検業務', KOGYO, 770_000),
        )
    ]
    return Layout("keiyaku.csv", text.encode("cp932"), expected)


@layout
def bidders_run_off_the_header() -> Layout:
    """業者名, 入札金額 once in the header; further pairs follow in the rows without labels."""
    text = (
        "開札日,件名,予定価格,落札者,落札金額,業者名,入札金額\n"
        "R6.9.5,側溝清掃業務,900000,架空建設株式会社,780000,架空建設株式会社,780000,"
        "想像土木株式会社,840000,株式会社幻工業,辞退\n"
        "R6.9.5,測量業務,2000000,絵空設計株式会社,1800000,絵空設計株式会社,1800000\n"
    )
    expected = [
        result(
            "側溝清掃業務",
            opened="2024-09-05",
            plannedPrice=price(900_000),
            suppliers=[firm(KENSETSU)],
            awardPrice=price(780_000),
            bids=[bid(KENSETSU, 780_000, won=True), bid(DOBOKU, 840_000), bid(KOGYO, "辞退")],
        ),
        result(
            "測量業務",
            opened="2024-09-05",
            plannedPrice=price(2_000_000),
            suppliers=[firm(SEKKEI)],
            awardPrice=price(1_800_000),
            bids=[bid(SEKKEI, 1_800_000, won=True)],
        ),
    ]
    return Layout("wide.csv", text.encode("utf-8"), expected)


@layout
def csv_a_row_a_bidder() -> Layout:
    """One line a bidder; the tender's own cells are empty from the second line on."""
    text = (
        "案件番号,案件名,開札日,入札者,法人番号,入札価格(税抜),落札\n"
        f"6-10,架空ホール音響設備更新,2024-10-01,{SHOJI},{SHOJI_NO},18000000,○\n"
        f",,,{DOBOKU},{DOBOKU_NO},19500000,\n"
        f"6-11,想像ホール椅子修繕,2024-10-01,{KOGYO},,2400000,○\n"
    )
    expected = [
        result(
            "架空ホール音響設備更新",
            number="6-10",
            opened="2024-10-01",
            suppliers=[firm(SHOJI, SHOJI_NO)],
            awardPrice=price(18_000_000, "excluded"),
            bids=[
                bid(SHOJI, 18_000_000, won=True, number=SHOJI_NO),
                bid(DOBOKU, 19_500_000, number=DOBOKU_NO),
            ],
        ),
        result(
            "想像ホール椅子修繕",
            number="6-11",
            opened="2024-10-01",
            suppliers=[firm(KOGYO)],
            awardPrice=price(2_400_000, "excluded"),
            bids=[bid(KOGYO, 2_400_000, won=True)],
        ),
    ]
    return Layout("10gatsu.csv", text.encode("utf-8-sig"), expected)


@layout
def collected_notices() -> Layout:
    """A collector's export in cp932: the winner empty for calls still open, links at the end."""
    rows = grid("""
        問い合わせ番号 | 発注機関 | 発注地域 | 件名 | カテゴリ | 入札種別 | 案件登録日 | 入札日 | \
            落札会社名 | 落札価格 | 予定価格 | リンク
        A-0001 | 架空市 | 架空県 | 庁用車リース | 物品 | 一般競争入札 | 2024/05/01 | 2024/05/22 | \
            株式会社空想商事 | 1980000 | 2200000 | https://www.kakuu.example.jp/1.html
    """)
    expected = [
        result(
            "庁用車リース",
            buyer="架空市",
            category="goods",
            method="open",
            methodDetails="一般競争入札",
            opened="2024-05-22",
            suppliers=[firm(SHOJI)],
            awardPrice=price(1_980_000),
            plannedPrice=price(2_200_000),
        )
    ]
    doubtful = ("number", "published", "documents", "place", "stage")
    return Layout("export.csv", joined(rows).encode("cp932"), expected, doubtful=doubtful)


def _zip(members: list[tuple[str, bytes]]) -> bytes:
    """A zip whose names are cp932 bytes without the UTF-8 mark, as Windows makes them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (_, body) in enumerate(members):
            archive.writestr(f"@@{place}{'_' * 60}", body)
    made = target.getvalue()
    for place, (name, _) in enumerate(members):
        stand_in = f"@@{place}{'_' * 60}".encode()
        raw = name.encode("cp932")
        stem, dot, suffix = raw.rpartition(b".")
        padded = stem + b"_" * (len(stand_in) - len(raw)) + dot + suffix
        made = made.replace(stand_in, padded)
    return made


@layout
def zip_with_japanese_names() -> Layout:
    """A zip of a CSV, a workbook and a note to the reader, names in cp932."""
    goods = grid("""
        開札日 | 品名 | 落札者 | 落札金額
        R6.6.20 | 非常食 | 株式会社空想商事 | 1,650,000円
    """)
    members = [
        ("入札結果_工事.csv", joined(_LIST).encode("cp932")),
        ("入札結果_物品.xlsx", xlsx(Sheet("物品", goods))),
        ("お読みください.txt", "入札結果のファイルです。".encode("cp932")),
    ]
    goods_expected = result(
        "非常食",
        category="goods",
        opened="2024-06-20",
        suppliers=[firm(SHOJI)],
        awardPrice=price(1_650_000),
    )
    expected = [*_list_expected(), goods_expected]
    return Layout("入札結果.zip", _zip(members), expected)
