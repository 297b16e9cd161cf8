"""The method that the way to a notice names, where the notice itself names none."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.lookups import fold
from pipelines.normalise.methods import parse_method
from pipelines.normalise.tender import Tender

_WAY = ("リンク", "title", "リソース", "見出し", "ページ", "一覧", "データセット")
"""What sources tell of the way to an original."""
_METHOD = re.compile(
    r"(?:(?:事[前後]審査|簡易|特別簡易|標準|公募|指名|参加者|地域限定|条件付|制限付|総合評価|落札)き?(?:型|方式)?"
    r"|一般|指名|公開)*(?:競争入札|プロポーザル|企画競争|見積合わせ|随意契約)"
    r"(?!参加|有?資格|心得|要[領綱]|規[則程]|等)"
)
"""条件付一般競争入札 of ``架空体育館照明改修工事に係る条件付一般競争入札``."""
_NEGOTIATED = "随意契約"


def method_linked(tender: Tender) -> str | None:
    """The one method that the link and what stands above it name; None where none does, or two.

    プロポーザル審査結果 below 公募型プロポーザルの結果 is 公募型プロポーザル. 随意契約 counts only
    where nothing on the way or on the page speaks of bids.
    """
    context, table = tender.hints.context, tender.plan.table
    found = [name for label in _WAY if (name := _named(context.get(label, "")))]
    method = max(found, key=len, default="")
    if not all(name in method for name in found):
        return None
    texts = (*context.values(), *table.captions, table.page)
    is_bid = method == _NEGOTIATED and any("入札" in fold(text) for text in texts)
    return None if is_bid else method or None


@lru_cache(maxsize=1024)  # all notices of a page ask the same
def _named(text: str) -> str | None:
    """The one method that a text names; none where it names two, or one that says not who bids."""
    found = set(_METHOD.findall(fold(text)))
    name = max(found, key=len, default="")
    if not name or not all(other in name for other in found):
        return None
    read = parse_method(name, {"kind": "method"})
    return name if read.method and not {"multiple", "ambiguous"}.intersection(read.flags) else None
