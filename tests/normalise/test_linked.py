"""The method of a notice as the link to it names it."""

from __future__ import annotations

import pytest

from pipelines.normalise.notice import normalise
from pipelines.records import Column, Hints, RawNotice, RawTable


@pytest.mark.parametrize(
    ("context", "page", "method"),
    [
        ({"リンク": "架空体育館照明改修工事に係る条件付一般競争入札"}, "", "条件付一般競争入札"),
        ({"リンク": "架空給食配送業務委託公募型プロポーザルの実施"}, "", "公募型プロポーザル"),
        ({"リンク": "プロポーザル審査結果（PDF）", "title": "公募型プロポーザルの結果"}, "",
         "公募型プロポーザル"),
        ({"リソース": "随意契約の結果", "データセット": "財政"}, "", "随意契約"),
        ({"title": "随意契約の公表"}, "入札結果", None),
        ({"リンク": "入札・随意契約の結果"}, "", None),
        ({"見出し": "指名競争入札結果", "ページ": "業務委託・一般競争入札"}, "", None),
        ({"リンク": "一般競争入札・指名競争入札の結果"}, "", None),
        ({"リンク": "一般競争入札参加資格審査申請書"}, "", None),
        ({"リンク": "競争入札の結果"}, "", None),
        ({"リンク": "一般競争入札等の結果"}, "", None),
        ({"件名": "一般競争入札"}, "", None),
    ],
)  # fmt: skip
def test_the_link_names_the_method_where_the_page_does_not(
    context: dict[str, str], page: str, method: str | None
) -> None:
    """The texts are of the practice sites of 塩竈市, 那覇市 and BODIK; all are invented."""
    columns = (Column(0, "件名", "title"), Column(1, "開札日", "opened"))
    raw = RawNotice([["架空橋補修", "令和8年4月17日"]], [2])
    table = RawTable(None, 1, columns, [raw], [], page)
    (notice,) = normalise(table, Hints(context=context), "0" * 64)
    assert notice.method_details == method
