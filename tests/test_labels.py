"""Every heading that is known to stand on a public page has its meaning, and labels that have none
are listed for whoever keeps the lookups."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from test_cli import chotatsu

from pipelines.extract.labels import meaning_of

ROOT = Path(__file__).parent.parent
SOURCES = ROOT.parent / "shared" / "sources"
# What the survey of pages calls a heading, and the meanings that fit; where it names a kind of its
# own (attachment, terms, eligibility, meta), the label is known and needed for nothing.
FITTING = {
    "title": {"title", "goodsTitle", "worksTitle"},
    "opening_date": {"opened", "scheduleStep"},
    "award_amount": {"awardPrice", "bidPrice"},
    "contract_amount": {"contractPrice"},
    "planned_price_ex_tax": {"plannedPrice"},
    "planned_price_inc_tax": {"plannedPrice"},
    "contract_date": {"signed"},
    "award_date": {"awarded"},
    "notice_date": {"published", "scheduleStep"},
    "case_no": {"number"},
    "winner": {"winner", "supplier"},
    "design_amount": {"designPrice"},
    "question_deadline": {"questionDeadline", "scheduleStep"},
}


def headings(name: str) -> list[dict[str, str]]:
    """A table of ``../shared/sources``."""
    path = SOURCES / name
    if not path.exists():
        pytest.skip(f"{path} isn't here")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_every_heading_of_the_survey_has_a_meaning() -> None:
    """Those that are needed for nothing are listed as ignored, with the reason beside them."""
    unknown = [row["heading"] for row in headings("headings.tsv") if not meaning_of(row["heading"])]
    assert not unknown


def test_every_heading_of_every_surveyed_page_has_a_meaning() -> None:
    sets = [row["headings"].split(" | ") for row in headings("heading_sets.tsv")]
    unknown = {one.strip() for row in sets for one in row if not meaning_of(one.strip())}
    assert unknown <= {""}


def test_the_meanings_are_those_of_the_survey() -> None:
    wrong = {
        row["heading"]: meaning.name
        for row in headings("headings.tsv")
        if (meaning := meaning_of(row["heading"]))
        and row["meaning"] in FITTING
        and meaning.name not in FITTING[row["meaning"]]
    }
    assert not wrong


@pytest.mark.parametrize(
    ("label", "group", "meaning"),
    [
        ("自", "工期", "periodStart"),
        ("履行期間（至）", "", "periodEnd"),
        ("企画提案書等の提出期限", "", "deadline"),
        ("入札参加申込書の受付期間", "", "applicationDeadline"),
        ("質疑書提出期限", "", "questionDeadline"),
        ("質問に対する回答日", "", "scheduleStep"),
        ("仕様書等の閲覧期間", "", "documentPeriod"),
        ("落札金額(円)\n※税抜き", "", "awardPrice"),
        ("契約の相手方の商号又は名称及び住所（契約時）", "", "supplier"),
        ("契約金額※1", "", "contractPrice"),
        ("契約金額※変更後", "", None),
        ("再就職の役員の数（人）", "", "ignored"),
        ("結果の公表", "", None),
        ("期限切れ", "", None),
    ],
)
def test_patterns_know_labels_and_no_others(label: str, group: str, meaning: str | None) -> None:
    found = meaning_of(label, (group,) if group else ())
    assert (found and found.name) == meaning


def test_check_labels_lists_what_has_no_meaning_most_frequent_first(tmp_path: Path) -> None:
    rows = "開札日,件名,落札者,落札金額,架空見出し甲,架空 見出し乙\n"
    rows += "R6.6.4,架空橋修繕工事,架空建設(株),1000000,あ,い\n"
    rows += "R6.6.5,架空川護岸工事,架空建設(株),2000000,,う\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "b.csv").write_text(rows.replace("見出し甲", "見出し丙"), encoding="utf-8")
    done = chotatsu(tmp_path, "check", "labels", "a.csv", "b.csv", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(row["label"], row["notices"], row["files"]) for row in found] == [
        ("架空 見出し乙", 4, 2),
        ("架空見出し丙", 1, 1),
        ("架空見出し甲", 1, 1),
    ]
    assert found[0]["example"] == "い"
    assert "架空見出し丙" in chotatsu(tmp_path, "check", "labels", "a.csv", "b.csv").stdout


def test_check_labels_without_files_reads_the_store(tmp_path: Path) -> None:
    row = "開札日,件名,落札者,落札金額,架空見出し\nR6.6.4,架空橋修繕工事,架空建設(株),1000000,あ\n"
    (tmp_path / "a.csv").write_text(row, encoding="utf-8")
    assert "Every label has a meaning" in chotatsu(tmp_path, "check", "labels").stdout
    assert chotatsu(tmp_path, "add", "a.csv").returncode == 0
    found = json.loads(chotatsu(tmp_path, "check", "labels", "--json").stdout)
    assert [(one["label"], one["notices"], one["example"]) for one in found] == [
        ("架空見出し", 1, "あ")
    ]
