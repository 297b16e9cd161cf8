"""Practice addresses, waiting as long as a site asks, names of files."""

from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from crawlers.base import file_name
from crawlers.polite import retry_after
from crawlers.practice import _split, practice_address, practice_delay
from pipelines.errors import SetupError

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", None),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_a_practice_address_is_on_loopback(value: str, address: str | None) -> None:
    assert practice_address({"CHOTATSU_PRACTICE": value}) == address


@pytest.mark.parametrize(
    "value",
    [
        "https://127.0.0.1:8000",
        "http://127.0.0.1",
        "http://192.168.0.2:8000",
        "http://localhost:8000",
        "http://127.0.0.1.example.jp:8000",
        "http://127.0.0.1:8000@example.jp:80",
        "http://127.0.0.1:8000/path",
        "127.0.0.1:8000",
        "http://127.0.0.1:99999",
    ],
)
def test_any_other_practice_address_is_refused(value: str) -> None:
    with pytest.raises(SetupError, match="expected CHOTATSU_PRACTICE to be"):
        practice_address({"CHOTATSU_PRACTICE": value})


def test_the_practice_delay_is_a_number_of_seconds() -> None:
    assert practice_delay({}) is None
    assert practice_delay({"CHOTATSU_PRACTICE_DELAY": "0"}) == 0
    for value in ("none", "-1", "nan"):
        with pytest.raises(SetupError):
            practice_delay({"CHOTATSU_PRACTICE_DELAY": value})


@pytest.mark.parametrize(
    ("url", "site", "path"),
    [
        ("https://a.jp", "https://a.jp", ""),
        ("https://a.jp/", "https://a.jp", "/"),
        ("https://a.jp:8443/b//c;d?e=/f?g", "https://a.jp:8443", "/b//c;d?e=/f?g"),
        ("http://a.jp?e=http://b.jp/", "http://a.jp", "/?e=http://b.jp/"),
    ],
)
def test_path_and_query_stay_as_they_are(url: str, site: str, path: str) -> None:
    assert _split(url) == (site, path)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 01 Apr 2026 12:01:30 GMT", 90.0),
        ("Wed, 01 Apr 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_is_understood_in_both_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOON) == seconds


@pytest.mark.parametrize(
    ("url", "disposition", "name"),
    [
        ("https://a.jp/b/kekka.xls", None, "kekka.xls"),
        ("https://a.jp/%E7%B5%90%E6%9E%9C.xlsx?v=1", None, "結果.xlsx"),
        ("https://a.jp/get", 'attachment; filename="kekka.xls"', "kekka.xls"),
        ("https://a.jp/get", "attachment; filename*=UTF-8''%E7%B5%90.xls", "結.xls"),
        ("https://a.jp/get", "attachment; filename=結果.xls".encode("cp932"), "結果.xls"),
        ("https://a.jp/get", 'attachment; filename="../../etc/a.xls"', "a.xls"),
        ("https://a.jp/get", "attachment", "get"),
    ],
)
def test_a_file_has_the_name_that_its_publisher_gave(
    url: str, disposition: str | bytes | None, name: str
) -> None:
    headers = {"Content-Disposition": disposition} if disposition else {}
    assert file_name(Response(url, headers=headers)) == name
