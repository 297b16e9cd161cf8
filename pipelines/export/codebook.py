"""The codebook: every exported column, key, code and word, in English and Japanese.

``python -m pipelines.export.codebook > docs/codebook.md``
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipelines.export.codes import issue_codes
from pipelines.export.columns import Table
from pipelines.export.schema import TABLES
from pipelines.lookups import load

_INTRO = """\
# Codebook / データ項目表

Made from the program by `python -m pipelines.export.codebook`; change the descriptions there and
in `data/lookups`, not here. このページはプログラムから生成しています。

Only what a run with the verdict ok or quiet fetched is exported, each notice in its newest version.
An empty cell means not published or not understood, never zero. Amounts are yen as printed, with
their tax basis beside them. Ids stay the same from export to export. In CSV, an apostrophe leads
text that a spreadsheet would take for a formula, and control characters are shown as signs (`␀`).
Names of representatives and addresses of firms are left out.
公表されていない、又は読み取れなかった項目は空欄です（0ではありません）。金額は公表のままの円で、税の扱いは
隣の列に示します。CSVでは、数式とみなされる文字列の先頭にアポストロフィを付けます。
"""
_TYPES = (
    ("text", "text", "文字列"),
    ("date", "ISO day, with time and +09:00 where printed; text", "西暦の日付（時刻付きもある）"),
    ("time", "ISO moment with zone; text", "日時"),
    ("integer", "whole number", "整数"),
    ("yen", "exact amount (CSV plain digits, Parquet DECIMAL(20,4))", "円。小数もあり得る"),
    ("decimal", "number", "数値"),
    ("boolean", "true or false", "真偽"),
)
_RECORD = """\
## The record / 記録

What `chotatsu read` prints: one JSON object a notice, a line each. Dates are ISO, with time and
`+09:00` where a time is printed. `chotatsu read` が出力するJSONの項目です。
"""
_ISSUES = """\
## Issues / 問題のコード

Who can act: `reader` whoever uses the data, `publisher` the body that published, `lookups` whoever
keeps `data/lookups`, `developer` of the reader, `operator` of the program.
"""
_WORDS = """\
## Words / 値として使う語
"""


def codebook() -> str:
    """The whole codebook in Markdown."""
    lines = [_INTRO]
    lines += _grid(("type", "what it is", "説明"), _TYPES)
    for table in TABLES:
        lines += _table(table)
    lines += _pairs(_RECORD, "key", load("record.yml"))
    lines.append(_ISSUES)
    codes = [(f"`{code}`", one.who, one.en, one.ja) for code, one in issue_codes().items()]
    lines += _grid(("code", "who can act", "meaning", "説明"), codes)
    lines += _pairs(_WORDS, "word", load("codes.yml"))
    return "\n".join(lines).rstrip() + "\n"


def _table(table: Table[Any]) -> Iterator[str]:
    yield f"## Table `{table.name}`\n\n{table.en}  \n{table.ja}\n"
    rows = [(f"`{one.name}`", one.kind, one.unit, one.en, one.ja) for one in table.columns]
    yield from _grid(("column", "type", "unit, tax", "meaning", "説明"), rows)


def _pairs(intro: str, first: str, kinds: dict[str, Any]) -> Iterator[str]:
    yield intro
    for kind, entries in kinds.items():
        yield f"### {kind}\n"
        rows = [(f"`{name}`", *said) for name, said in entries.items()]
        yield from _grid((first, "meaning", "説明"), rows)


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of Markdown and the empty line after it."""
    yield _line(header)
    yield _line(["---"] * len(header))
    yield from map(_line, rows)
    yield ""


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.buffer.write(codebook().encode())
