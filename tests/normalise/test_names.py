"""Names of organisations: every spelling of the table, and what must hold for any text."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spellings.names import ROWS
from spellings.row import Row

from pipelines.errors import SetupError
from pipelines.normalise.names import Organisation, match_key, parse_organisation, party_id, words
from pipelines.normalise.names import parse as parsing
from pipelines.normalise.names.quick import quick

ROOT = Path(__file__).parent.parent.parent
GOLD = ROOT.parent / "shared" / "gold"

# Letters of names, none of which is a word of its own that the parser knows.
_KANJI = st.text("緑葵梓椿橘楓薫瑛藍", min_size=3, max_size=8)
_COMPANY = {
    "株式会社": ("株式会社", "㈱", "(株)", "（株）", "〔株〕", "【株】", "[株]", "( 株 )"),
    "有限会社": ("有限会社", "㈲", "(有)", "（有）", "［有］"),
    "合同会社": ("合同会社", "(同)", "（同）"),
    "一般社団法人": ("一般社団法人", "(一社)", "（一社）"),
    "特定非営利活動法人": ("特定非営利活動法人", "（特非）", "ＮＰＯ法人", "NPO法人"),
}
# What stands in cells of names, each with a meaning of its own.
_PARTS = (
    *[
        "㈱",
        "株式会社",
        "青葉",
        "・",
        "、",
        "支店",
        "共同企業体",
        "（",
        "）",
        "ＪＶ",
        "代表者",
        "構成員",
        "東京都",
        "1-2",
        "法人番号",
    ],
    *("7000012050002", "外2者", "工事", "①", "\n", " "),
)
_TYPES = st.sampled_from(
    ("特定建設工事共同企業体", "経常建設共同企業体", "地域維持型建設共同企業体", "設計共同体")
)
_GAP = st.sampled_from(("", " ", "\u3000", "  "))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text[:40])
def test_spelling(row: Row) -> None:
    found = parse_organisation(row.text, row.context)
    assert {name: getattr(found, name) for name in row.expected} == row.expected
    assert found.text == row.text


@given(_KANJI, st.sampled_from(sorted(_COMPANY)), st.data(), _GAP)
def test_every_spelling_of_a_form_is_the_same_company(
    name: str, form: str, data: st.DataObject, gap: str
) -> None:
    printed = data.draw(st.sampled_from(_COMPANY[form]))
    before = parse_organisation(printed + gap + name, {})
    after = parse_organisation(name + gap + printed, {})
    assert (before.name, before.legal_form, before.position) == (form + name, form, "before")
    assert (after.name, after.legal_form, after.position) == (name + form, form, "after")


@given(_KANJI, st.sampled_from(("静岡", "北関東", "東京第二")), _GAP)
def test_a_branch_behind_a_name_that_a_form_ends(name: str, place: str, gap: str) -> None:
    found = parse_organisation(f"{name}㈱{gap}{place}支店", {})
    assert (found.name, found.branch) == (f"{name}株式会社", f"{place}支店")
    found = parse_organisation(f"㈱{name}\u3000{place}支店", {})
    assert (found.name, found.branch) == (f"株式会社{name}", f"{place}支店")


@given(st.lists(_KANJI, min_size=2, max_size=5), _TYPES, st.sampled_from("・／、"), _GAP)
def test_members_of_a_joint_venture(
    members: list[str], kind: str, separator: str, gap: str
) -> None:
    found = parse_organisation(separator.join(members) + gap + kind, {})
    assert found.members == tuple(members)
    assert (found.name, found.jv_type) == ("・".join(members) + kind, kind)


@pytest.mark.parametrize(
    ("text", "last", "kind"),
    [
        # invented: what is written to a legal form is the name, and no part of the type
        ("㈱架空組・株式会社模擬建設ＪＶ", "株式会社模擬建設", "JV"),
        ("架空測量株式会社・有限会社模擬測量設計ＪＶ", "有限会社模擬測量設計", "JV"),
        # the gap ends the name
        ("架空・株式会社模擬 建設ＪＶ", "株式会社模擬", "建設JV"),
        ("架空・模擬建設ＪＶ", "模擬", "建設JV"),
        # a list that had no room for the type; its sign shows that it was cut
        (
            "架空組㈱・有限会社模擬建設特定建設工事共同企業…",
            "有限会社模擬建設",
            "特定建設工事共同企業体",
        ),
        ("架空薬品㈱・㈱模擬文具特定建設…", "株式会社模擬文具", "特定建設工事共同企業体"),
        ("㈱架空技研・有限会社模擬建築設計事務…", "有限会社模擬建築設計事務...", None),
    ],
)
def test_a_type_takes_no_word_of_the_last_member(text: str, last: str, kind: str | None) -> None:
    found = parse_organisation(text, {})
    assert (found.members[-1], found.jv_type) == (last, kind)


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    assert parse_organisation(text, {}).text == text


@given(
    st.lists(
        st.sampled_from(_PARTS),
        max_size=12,
    )
)
def test_no_mixture_of_parts_raises(parts: list[str]) -> None:
    found = parse_organisation("".join(parts), {})
    printed = unicodedata.normalize("NFKC", found.text)
    for value in (found.name, found.branch, found.representative, found.address):
        digits = [letter for letter in value or "" if letter.isdecimal()]
        assert all(digit in printed for digit in digits)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text[:40])
def test_width_changes_no_answer(row: Row) -> None:
    narrow = unicodedata.normalize("NFKC", row.text.replace("①", "(1)").replace("②", "(2)"))
    told = ("name", "legal_form", "position", "branch", "members", "corporate_number", "project")
    wide, folded = parse_organisation(row.text, {}), parse_organisation(narrow, {})
    if "mojibake" not in wide.flags:
        assert [getattr(folded, name) for name in told] == [getattr(wide, name) for name in told]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text[:40])
def test_the_fast_road_leads_to_the_same_place(row: Row) -> None:
    fast = quick(row.text)
    if fast is not None:
        assert _told(fast) == _told(parsing._read(row.text))


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000,
        "(" * 5_000 + ")" * 5_000,
        "・" * 10_000,
        "株式会社" * 3_000,
        "青葉・" * 3_000 + "共同企業体",
        "東京都新宿区" * 2_000,
        " " * 10_000 + "㈱青葉",
        "青葉" * 500_000,
        "代表取締役 " * 2_000,
        "工事" * 5_000 + "青葉・緑JV",
        "1-" * 5_000,
        "株 式 " * 3_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_texts_are_read_in_no_time(text: str) -> None:
    parse_organisation(text, {})
    taken = []
    for _ in range(3):
        parsing._read.cache_clear()
        begin = time.process_time()
        found = parse_organisation(text, {})
        taken.append(time.process_time() - begin)
    assert min(taken) < 0.010
    assert len(text.strip()) <= 400 or "too_long" in found.flags or found.name is None


def test_names_compare_without_width_gaps_and_variants() -> None:
    for spelling in ("㈱髙木　建設", "(株)高木建設", "（株）高木建設", "株式会社 髙木建設"):
        assert match_key(spelling) == "株式会社高木建設"
        assert party_id(spelling) == party_id("株式会社高木建設")
    assert match_key("高木建設（株）") != match_key("（株）高木建設")
    assert party_id("国土交通省", "2000012100001") == "JP-JCN-2000012100001"


def test_ids_stay_as_they_were_given() -> None:
    assert party_id("（株）青葉建設") == "JP-NAME-" + _hash("株式会社青葉建設")
    assert party_id("青葉・みどり（共）") == "JP-NAME-" + _hash("青葉・みどり共同企業体")
    assert party_id("（株）青葉電機　静岡支店") == "JP-NAME-" + _hash("株式会社青葉電機静岡支店")


@given(st.text("㈱株式会社髙﨑青葉 　ＡａA", max_size=20))
def test_keys_of_keys_are_keys(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)


def test_a_mistake_in_the_words_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = dict(words.load(words.FILE))
    entries["titles"] = ["社長", "社長"]
    monkeypatch.setattr(words, "load", lambda file: entries)
    for cached in (words.known, words._checked):
        cached.cache_clear()
    try:
        with pytest.raises(SetupError, match=r"names\.yml: expected 社長 once in titles"):
            words.known("titles")
        entries["heads"] = []
        words._checked.cache_clear()
        with pytest.raises(SetupError, match="heads"):
            words.known("titles")
    finally:
        monkeypatch.undo()
        for cached in (words.known, words._checked):
            cached.cache_clear()


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold set at {GOLD}")
def test_the_gold_set() -> None:
    scorer = GOLD / "score_normalise.py"
    made = subprocess.run(
        [sys.executable, str(scorer), "--orgs", "pipelines.normalise.names:parse_organisation",
         "--json", "/dev/stderr"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    scores = msgspec.json.decode(made.stderr)["orgs"]
    assert scores["all"] >= 0.96, made.stdout
    assert scores["silent"] <= 0.01, made.stdout


def _told(found: Organisation) -> dict[str, object]:
    return msgspec.structs.asdict(found) | {"flags": frozenset(found.flags)}


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:12]
