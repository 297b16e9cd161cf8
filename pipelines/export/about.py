"""What is to be known of an export, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from sqlalchemy import Connection

from pipelines.export.filter import Filter
from pipelines.export.published import sources, withdrawn
from pipelines.export.writing import About

_NOTES = (
    (
        "tax / 税",
        "Amounts are yen as printed. Whether they include tax stands beside each in its _tax "
        "column: never add amounts of different bases. Unit prices (kind unitPrice) are no totals. "
        "／金額は公表のままの円。税込か税抜かは各 _tax 列を見ること。異なるものを合計しない。"
        "単価（unitPrice）は総額ではない。",
    ),
    (
        "dates / 日付",
        "Dates are ISO (2025-04-01), as text; the _era columns give the Japanese calendar. A date "
        "that can't be true stays as printed, with an issue. Times are Japanese. "
        "／日付は西暦の文字列、_era 列は和暦。あり得ない日付は公表のまま残し、issues に記す。",
    ),
    (
        "origin / 出所",
        "Every row says where it comes from: source, address, SHA-256 of the original, sheet and "
        "rows, and when it was received. ／各行に情報源、アドレス、原本のSHA-256、シートと行、"
        "取得日時を付けてある。",
    ),
    (
        "empty cells / 空欄",
        "Not published, or not understood; then the sheet issues says so. Never zero. "
        "／公表されていないか、読み取れなかったもの（issues に記載）。0ではない。",
    ),
    (
        "persons / 個人",
        "Names of representatives and addresses of firms are left out. "
        "／代表者の氏名と事業者の住所は載せていない。",
    ),
)
_WITHDRAWN = (
    "{missing} notices that their publishers have since withdrawn are left out. "
    "／公表者がその後に取り下げた{missing}件は載せていない。"
)


def about(connection: Connection, where: Filter) -> About:
    """Filter, sources with the time of their last good run, and notes on reading the tables."""
    found = sources(connection, where)
    lines = [("about", "chotatsu: Japan's public procurement notices / 調達情報")]
    lines += [("filter / 条件", text) for text in _filter(where)]
    for source in found:
        started = source.started.isoformat(timespec="seconds")
        parts = (source.title, source.home, source.terms, f"last good run / 最終取得: {started}")
        lines.append((f"source / 情報源: {source.name}", "\n".join(part for part in parts if part)))
    if missing := withdrawn(connection, where):
        lines.append(("withdrawn / 取下げ", _WITHDRAWN.format(missing=missing)))
    return About((*lines, *_NOTES), max((source.started for source in found), default=None))


def _filter(where: Filter) -> Iterator[str]:
    """The filter as ``name: value``, a line each; one line when it takes everything."""
    asked = [(one.name, getattr(where, one.name)) for one in fields(where)]
    said = [f"{name}: {value}" for name, value in asked if value not in (None, False)]
    yield from said or ["none: everything that is published / なし（公表分すべて）"]
