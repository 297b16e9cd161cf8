"""Which fiscal year a choice in a form of a list names."""

import pytest

from pipelines.normalise.years import fiscal_year_named


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和8年度", 2026),  # efftis, and so on
        ("２０２６年度", 2026),
        ("令和8(2026)年度", 2026),
        ("2026", 2026),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("令和7～8年度", None),
        ("令和6年度～令和8年度", None),
        ("令和8年", None),  # a calendar year
        ("8年度", None),
        ("08", None),
        ("平成40年度", None),
        ("全て", None),
        ("", None),
    ],
)
def test_only_one_year_that_is_named_counts(text: str, year: int | None) -> None:
    assert fiscal_year_named(text) == year
