"""The facts of a source check themselves, and those of all sources hold."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from crawlers.crawl import project_settings, spiders
from crawlers.source import Expect, Hours, Source, source_facts, sources
from pipelines.errors import ArgumentError, SourceError
from pipelines.times import TOKYO

SPIDERS = spiders(project_settings())
FACTS: dict[str, Any] = {
    "title": "架空市 入札結果",
    "bodies": ("JP-JCN-5000020479993",),
    "home": "https://www.city.example.jp/",
    "stages": ("result",),
    "since": date(2024, 4, 1),
    "lag_days": 31,
    "expect": Expect(items=(1, 100), within_days=31),
    "hosts": ("www.city.example.jp",),
}


@pytest.mark.parametrize(
    ("make", "expected", "found"),
    [
        (lambda: Source(**FACTS | {"title": " "}), "a title", "' '"),
        (lambda: Source(**FACTS | {"bodies": ()}), "the id of a body", "none"),
        (lambda: Source(**FACTS | {"stages": ("results",)}), "one of plan, tender", "'results'"),
        (lambda: Source(**FACTS | {"hosts": ()}), "a host or more", "none"),
        (lambda: Source(**FACTS | {"hosts": ("https://a.jp",)}), "a host", "'https://a.jp'"),
        (lambda: Source(**FACTS | {"home": "ftp://a.jp/"}), "a web address", "ftp://a.jp/"),
        (lambda: Source(**FACTS | {"home": "https://b.jp/"}), "on one of its hosts", "b.jp"),
        (lambda: Source(**FACTS | {"lag_days": -1}), "0 days of lag", "-1"),
        (lambda: Source(**FACTS | {"cadence_days": 0}), "a cadence", "0"),
        (lambda: Expect(items=(0, 5), within_days=1), "1 <= lowest", "(0, 5)"),
        (lambda: Expect(items=(9, 5), within_days=1), "1 <= lowest", "(9, 5)"),
        (lambda: Expect(items=(1, 5), within_days=0), "a day or more", "0"),
        (lambda: Expect((1, 5), 1, {"name": 1.0}), "a key of Notice", "'name'"),
        (lambda: Expect((1, 5), 1, {"title": 80}), "a share", "80"),
        (lambda: Hours(time(23), time(6)), "opening before closing", "23:00:00 to 06:00:00"),
        (lambda: Hours(time(6), time(23), frozenset({7})), "days from 0 to 6", "7"),
    ],
)
def test_wrong_facts_are_told_at_once(
    make: Callable[[], object], expected: str, found: str
) -> None:
    with pytest.raises(SourceError) as told:
        make()
    assert expected in str(told.value)
    assert found in str(told.value)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 4, 1, 5, 59, tzinfo=TOKYO), False),  # a Wednesday
        (datetime(2026, 4, 1, 6, 0, tzinfo=TOKYO), True),
        (datetime(2026, 4, 1, 22, 59, tzinfo=TOKYO), True),
        (datetime(2026, 4, 1, 23, 0, tzinfo=TOKYO), False),
        (datetime(2026, 4, 4, 12, 0, tzinfo=TOKYO), False),  # a Saturday
        (datetime.fromisoformat("2026-03-31T21:30:00+00:00"), True),  # 6:30 the next day in Japan
    ],
)
def test_opening_hours_are_those_of_japan(moment: datetime, is_open: bool) -> None:
    assert Hours(time(6), time(23)).open_at(moment) is is_open


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"since": "2025/04/01"}, "since like 2025-04-01, found '2025/04/01'"),
        ({"until": "tomorrow"}, "until like 2025-04-01, found 'tomorrow'"),
        ({"sample": "0"}, "sample to be a number from 1, found '0'"),
        ({"sample": "few"}, "sample to be a number from 1, found 'few'"),
        ({"since": "2025-05-01", "until": "2025-04-01"}, "since <= until"),
        ({"from": "2025-05-01"}, "found from"),
    ],
)
def test_wrong_arguments_of_a_crawl_name_themselves(arguments: dict[str, Any], named: str) -> None:
    with pytest.raises(ArgumentError) as told:
        SPIDERS["practice_city"](**arguments)
    assert named in str(told.value)


def test_facts_are_found_by_name() -> None:
    assert source_facts("practice_city").invented
    assert list(sources()) == sorted(SPIDERS)
    with pytest.raises(ArgumentError, match="found 'nowhere'"):
        source_facts("nowhere")
