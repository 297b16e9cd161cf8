"""The measures themselves, on small examples."""

from __future__ import annotations

import pytest

from .scores import cell_f1, character_accuracy, notice_score, whole_rows

TRUTH = [["件名", "金額"], ["架空橋補修工事", "1,200"], ["架空池清掃", "98"]]


def test_all_found() -> None:
    found = [[["件 名", "金額", ""]], [["架空橋補修工事", "１，２００"], ["架空池\n清掃", "98"]]]
    assert cell_f1(found, TRUTH) == 1
    assert whole_rows(found, TRUTH) == 1


def test_a_torn_cell_costs() -> None:
    found = [[["件名", "金額"], ["架空橋", "1,200"], ["補修工事", ""], ["架空池清掃", "98"]]]
    assert cell_f1(found, TRUTH) == pytest.approx(2 * 5 / (7 + 6))
    assert whole_rows(found, TRUTH) == pytest.approx(2 / 3)


def test_headers_of_later_pages_may_be_left_out() -> None:
    printed = [*TRUTH, TRUTH[0]]
    assert cell_f1([TRUTH], printed, [TRUTH[0]]) == 1
    assert cell_f1([printed], printed, [TRUTH[0]]) == 1
    assert whole_rows([TRUTH], printed, [TRUTH[0]]) == 1
    assert cell_f1([TRUTH[1:]], printed, [TRUTH[0]]) < 1


def test_letters() -> None:
    assert character_accuracy("予定価格 1,234円", "予定価格１，２３４円") == 1
    assert character_accuracy("予定価格1,234円", "予定価格1,284円") == pytest.approx(0.9)


def test_fields() -> None:
    expected = {"title": "架空橋補修工事", "awardPrice": {"amount": 10, "tax": "unknown"}}
    got = {"title": "架空橋補修工事", "awardPrice": {"amount": 1, "tax": "unknown"}, "raw": {}}
    score = notice_score([{**got, "opened": "2024-04-18"}], [expected])
    assert score.right == ["title"]
    assert [one.field for one in score.wrong] == ["awardPrice"]
    assert [one.field for one in score.invented] == ["opened"]
    assert [one.field for one in notice_score([], [expected]).missing] == ["title", "awardPrice"]
