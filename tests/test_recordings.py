"""What the recordings of each family of municipal systems hold: every way in which a case ends.

``test_sources.py`` replays them; here is only what must be in them, so that recording a source
again can't lose it.
"""

import base64
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from engine import HERE

from crawlers.crawl import project_settings, spiders
from crawlers.recording import INDEX
from pipelines.extract.encoding import decide

RECORDINGS = HERE / "sources"
Notice = dict[str, Any]


class Answer(NamedTuple):
    """An answer of a recording: patterns of what was asked (method, address, form) and answered."""

    source: str
    asked: str
    says: str


class Read(NamedTuple):
    """A notice of a recording's ``items.json``, by its title."""

    source: str
    title: str


class Never(NamedTuple):
    """Why a family has no such case."""

    reason: str


ENDS: dict[str, Callable[[Notice], bool]] = {
    "不調": lambda one: one.get("status") == "unsuccessful" and "suppliers" not in one,
    "中止": lambda one: one.get("status") == "cancelled" and "suppliers" not in one,
    "落札（くじ）": lambda one: bool(one.get("suppliers")) and "くじ" in said_of(one),
    "joint venture": lambda one: "企業体" in json.dumps(one["suppliers"], ensure_ascii=False)
    or "supplierGroup" in one,
    "masked amount": lambda one: "**" in said_of(one) and any(
        one.get(price, {}).get("undisclosed") for price in ("plannedPrice", "awardPrice")
    ),
    "several winners": lambda one: len(one.get("suppliers", [])) > 1 and "supplierGroup" not in one,
}  # fmt: skip
"""What is read of a notice that ends in such a way."""

CASES = ("list", "next page", "detail", "empty list", *ENDS)
FAMILIES: dict[str, dict[str, Answer | Read | Never]] = {
    "ej_ppi": {
        "list": Answer("chiba_ppi", "POST .*EjPRJ01.*findList", "条件に合致したものを46件"),
        "next page": Answer("miyazaki_ppi", "POST .*findList.*getStpos=[1-9]", "条件に合致した"),
        "detail": Answer("chiba_ppi", "POST .*getDetail&ejIndex=0", "入札予定（公告）詳細"),
        "empty list": Answer("chiba_ppi", "POST .*findList", "条件に合致したものを0件"),
        "不調": Read("miyazaki_ppi", "庁舎空調改修工事"),
        "中止": Read("miyazaki_ppi", "配水管布設替工事"),
        "落札（くじ）": Read("miyazaki_ppi", "道路照明灯更新工事"),
        "joint venture": Read("miyazaki_ppi", "学校トイレ改修工事"),
        "masked amount": Read("miyazaki_ppi", "学校トイレ改修工事"),
        "several winners": Read("miyazaki_ppi", "街路樹剪定業務"),
    },
    "koukai": {
        "list": Answer("ibaraki_koukai", "POST .*KK401SearchAction", 'recCount" value="[1-9]'),
        "next page": Answer("ibaraki_koukai", r"GET .*KK401SearchAction\?page=2", "recCount"),
        "detail": Answer("ibaraki_koukai", "POST .*KK402ShowAction", "第1回"),
        "empty list": Answer("ibaraki_koukai", "POST .*KK401Search", 'recCount" value="0"'),
        "不調": Read("saitama_koukai", "河川しゅんせつ工事"),
        "中止": Read("saitama_koukai", "公園整備工事"),
        "落札（くじ）": Read("saitama_koukai", "消防庁舎外壁改修工事"),
        "joint venture": Read("saitama_koukai", "中央小学校改修工事"),
        "masked amount": Read("miyagi_koukai", "配水管布設替工事"),
        "several winners": Read("saitama_koukai", "小規模修繕単価契約"),
    },
    "efftis": {
        "list": Answer("kakogawa", "POST .*PPUBC00700 .*selNendo=2026", r"全\d+件中 1 - 6件目"),
        "next page": Answer("kakogawa", "POST .*PPUBC00800!next", r"全\d+件中 7 - "),
        "detail": Answer("kakogawa", "GET .*PPUBC00500!kenmeiLink", "案件詳細"),
        "empty list": Answer("kakogawa", "POST .*PPUBC00400 .*selNendo=2025", "存在しません"),
        "不調": Read("kakogawa", "架空川護岸工事"),
        "中止": Read("kakogawa", "架空下水道管渠工事"),
        "落札（くじ）": Read("kakogawa", "くじで決まった工事"),
        "joint venture": Read("kakogawa", "架空小学校改築工事"),
        "masked amount": Read("kakogawa", "架空市道4号線舗装工事"),
        "several winners": Read("kakogawa", "架空街路樹植栽工事"),
    },
    "g_cals": {
        "list": Answer("gunma_shared", "POST .*AcKekkaKList", r"7件中\s*1～5件"),
        "next page": Answer("gunma_shared", "POST ", r"7件中\s*6～7件"),
        "detail": Answer("gunma_shared", "POST .*subWin=true", "nyusatsu-keika-table"),
        "empty list": Answer("gunma_shared", "POST .*AcKekkaBList", "該当する案件はありません"),
        "不調": Read("gunma_shared", "架空公園整備工事"),
        "中止": Read("gunma_shared", "架空配水管工事"),
        "落札（くじ）": Read("gunma_shared", "架空川護岸工事"),
        "joint venture": Read("gunma_shared", "架空小学校改築工事"),
        "masked amount": Read("gunma_shared", "架空橋補修工事"),
        "several winners": Read("gunma_shared", "単価契約　架空薬品の購入"),
    },
    "list_page": {
        "list": Answer("shiogama_pages", r"GET .*/303/ ", "全3件中1から2件"),
        "next page": Answer("shiogama_pages", r"GET .*/303/\?page=2", "全3件中3件目"),
        "detail": Answer("shiogama_pages", r"GET .*/soshiki/7/4101\.html", "開札日時"),
        "empty list": Answer("kumamoto_pages", "GET .*/list04405.html", "該当する案件はありません"),
        "不調": Read("hamamatsu_pages", "架空公園便所修繕（架空）"),
        "中止": Read("shiogama_pages", "架空公用車の購入"),
        "落札（くじ）": Read("kumamoto_pages", "架空測量業務"),
        "joint venture": Read("kumamoto_pages", "架空橋梁点検業務"),
        "masked amount": Read("kumamoto_pages", "架空受付業務"),
        "several winners": Read("kumamoto_pages", "架空警備業務"),
    },
    "smart_lgov": {
        "list": Answer("kakogawa_pages", r"GET .*keiyaku/index\.tree\.json", "入札・契約"),
        "next page": Never("index.tree.json holds a whole category, or leads to those below it"),
        "detail": Answer("kakogawa_pages", r"GET .*/r8/1008\.html", "開札日時"),
        "empty list": Answer("kakogawa_pages", r"GET .*/3003\.html", "該当する案件はありません"),
        "不調": Read("kakogawa_pages", "架空川浚渫工事"),
        "中止": Read("kakogawa_pages", "架空水路改修工事"),
        "落札（くじ）": Read("kakogawa_pages", "架空公園便所改築工事"),
        "joint venture": Read("kakogawa_pages", "架空小学校屋根改修工事"),
        "masked amount": Read("kakogawa_pages", "架空通り舗装工事"),
        "several winners": Read("kakogawa_pages", "架空測量単価契約"),
    },
    "feed": {
        "list": Answer("naha_news", r"GET .*/news\.rss ", "入札結果|随意契約"),
        "next page": Answer("naha_news", r"GET .*/news\.rss\?page=2", "<feed"),
        "detail": Answer("naha_news", r"GET .*/business/1000001\.html", "開札日時"),
        "empty list": Answer("naha_news", r"GET .*/news\.rss\?page=3", "<feed(?!.*<entry)"),
        "不調": Read("naha_news", "架空小学校外壁改修工事"),
        "中止": Read("naha_news", "架空公園遊具設置工事"),
        "落札（くじ）": Read("naha_news", "架空橋補修工事"),
        "joint venture": Read("naha_news", "架空橋補修工事"),
        "masked amount": Read("naha_news", "架空道路照明設置工事"),
        "several winners": Read("naha_news", "架空側溝清掃単価契約"),
    },
    "ckan": {
        "list": Answer("bodik", r"GET .*package_search.*start=0", '"count": \\d'),
        "next page": Answer("bodik", r"GET .*package_search.*start=2", '"count": \\d'),
        "detail": Answer("bodik", r"GET .*/download/direct\.csv", "例示橋補修工事"),
        "empty list": Answer("bodik", r"GET .*/download/none\.csv", "該当なし"),
        "不調": Read("bodik", "架空小学校外壁改修工事①"),
        "中止": Read("bodik", "架空公園遊具設置工事"),
        "落札（くじ）": Read("bodik", "架空橋補修工事"),
        "joint venture": Read("bodik", "架空橋補修工事"),
        "masked amount": Read("bodik", "架空道路照明設置工事"),
        "several winners": Read("bodik", "架空側溝清掃単価契約"),
    },
}  # fmt: skip
"""Family → case → where its recordings show it. A case is shown once; who records a family's
sources anew may show it elsewhere."""


def said_of(notice: Notice) -> str:
    """All that is printed of a notice but its title, which may be about anything."""
    return " ".join(text for text in notice["raw"].values() if text != notice.get("title"))


def test_every_family_of_the_municipalities_shows_every_case() -> None:
    """The families are those that a source of a prefecture or a shared one is made of."""
    shown = {f"crawlers.families.{family}" for family in FAMILIES}
    for spider in spiders(project_settings()).values():
        if re.match(r"spiders\.(p\d\d_|shared)", spider.__module__):
            made_of = {base.__module__ for base in spider.mro()}
            assert shown & made_of, f"{spider.name}: its family has no entry in FAMILIES"
    for family, cases in FAMILIES.items():
        assert tuple(cases) == CASES, family


@pytest.mark.parametrize(
    ("family", "case"), [(family, case) for family, cases in FAMILIES.items() for case in cases]
)
def test_a_recording_shows_it(family: str, case: str) -> None:
    shown = FAMILIES[family][case]
    match shown:
        case Never():
            assert shown.reason
        case Read():
            found = [one for one in notices(shown.source) if one.get("title") == shown.title]
            assert found, f"{shown.source} has no notice {shown.title}"
            assert any(ENDS[case](one) for one in found), found
        case Answer():
            found_answers = [says for asked, says in answers(shown.source)
                             if re.search(shown.asked, asked)]  # fmt: skip
            assert found_answers, f"{shown.source} asked for no {shown.asked}"
            assert any(re.search(shown.says, says, re.DOTALL) for says in found_answers)


@cache
def notices(source: str) -> list[Notice]:
    items = json.loads((RECORDINGS / source / "items.json").read_text(encoding="utf-8"))
    return [notice for item in items for notice in item["notices"]]


@cache
def answers(source: str) -> list[tuple[str, str]]:
    """What each answer of a recording was asked by, and its text."""
    folder: Path = RECORDINGS / source
    lines = (folder / INDEX).read_text(encoding="utf-8").splitlines()
    return [_answer(folder, json.loads(line)) for line in lines]


def _answer(folder: Path, line: dict[str, Any]) -> tuple[str, str]:
    body = (folder / line["file"]).read_bytes()
    sent = base64.b64decode(line["sent"]).decode("latin-1")
    text = body.decode(decide(body), errors="replace")
    return f"{line['method']} {line['url']} {sent}", text
