"""The cells of contract forms: parties, offices, subjects and sums that a cell holds together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.read import extract
from pipelines.normalise.contract_sums import stated
from pipelines.normalise.notice import normalise
from pipelines.normalise.officers import office_of
from pipelines.normalise.parties import Party, parties_of
from pipelines.normalise.subjects import goods_subject, works_subject
from pipelines.records import Hints, Period

NUMBER = "7000012050002"


@pytest.mark.parametrize(
    ("text", "firms", "group"),
    [
        ("株式会社青葉\n青葉市港1-2", [Party("株式会社青葉", "青葉市港1-2")], None),
        ("株式会社青葉　東京都港区芝1", [Party("株式会社青葉", "東京都港区芝1")], None),
        # names that begin as those of towns do
        ("中村青葉㈱　東京都港区芝1-2", [Party("中村青葉㈱", "東京都港区芝1-2")], None),
        (
            "鹿島青葉株式会社（東京都港区芝1-2）",
            [Party("鹿島青葉株式会社", "東京都港区芝1-2")],
            None,
        ),
        ("鹿島青葉株式会社東京都港区芝1-2", [Party("鹿島青葉株式会社", "東京都港区芝1-2")], None),
        ("福島県青葉㈱　福島市1-2", [Party("福島県青葉㈱", "福島市1-2")], None),
        ("中村青葉組（長野市1-2）", [Party("中村青葉組", "長野市1-2")], None),
        ("四日市青葉組　三重県津市1-2", [Party("四日市青葉組", "三重県津市1-2")], None),
        ("㈱青葉\n中央区日本橋　室町1-2", [Party("㈱青葉", "中央区日本橋　室町1-2")], None),
        ("㈱青葉\n中央区　日本橋1-2", [Party("㈱青葉", "中央区　日本橋1-2")], None),
        (
            "青葉ビル株式会社　大阪支店東京都港区芝1-2",
            [Party("青葉ビル株式会社　大阪支店", "東京都港区芝1-2")],
            None,
        ),
        (
            "青葉・若葉特定建設工事共同企業体（東京都港区芝1-2）",
            [Party("青葉・若葉特定建設工事共同企業体", "東京都港区芝1-2")],
            None,
        ),
        (  # as 官報 numbers lots (a client's notes, 2026); the firms are invented
            "№１、241～244：株式会社青葉（東京都港区芝1-2）№２～５：㈱若葉　大阪府大阪市北区1-2",
            [
                Party("株式会社青葉", "東京都港区芝1-2"),
                Party("㈱若葉", "大阪府大阪市北区1-2"),
            ],
            None,
        ),
        (
            f"㈱青葉\n（法人番号：{NUMBER}）\n東京都港区芝1",
            [Party("㈱青葉", "東京都港区芝1", NUMBER)],
            None,
        ),
        (
            "①㈱青葉\n青葉市1-2\n②㈱若葉\n若葉市3-4",
            [Party("㈱青葉", "青葉市1-2"), Party("㈱若葉", "若葉市3-4")],
            None,
        ),
        (
            "①㈱青葉\n②㈱若葉\n①青葉市1-2\n②若葉市3-4",
            [Party("㈱青葉", "青葉市1-2"), Party("㈱若葉", "若葉市3-4")],
            None,
        ),
        ("設計共同体\n㈱青葉設計　他2者", [Party("㈱青葉設計")], "設計共同体"),
        ("青葉・若葉特定建設工事共同企業体", [Party("青葉・若葉特定建設工事共同企業体")], None),
        # As cities print them, 2026: the group, then its members by their part, spaced.
        (
            "青葉・若葉特定建設工事共同企業体\n　代表者　㈱青葉組\n　構成員　若葉建設㈱",
            [Party("㈱青葉組"), Party("若葉建設㈱")],
            "青葉・若葉特定建設工事共同企業体",
        ),
        ("㈱青葉\n代表者　若葉太郎\n東京都港区芝1", [Party("㈱青葉", "東京都港区芝1")], None),
        ("青葉塗装店株式会社（くじ）", [Party("青葉塗装店株式会社")], None),
        ("㈱青葉(落札)", [Party("㈱青葉")], None),
        ("㈱青葉（次点）", [Party("㈱青葉（次点）")], None),
        ("㈱青葉（関東支店）", [Party("㈱青葉（関東支店）")], None),
        (
            "公益財団法人\n青葉協会\n東京都港区芝1",
            [Party("公益財団法人青葉協会", "東京都港区芝1")],
            None,
        ),
        ("公益財団法人東京都青葉協会", [Party("公益財団法人東京都青葉協会")], None),
        ("東京都港区芝1\n㈱青葉", [Party("㈱青葉", "東京都港区芝1")], None),
        (
            "㈱青葉（架空県青葉市\n本町1-2）",
            [Party("㈱青葉", "架空県青葉市本町1-2")],
            None,
        ),
        ("－", [], None),
        ("落札者なし", [], None),
        ("非公表", [], None),
    ],
)
def test_parties(text: str, firms: list[Party], group: str | None) -> None:
    found = parties_of(text)
    assert (found.firms, found.group) == (firms, group)


def test_a_wrong_number_gives_no_id() -> None:
    found = parties_of("㈱青葉\n法人番号7000012050003")
    assert found.firms == [Party("㈱青葉")]
    assert found.wrong_numbers == ["7000012050003"]


@pytest.mark.parametrize(
    ("text", "buyer", "office"),
    [
        (
            "支出負担行為担当官\n青葉省大臣官房会計課長\n青葉　太郎",
            "青葉省",
            "青葉省大臣官房会計課",
        ),
        ("青葉　太郎　契約部長　東京都港区芝1", "青葉機構", "契約部"),
        ("独立行政法人青葉機構\n若葉センター所長　青葉太郎", "青葉機構", "若葉センター"),
        ("東京都港区芝1\n契約担当役\n青葉地方局総務部次長\n青葉　花", "", "青葉地方局総務部"),
        ("契約担当職　理事長　青葉太郎\n東京都港区芝1", "青葉機構", None),
        ("青葉　太郎\n航空局\n東京都港区芝1", "", "航空局"),
    ],
)
def test_offices(text: str, buyer: str, office: str | None) -> None:
    assert office_of(text, buyer) == office


def test_works() -> None:
    found = works_subject("市道舗装工事\n青葉市本町\nR6.6.1～R7.2.28\n舗装工事")
    assert found[:4] == (
        "市道舗装工事",
        "青葉市本町",
        Period(start="2024-06-01", end="2025-02-28"),
        "舗装工事",
    )
    assert works_subject("市道舗装工事\n－\nR6.6.1～R7.2.28").place is None
    undated = works_subject("設計業務\n青葉市\n2.9.17～3.3.31\n測量")
    assert (undated.period, undated.unclear_period) == (None, "2.9.17～3.3.31")
    dated = works_subject("設計業務\n青葉市\n2.9.17～3.3.31\n測量", "令和").period
    assert dated == Period(start="2020-09-17", end="2021-03-31")
    assert goods_subject("健康診断\n173人").title == "健康診断"
    bare = works_subject("市道舗装工事\n架空県青葉市本町1-2")
    assert bare[:2] == ("市道舗装工事", "架空県青葉市本町1-2")
    assert works_subject("青葉市道1号線\n舗装工事").title == "青葉市道1号線舗装工事"
    assert goods_subject("情報処理業務　一式").title == "情報処理業務　一式"


@pytest.mark.parametrize(
    ("text", "amount", "pricing"),
    [
        ("＠1,500円ほか", 1500, "unitPrice"),
        ("@0.85円", Decimal("0.85"), "unitPrice"),
        ("支払実績総額\n2,031,150円", 2031150, "unitPriceWithEstimatedTotal"),
        ("品目ごとの単価契約", None, "unitPrice"),
        ("500,000\n（変更後）\n480,000", 480000, None),
        ("計画変更後契約金額：4,902,216", 4902216, None),
        ("47,624,060\n(23,812,030)", 47624060, None),
    ],
)
def test_sums(text: str, amount: int | Decimal | None, pricing: str | None) -> None:
    found = stated(text, "契約金額", 1)
    assert found is not None
    assert (found.amount, found.pricing) == (amount, pricing)


@pytest.mark.parametrize(
    "text", ["＠98,307\n＠98,320", "使用料180,000円\n机350円/台", "100\n（変更後）\n200\n300"]
)
def test_sums_that_could_be_others(text: str) -> None:
    assert stated(text, "契約金額", 1) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("入札公告（建設工事）／桜井市", "桜井市"),
        ("令和7年度 入札結果｜那覇市公式ホームページ", "那覇市"),
        ("大和郡山市役所 - 契約情報", "大和郡山市"),
        ("入札公告｜架空市", None),
        ("桜井市民会館改修工事の入札公告", None),
        ("", None),
    ],
)
def test_the_site_of_a_page_is_a_buyer_only_by_the_official_names(
    title: str, name: str | None
) -> None:
    page = (
        f"<html><head><title>{title}</title></head><body><table>"
        "<tr><th>工事名</th><th>開札日</th><th>落札者</th></tr>"
        "<tr><td>橋梁補修工事</td><td>令和6年5月1日</td><td>架空建設株式会社</td></tr></table>"
    )
    (table,) = extract(page.encode()).tables
    (notice,) = normalise(table, Hints(), "0" * 64)
    assert (notice.buyer.name if notice.buyer else None) == name


def test_firms_in_rows_of_their_own_beside_one_contract() -> None:
    """物品役務等 of FY2020 has such contracts: all but the firms is merged over their rows."""
    heads = ("物品役務等の名称及び数量", "契約を締結した日", "契約の相手方の商号又は名称及び住所",
             "法人番号", "契約金額")  # fmt: skip
    rows = (
        '<td rowspan="2">架空資料の印刷</td><td rowspan="2">令和6年5月1日</td>'
        f'<td>㈱青葉<br>青葉市1-2</td><td>{NUMBER}</td><td rowspan="2">1,100,000</td>',
        "<td>㈱若葉<br>若葉市3-4</td><td>－</td>",
    )
    head = "".join(f"<th>{text}</th>" for text in heads)
    made = "".join(f"<tr>{row}</tr>" for row in (head, *rows))
    (table,) = extract(f"<html><body><table>{made}</table></body></html>".encode()).tables
    (notice,) = normalise(table, Hints(), "0" * 64)
    assert [(one.name, one.address) for one in notice.suppliers] == [
        ("㈱青葉", "青葉市1-2"),
        ("㈱若葉", "若葉市3-4"),
    ]
    assert notice.suppliers[0].id == f"JP-JCN-{NUMBER}"
    assert notice.contract_price
    assert notice.contract_price.amount == 1_100_000
    assert not notice.issues


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("47,624,060 (23,812,030)", 1, 47_624_060),
        ("47,624 (23,812)", 1000, 47_624_000),
        ("(386,423)\n201,709", 1000, 201_709_000),
        ("47,624円 (23,812円)", 1000, 47_624),
    ],
)
def test_the_figure_outside_brackets_is_in_the_unit_of_its_column(
    text: str, unit: int, amount: int
) -> None:
    price = stated(text, "契約金額", unit)
    assert price
    assert price.amount == amount
