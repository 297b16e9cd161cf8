"""The 30 columns of the register's bulk files, and which of them the store keeps where.

The files have no header. Order and names are those of 国税庁's 「リソース定義書」 as three public
importers read them (2026); the Web-API calls its elements so too.
"""

from __future__ import annotations

from operator import itemgetter

FIELDS = (
    "sequenceNumber",
    "corporateNumber",
    "process",
    "correct",
    "updateDate",
    "changeDate",
    "name",
    "nameImageId",
    "kind",
    "prefectureName",
    "cityName",
    "streetNumber",
    "addressImageId",
    "prefectureCode",
    "cityCode",
    "postCode",
    "addressOutside",
    "addressOutsideImageId",
    "closeDate",
    "closeCause",
    "successorCorporateNumber",
    "changeCause",
    "assignmentDate",
    "latest",
    "enName",
    "enPrefectureName",
    "enCityName",
    "enAddressOutside",
    "furigana",
    "hihyoji",
)

NUMBER, UPDATED, NAME, LATEST, HIDDEN = (
    FIELDS.index(field) for field in ("corporateNumber", "updateDate", "name", "latest", "hihyoji")
)

KEPT: dict[str, tuple[str, ...]] = {
    "number": ("corporateNumber",),
    "name": ("name",),
    "furigana": ("furigana",),
    "english": ("enName",),
    "kind": ("kind",),
    "process": ("process",),
    "updated": ("updateDate",),
    "latest": ("latest",),
    "changed": ("changeDate",),
    "prefecture": ("prefectureName",),
    "city": ("cityName",),
    "street": ("streetNumber",),
    "local_code": ("prefectureCode", "cityCode"),
    "post_code": ("postCode",),
    "abroad": ("addressOutside",),
    "closed": ("closeDate",),
    "close_cause": ("closeCause",),
    "successor": ("successorCorporateNumber",),
    "change_cause": ("changeCause",),
    "assigned": ("assignmentDate",),
    "hidden": ("hihyoji",),
}
"""Column of the table ``register`` → the fields whose texts it joins, as they are; empty ones too.

Left out are the row's number in its file, whether it is a correction, the numbers of pictures of
letters that no character set has, and the address in English.
"""

kept_of = itemgetter(*(FIELDS.index(field) for fields in KEPT.values() for field in fields))
"""The kept texts of a row, in the order of ``KEPT``."""
