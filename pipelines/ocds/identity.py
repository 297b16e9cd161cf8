"""Which process a notice belongs to by its own facts, and the ocid of a new process."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.errors import SetupError
from pipelines.lookups import BodyFacts, fold
from pipelines.normalise.identity import COUNT
from pipelines.ocds.parties import corporate_number
from pipelines.records import REVENUE, Notice

PLACEHOLDER_PREFIX = "ocds-213czf"
"""The prefix of the standard's own examples: not registered to anyone. See ``prefix``."""

STAGE_ORDER = {"tender": 0, "result": 1, "award": 1, "contract": 2, "cancellation": 3}
"""The stages that are mapped, in the order in which releases of the same date are merged."""

_PREFIX = re.compile(r"ocds-[0-9a-z]{6}")


def prefix() -> str:
    """The ocid prefix: CHOTATSU_OCID_PREFIX, as the Open Contracting Partnership assigns one."""
    found = os.environ.get("CHOTATSU_OCID_PREFIX") or PLACEHOLDER_PREFIX
    if not _PREFIX.fullmatch(found):
        raise SetupError(
            f"CHOTATSU_OCID_PREFIX: expected a prefix like {PLACEHOLDER_PREFIX}, found {found!r}"
        )
    return found


@dataclass(frozen=True)
class ProcessKey:
    """What a process is found by, and the last part of its ocid (``local``).

    ``evidence`` is what distinguishes it from others of the buyer's year: its number, with the
    title where that is a mere count or the series in which it counts, or the facts that were
    hashed.
    """

    buyer: str
    fiscal_year: int
    evidence: Mapping[str, str]

    @property
    def text(self) -> str:
        """64 hexadecimal digits over buyer, fiscal year and evidence."""
        facts = (self.buyer, str(self.fiscal_year), *(f"{k}={v}" for k, v in self.evidence.items()))
        return hashlib.sha256("\x1f".join(facts).encode()).hexdigest()

    @property
    def local(self) -> str:
        """The buyer's own number; ``h`` and 12 hexadecimal digits where it tells too little."""
        number, hashed = self.evidence.get("number"), f"h{self.text[:12]}"
        if not number:
            return hashed
        return f"{hashed}-{number}" if len(self.evidence) > 1 else number


def left_out(
    notice: Notice, fiscal_year: int | None, bodies: Mapping[str, BodyFacts]
) -> str | None:
    """Why a notice can't be part of OCDS, as a short code; None if it can."""
    if notice.stage not in STAGE_ORDER:
        return f"stage-{notice.stage}"
    if notice.category == REVENUE:
        return REVENUE
    if notice.buyer is None or not notice.buyer.id:
        return "no-buyer"
    if corporate_number(notice.buyer.id, bodies) is None:
        return "no-corporate-number"
    if fiscal_year is None:
        return "no-fiscal-year"
    if not (local_number(notice.number or "") or notice.title):
        return "no-title"
    return None


def process_key(notice: Notice, fiscal_year: int) -> ProcessKey:
    """The key of a notice that isn't left out: by the buyer's number, else by stable facts.

    A number that only counts belongs to as many purchases as there are series, of works, of
    services, of each office: there the title decides too. Where the source knows that works,
    services and goods each have their own, any number is one of its series. A title that was
    printed otherwise parts a call from its result; a wrong link would invent a contract for it.
    Fields that get corrected later (deadlines, amounts) are not part of it.
    """
    buyer = notice.buyer.id if notice.buyer and notice.buyer.id else ""
    if number := local_number(notice.number or ""):
        if notice.title and is_count(notice.number or "", fiscal_year):
            return ProcessKey(buyer, fiscal_year, {"number": number, "title": fold(notice.title)})
        series = {"series": fold(notice.series)} if notice.series else {}
        return ProcessKey(buyer, fiscal_year, {"number": number, **series})
    facts = {
        "department": fold(notice.department or ""),
        "title": fold(notice.title or ""),
        "date": notice.published or notice.opened or notice.signed or notice.awarded or "",
    }
    return ProcessKey(buyer, fiscal_year, facts)


def is_count(printed: str, fiscal_year: int) -> bool:
    """Whether a number says no more than the how manieth of its year a purchase is.

    ``第5号``, ``No.12``; in fiscal 2026 ``8-0018``, ``R8-12``, ``令和8年度第3号``. Neither is
    ``07-0123`` nor ``工-123``, which have a series of their own.
    """
    years = [f"{fiscal_year}", f"{fiscal_year % 100:02}"]
    years += [rf"(?:令和|令|R)?0?{fiscal_year - 2018}", rf"(?:平成|平|H)?{fiscal_year - 1988}"]
    year = rf"第?(?:{'|'.join(years)})(?:年度?第?|[-−‐–ー/・.]第?)"
    return re.fullmatch(rf"(?:{year})?{COUNT}", fold(printed), re.IGNORECASE) is not None


def new_ocid(key: ProcessKey, bodies: Mapping[str, BodyFacts]) -> str:
    """The ocid of a new process: prefix, 法人番号, fiscal year, series, local number.

    An office that shares its ministry's 法人番号 counts in a series of its own: ``chubu``; so does
    an agency that has none of its own: ``rinya``.
    """
    number = corporate_number(key.buyer, bodies) or ""
    series = key.buyer.removeprefix(f"JP-JCN-{number}").removeprefix("JP-BODY-").strip("-")
    parts = (prefix(), number, str(key.fiscal_year), series, key.local)
    return "-".join(part for part in parts if part)


def local_number(printed: str) -> str:
    """A buyer's own number as part of an ocid: ``第 １２－３ 号`` → ``第12-3号``.

    NFKC, upper case, no white space; what is neither letter, digit nor ``.`` becomes ``-``.
    """
    folded = fold(printed).upper()
    local = "".join(letter if letter.isalnum() or letter == "." else "-" for letter in folded)
    return local if any(map(str.isalnum, local)) else ""
