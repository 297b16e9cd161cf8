"""Invented files of the register of corporations, in the layout of the real ones.

No firm in them exists. Texts stand in quotes, all else without, lines end in CR LF, as in the first
lines of a file of 2020 that a user printed; numbers have a check digit that holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.normalise.bodies import corporate_check_digit
from pipelines.register.layout import FIELDS

_QUOTED = frozenset(
    ("name", "prefectureName", "cityName", "streetNumber", "addressOutside", "enName", "furigana")
)
_USUAL = {
    "sequenceNumber": "1",
    "process": "01",
    "correct": "0",
    "updateDate": "2018-04-02",
    "changeDate": "2015-10-05",
    "kind": "301",
    "prefectureName": "沖縄県",
    "cityName": "架空市",
    "streetNumber": "中央１丁目２－３",
    "prefectureCode": "47",
    "cityCode": "999",
    "postCode": "9000000",
    "assignmentDate": "2015-10-05",
    "latest": "1",
    "hihyoji": "0",
}
_WORDS = "架空想像幻夢絵空虚構青葉若葉双葉松竹梅鶴亀山川海空建設土木工業電気商事設計産業興業"


def number(serial: int) -> str:
    """An invented 法人番号: its registry office, 9999, doesn't exist."""
    base = f"9999{serial:08}"
    return corporate_check_digit(base) + base


def line(serial: int, name: str, **fields: str) -> str:
    """A line of a file: the usual values of a company, and those that are given."""
    values = _USUAL | {"corporateNumber": number(serial), "name": name} | fields
    texts = (values.get(field, "") for field in FIELDS)
    quoted = (
        f'"{text}"' if field in _QUOTED and text else text
        for field, text in zip(FIELDS, texts, strict=True)
    )
    return ",".join(quoted) + "\r\n"


def many(count: int) -> Iterator[str]:
    """Lines of as many companies as wanted, all of them different."""
    words = len(_WORDS)
    for serial in range(count):
        places = (serial, serial // words, serial // 7, serial // 3, serial // 11, serial // 13)
        name = "株式会社" + "".join(_WORDS[place % words] for place in places)
        street = f"中央{serial % 9 + 1}丁目{serial % 31 + 1}－{serial % 17 + 1}"
        yield line(serial, name, sequenceNumber=str(serial + 1), streetNumber=street)
