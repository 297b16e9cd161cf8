"""Delimited text that holds no notice."""

from __future__ import annotations

from .layout import KENSETSU_NO, Layout, layout


@layout
def facilities_csv() -> Layout:
    """Open data of facilities in cp932, first label №, with 名称, 住所 and places on the map."""
    text = (
        "№,施設名称,住所,電話番号,緯度,経度,備考\r\n"
        "1,架空保育園,架空市保育町3,000-000-0001,35.0001,138.0001,\r\n"
        "2,想像保育園,想像市想像町9,000-000-0002,35.0002,138.0002,\r\n"
    )
    return Layout("shisetsu.csv", text.encode("cp932"), [])


@layout
def firms_csv() -> Layout:
    """Qualified firms with 法人番号 and ranks."""
    text = f"商号又は名称,法人番号,業種,等級\n架空建設株式会社,{KENSETSU_NO},土木,A\n"
    return Layout("meibo.csv", text.encode("utf-8-sig"), [])


@layout
def empty_csv() -> Layout:
    """A header, then 該当なし in the first cell."""
    text = "令和6年4月分,,,\n契約件名,契約日,契約の相手方,契約金額\n該当なし,,,\n"
    return Layout("r604.csv", text.encode("cp932"), [], empty=True)


@layout
def budget_csv() -> Layout:
    """A budget: 事業名 and amounts, no day and no firm."""
    text = "款,事業名,予算額（千円）,前年度\n土木費,橋梁長寿命化事業,120000,98000\n"
    return Layout("yosan.csv", text.encode("utf-8"), [])
