"""Text as a cell may hold it: nothing invisible, and nothing that a spreadsheet would run."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.records import Amount

# C0 and C1 controls (tab and line feed stay), lone surrogates, and what XML can't hold.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Spreadsheets run a text that begins so; Japanese ones take the full-width signs too.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# Most text has neither; one look is enough to see that.
_UNSAFE = re.compile(rf"^(?:{_FORMULA.pattern})|\r|{_INVISIBLE.pattern}")
# Labels and titles behind which a person's name stands, in issues and in names of firms.
_PERSON_LABEL = re.compile(r"代表|氏名|担当|責任者|技術者|連絡先|電話|ＦＡＸ|FAX|メール")
_PERSON = re.compile(
    r"[\s（(、,]*(?:代表取締役|取締役|代表社員|代表理事|理事長|代表者|支店長|支社長|営業所長)"
    r"(?:[社会副専常]*[長務])?[\s:：]*\S.*$",
    re.DOTALL,
)
WITHHELD = "[may name a person: left out / 個人名を含みうるため非掲載]"


def plain(text: str) -> str:
    """The text with control characters made visible (NUL → ␀) and line ends as line feeds."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub(_visible, text)


def csv_text(text: str) -> str:
    """The text for CSV; an apostrophe leads where a spreadsheet would run it: ``=1+1`` → ``'=1+1``.

    Real numbers are not text and don't come here.
    """
    if not _UNSAFE.search(text):
        return text
    shown = plain(text)
    return f"'{shown}" if _FORMULA.match(text) else shown


def digits(amount: Amount) -> str:
    """An exact amount in plain digits. Formatting a whole number as f would make it a float."""
    return f"{amount:f}" if isinstance(amount, Decimal) else str(amount)


def without_person(text: str) -> str:
    """The name of a firm without the representative printed behind it.

    ``架空建設（株）　代表取締役　架空太郎`` → 架空建設（株）
    """
    return _PERSON.sub("", text) if "代表" in text or "長" in text or "役" in text else text


def names_person(label: str) -> bool:
    """Whether the text under a published label may be a person's name, phone or mail."""
    return _PERSON_LABEL.search(label) is not None


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
