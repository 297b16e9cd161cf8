"""What a text says of a purchase: how it is made, how it stands, what is bought."""

from __future__ import annotations

import msgspec


class Purchase(msgspec.Struct, frozen=True):
    """The answer of ``parse_method``; what the text doesn't say is None.

    ``kind`` is what ``detail`` speaks of: method, status or category. ``method`` is OCDS's
    procurementMethod (open, selective, limited, direct), ``method_detail`` says which
    (``data/lookups/methods.yml``). ``status`` is OCDS's for a ``level`` of tender, award or
    contract; for a bid it is valid, disqualified, withdrawn, invited, absent or won.
    ``category`` is OCDS's mainProcurementCategory. ``award_criteria`` is overall_evaluation
    (総合評価), lowest_price or highest_price. ``legal_basis`` holds provisions as
    ``322CO0000000016#167_2-1-5``: the law's number at e-Gov, article, paragraph, item. ``text``
    is what was read.

    Flags:

    - ``abbreviated``: cut off or shortened (``随意``, ``制限付一般競``), read as what it was
    - ``ambiguous``: could be read otherwise; the code is the likelier one and isn't published
    - ``conditional``: a rule (``…の場合は中止``), not an event: no status
    - ``law_reference``: a provision is named
    - ``mixed``: goods and services, or the like, in one; the first is the category
    - ``multiple``: a choice or a list of several, so none of them
    - ``revenue``: the authority sells or lets
    - ``too_long``: only the beginning was read
    - ``typo``: a slip with one reading, repaired
    - ``wto``: under the Agreement on Government Procurement
    """

    text: str
    kind: str | None = None
    method: str | None = None
    status: str | None = None
    level: str | None = None
    category: str | None = None
    method_detail: str | None = None
    status_detail: str | None = None
    category_detail: str | None = None
    award_criteria: str | None = None
    legal_basis: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def detail(self) -> str | None:
        """The detail of ``kind``: ``公募型プロポーザル`` → proposal_open_call."""
        if self.kind == "status":
            return self.status_detail
        return self.category_detail if self.kind == "category" else self.method_detail
