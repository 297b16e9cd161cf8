"""G-CALS: all bodies crawled with the real engine, against a practice site; its cases read."""

import json
from pathlib import Path
from typing import Any

import pytest
from engine import Place, crawl
from scrapy.http import HtmlResponse

from crawlers.families import g_cals_pages
from crawlers.families.entrances import Entrances
from crawlers.practice_site import Asked, Page, PracticeServer
from crawlers.practice_sites.g_cals import HOST, PATH, Bidder, Case, System, some
from pipelines.reading import read
from pipelines.records import Hints, Notice, Original
from pipelines.times import now

MANY = [
    Case(n, f"架空{n}号工事", bidders=(Bidder(f"架空{n}組", ("1,000,000",), "落札"),))
    for n in range(1, 25)
]


def run(place: Place, system: System) -> tuple[dict[str, Any], int]:
    """A crawl; what its run says, and how many requests it made."""
    with PracticeServer({HOST: system.answer}) as server:
        done = crawl(place, server, {"names": ["gunma_shared"]})
        return done["runs"]["gunma_shared"], len(server.seen.requests)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, dict[str, Any]]:
    place = Place(tmp_path_factory.mktemp("g_cals"))
    return place, run(place, System(some()))[0]


@pytest.fixture(scope="module")
def found(crawled: tuple[Place, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    rows = crawled[0].query("SELECT record FROM notice_versions")
    return {record["title"]: record for record in (json.loads(row) for (row,) in rows)}


def test_every_list_of_every_body_is_kept(
    crawled: tuple[Place, dict[str, Any]], found: dict[str, dict[str, Any]]
) -> None:
    """What is ``***`` in the list is counted and told, and its page isn't asked for."""
    done = crawled[1]
    assert done["verdict"] == "ok", done["reason"]
    assert done["stated"] == done["found"] == len(some())
    assert len(found) == done["notices"] == len(some()) - 1
    assert done["out_of_reach"] == [
        "入札公告 (AcKokokuKSearch): how its lists are asked for, nobody has shown",
        "cases that are not public yet (***): 前橋市 1",
    ]


def test_a_number_of_another_body_or_kind_is_another_case(
    found: dict[str, dict[str, Any]],
) -> None:
    same = {record["key"]: record["buyer"]["name"] for record in found.values()
            if record["number"] == "000001"}  # fmt: skip
    assert same == {
        "工事 0201-2026-000001": "前橋市",
        "コンサル 0201-2026-000001": "前橋市",
        "物品・委託 0202-2026-000001": "高崎市",
        "工事 0901-2026-000001": "架空環境施設組合",
    }
    assert found["架空配水管工事"]["fiscalYear"] == 2026  # 中止: no day says it
    assert found["架空処理場修繕工事"]["department"] == "財務部契約監理課"


ONE, TWO = "架空建設株式会社", "練習土木㈱"


@pytest.mark.parametrize(
    ("title", "won", "price", "tax", "status"),
    [
        ("市道架空線舗装工事", [ONE], 3_500_000, "excluded", None),
        ("架空橋補修工事", [ONE], 3_600_000, "excluded", None),  # by colour alone
        ("架空川護岸工事", [ONE], 3_500_000, "excluded", None),  # by lot; 先順位 … 無効 is none
        ("架空小学校改築工事", ["架空・練習特定建設工事共同企業体"], 380_000_000, "excluded", None),
        ("架空公園整備工事", [], None, None, "unsuccessful"),
        ("架空配水管工事", [], None, None, "cancelled"),  # 開札日: 中止
        ("単価契約　架空薬品の購入", [ONE, TWO], None, None, None),
    ],
)
def test_who_won_and_for_how_much(
    found: dict[str, dict[str, Any]], title: str, won: list[str], price: int | None,
    tax: str | None, status: str | None,
) -> None:  # fmt: skip
    record = found[title]
    award = record.get("awardPrice", {})
    assert [firm["name"] for firm in record.get("suppliers", [])] == won
    assert (award.get("amount"), award.get("tax")) == (price, tax)
    assert record.get("status") == status
    assert [bid["bidder"]["name"] for bid in record.get("bids", []) if bid.get("won")] == won


def test_every_bidder_is_kept_with_every_round(found: dict[str, dict[str, Any]]) -> None:
    bids = {bid["bidder"]["name"]: bid for bid in found["架空橋補修工事"]["bids"]}
    assert bids[ONE]["rounds"] == [{"amount": 3_900_000}, {"amount": 3_600_000}]
    assert bids[TWO]["rounds"] == [{"amount": 3_950_000}, {"mark": "辞退"}]
    assert found["架空橋補修工事"]["plannedPrice"] == {"undisclosed": True}
    assert found["架空川護岸工事"]["bids"][0]["status"] == "disqualified"


def test_a_negotiated_contract_is_without_tax(found: dict[str, dict[str, Any]]) -> None:
    record = found["複写機賃貸借"]
    assert record["contractPrice"] == {"amount": 1_200_000, "currency": "JPY", "tax": "excluded"}
    assert [firm["name"] for firm in record["suppliers"]] == ["架空商会"]
    assert "bids" not in record


def test_a_painted_winner_is_said_to_be_no_text_of_the_page(
    found: dict[str, dict[str, Any]],
) -> None:
    assert "落札" not in "".join(found["架空橋補修工事"]["raw"].values())


def test_without_the_note_nothing_says_that_tax_is_excluded() -> None:
    (case,) = [one for one in some() if one.title == "市道架空線舗装工事"]
    asked = {"job": ["AcKekkaKDetail"], "anken_no": ["000001"], "kikan_no": ["0201"]}
    page = System([case]).answer(Asked(PATH, "POST", form=asked))
    assert page is not None
    body = page.body.decode("cp932").partition("<p>上記")[0].encode("cp932")
    (notice,) = read(Original("https://example.jp/", body, now(), Hints(stage="result"))).notices
    assert notice.award_price is not None
    assert (notice.award_price.amount, notice.award_price.tax) == (3_500_000, "unknown")


def test_lists_of_many_pages_without_years_on_offer(tmp_path: Path) -> None:
    """The years around the current one are asked for then. Two cases are counted and not shown,
    and the page of one is gone."""
    place = Place(tmp_path)
    system = System(MANY, years=(), size=10, gone=frozenset((7,)), states={"0201K2026": 26})
    done, asked = run(place, system)
    assert (done["verdict"], done["stated"], done["found"]) == ("short", 26, 24)
    assert len(place.query("SELECT id FROM notices")) == 23
    # robots.txt, the index; of four bodies the page and three lists in three years; two more pages
    assert asked == 2 + 4 + 4 * 3 * 3 + 2 + 24


def test_bodies_that_can_not_be_entered_are_told(tmp_path: Path) -> None:
    """One answers with a page that is no list, one with none, each asked once more."""
    place = Place(tmp_path)
    other = Page("<p>最初からやり直してください。</p>".encode("cp932"), "text/html")
    shut = {"0202": other, "0901": Page(b"", "text/html", 404)}
    cases = [case for case in some() if case.opened != "中止"]
    done, _ = run(place, System(cases, shut=shut))
    assert done["verdict"] == "ok", done["reason"]
    assert done["stated"] == len([case for case in cases if case.body not in shut])
    (told,) = [one for one in done["out_of_reach"] if "entered" in one]
    assert "高崎市 コンサル、高崎市 工事、高崎市 物品・委託 (the site says" in told
    assert "架空環境施設組合 物品・委託 (the site says 'status 404')" in told


def test_where_no_list_can_be_entered_the_answer_is_the_trouble() -> None:
    lists = Entrances({"甲市 工事", "乙市 工事"})
    assert not lists.shut("甲市 工事", "エラー")
    assert lists.shut("乙市 工事", "エラー")
    lists.enter("乙市 工事")
    assert not lists.shut("甲市 工事", "エラー")


PAIRS = {"調達案件番号": "000123", "工事名": "甲工事", "開札日": "２０２６年０４月１６日"}
ROUNDS = ["第1回", "第2回", "第3回", "随意契約"]
FIRM = "架空建設株式会社"


@pytest.mark.parametrize(
    ("heads", "bidders", "more", "won", "price"),
    [
        # the word in the round itself (a client takes it so, 2026)
        (["業者名<br>法人番号"], [[FIRM, "35<br>落札"], ["乙組", "36"]], {}, FIRM, 35),
        (["商号又は名称"], [[FIRM, "35 落 札"], ["乙組", "36"]], {}, FIRM, 35),
        # in red, negotiated after three rounds
        (
            ["業者名／法人番号"],
            [[f"<span style='color:red;'>{FIRM}</span>", "39", "38", "37", "35"], ["乙組", "40"]],
            {}, FIRM, 35,
        ),
        # the partner of the contract beside the bidders, and instead of any
        (
            ["業者名／法人番号"],
            [[f"<b style='color: #FF0000'>{FIRM}</b>", "35"], ["乙組", "36"]],
            {"商号又は名称／法人番号": "別の組", "契約金額": "３５円"}, FIRM, 35,
        ),
        (
            ["業者名／法人番号"], [[FIRM, "35"], ["乙組", "36"]],
            {"商号又は名称／法人番号": f"{FIRM}<br>9000020102016"}, FIRM, 35,
        ),
        (
            ["業者名／法人番号"], [["-", "-", "-", "-", "-"]],
            {"商号又は名称／法人番号": f"{FIRM} 9000020102016", "契約金額": "１円"}, FIRM, None,
        ),
    ],
    ids=["below", "beside", "red", "both", "named", "partner"],
)  # fmt: skip
def test_ways_in_which_a_page_tells_who_won(
    heads: list[str], bidders: list[list[str]], more: dict[str, str], won: str, price: int | None
) -> None:
    pairs = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in (PAIRS | more).items())
    head = "".join(f"<th>{label}</th>" for label in [*heads, *ROUNDS])
    lines = "".join(
        "<tr class=inputArea>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>"
        for row in ([*row, *[""] * (5 - len(row))] for row in bidders)
    )
    page = (
        f"<html><table>{pairs}</table><table id='nyusatsu-keika-table'><tr>{head}</tr>{lines}"
        "</table></html>"
    )
    (notice,) = notices(page)
    assert [firm.name for firm in notice.suppliers] == [won]
    assert (notice.award_price.amount if notice.award_price else None) == price
    assert notice.issues == []


def notices(page: str) -> list[Notice]:
    original = Original("https://example.jp/", page.encode("cp932"), now(), Hints(stage="result"))
    return list(read(original).notices)


LABEL = "商号又は名称／法人番号"
NOTE = (
    "<p>上記の金額に、消費税および地方消費税に相当する額を加算した金額が契約に係る金額である。</p>"
)


@pytest.mark.parametrize(
    ("bidders", "label", "partner", "price", "bids", "suppliers", "contract", "status"),
    [
        ([[FIRM, "35"], ["乙組", "36"]], LABEL, FIRM, "３５円", 2, [FIRM], 35, None),
        # the only firm withdrew: it is no partner
        ([[FIRM, "", "", "", "", "辞退"]], LABEL, "－", "－", 1, [], None, "unsuccessful"),
        # nobody's bids are told, and no table of them stands on the page
        ([], LABEL, FIRM, "３５円", 0, [FIRM], 35, None),
        ([], "商号又は名称<br>／法人番号", FIRM, "３５円", 0, [FIRM], 35, None),
    ],
    ids=["won", "withdrew", "negotiated", "label in two lines"],
)
def test_the_partner_of_the_contract_stands_below_the_bidders(
    bidders: list[list[str]], label: str, partner: str, price: str, bids: int,
    suppliers: list[str], contract: int | None, status: str | None,
) -> None:  # fmt: skip
    result = {"結果": "不調" if status else "落札"}
    facts, below = (
        "<table>"
        + "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in of.items())
        + "</table>"
        for of in (PAIRS | result, {label: partner, "契約金額": price})
    )
    head = "".join(f"<th>{label}</th>" for label in ["業者名／法人番号", *ROUNDS, "摘要"])
    lines = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in [*row, *[""] * (6 - len(row))]) + "</tr>"
        for row in bidders
    )
    table = f"<table id='nyusatsu-keika-table'><tr>{head}</tr>{lines}</table>" if bidders else ""
    (notice,) = notices(f"<html>{facts}{table}{below}{NOTE}</html>")
    assert [firm.name for firm in notice.suppliers] == suppliers
    found = notice.contract_price
    assert (found and (found.amount, found.tax)) == (contract and (contract, "excluded"))
    assert notice.status == status
    assert len(notice.bids) == bids or not bids


@pytest.mark.parametrize(
    "around",
    [
        "<form><select name='selHyojikensu'><option>50</option><option>100</option></select></form>"
        "<div>{}件中</div>",
        "<a href='?'>1</a><a href='?'>2</a>{}件中　1～20件を表示",
        "<p>検索結果 <b>{}</b>件中 1-20件を表示</p>",
    ],
)
def test_a_total_is_its_own_figure_whatever_stands_before_it(around: str) -> None:
    """Choices of how many rows to show ran into the total: 205010025 of 25."""
    page = HtmlResponse("https://example.jp/", body=around.format("1,025").encode())
    assert g_cals_pages.total_of(page, 20) == 1025
