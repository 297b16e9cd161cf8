"""The common spellings of a name, read at once: a company's form, letters, nothing else."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pipelines.normalise.names.branches import is_branch, may_be_branch
from pipelines.normalise.names.organisation import Organisation
from pipelines.normalise.names.words import alternatives, known, spellings
from pipelines.normalise.text import variants

_LATIN = re.compile("[Ａ-Ｚａ-ｚ]")
_LETTERS = "[㐀-鿿豈-\ufaffぁ-ゖァ-ヺー々〆・]"
_WIDE_ONLY = re.compile("[㐀-鿿ぁ-ゖァ-ヺー々〆・]+")
# What may be more than a name: another form, a person, a joint venture, an address, others.
_SLOW = re.compile(
    "会社|法人|組合|共同|企業体|代表|取締|理事|個人|ほか|外[0-9一二三]|他[0-9一二三]|構成|番号|住所|所在"
    "|建築士事務所|コンソ|グループ|都.+区|府.+[市町]|県.+[市町村]|道.+[市町村]"
)
_COMPANIES = ("株式会社", "有限会社", "合同会社", "合資会社", "合名会社")
_PUBLIC = (
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "社団法人",
    "財団法人",
    "特定非営利活動法人",
)
_BRANCH = f"(?P<branch>{_LETTERS}{{2,20}})"
_SIGNS = {
    "㈱": "株式会社",
    "㍿": "株式会社",
    "㈲": "有限会社",
    "㈾": "合資会社",
    "㈴": "合名会社",
    "㈳": "社団法人",
    "㈶": "財団法人",
}


def quick(text: str) -> Organisation | None:
    """The organisation of a text such as ``（株）山田組`` or ``青葉建設㈱ 静岡支店``, else None.

    Only where nothing in it could be a person, an address, a joint venture or a glued branch.
    """
    found = _before().fullmatch(text)
    before = found is not None
    found = found or _after().fullmatch(text)
    if found is None:
        return None
    name, printed, gap, branch = found.group("name", "form", "gap", "branch")
    if (before and may_be_branch(name)) or _SLOW.search(name):
        return None
    if branch and (not is_branch(branch, complete=not before) or _SLOW.search(branch)):
        return None
    form = _written()[printed]
    flags = _spelling(name, branch, gap + (found["space"] or ""))
    if printed != form:
        flags.append("abbreviated_form")
    if not _WIDE_ONLY.fullmatch(name):
        name = unicodedata.normalize("NFKC", name)
    if "・" in name:
        flags.append("nakaguro_in_name")
    if branch and not found["space"]:
        flags.append("branch_glued")
    if branch:
        branch = unicodedata.normalize("NFKC", branch)
    whole = form + name if before else name + form
    key = variants(whole)
    if key != whole:
        flags.append("itaiji")
    position = "before" if before else "after"
    return Organisation("company", whole, text, key, form, position, branch, flags=tuple(flags))


def _spelling(name: str, branch: str | None, gaps: str) -> list[str]:
    """Flags for how the parts are printed."""
    flags = []
    if _LATIN.search(name) or (branch and _LATIN.search(branch)):
        flags.append("fullwidth_latin")
    if gaps:
        flags.append("fullwidth_space" if "\u3000" in gaps else "space")
    return flags


@cache
def _written() -> dict[str, str]:
    """Every spelling of the common forms, as printed: （株） (株) ㈱ 株式会社."""
    found = _SIGNS | {form: form for form in (*_COMPANIES, *_PUBLIC)}
    for form in (*_COMPANIES, *_PUBLIC):
        for short in spellings("forms")[form]:
            if short not in known("doubtfulForms") and not short.isascii():
                found[f"（{short}）"] = found[f"({short})"] = form
    return found


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"[ \u3000]*(?P<form>{alternatives(_written())})(?P<gap>[ \u3000]?)"
        rf"(?P<name>{_letters()}{{2,40}})(?:(?P<space>[ \u3000]){_BRANCH})?[ \u3000]*"
    )


@cache
def _after() -> re.Pattern[str]:
    companies = [word for word, form in _written().items() if form in _COMPANIES]
    return re.compile(
        rf"[ \u3000]*(?P<name>{_letters()}{{2,40}})(?P<gap>[ \u3000]?)"
        rf"(?P<form>{alternatives(companies)})(?:(?P<space>[ \u3000]?){_BRANCH})?[ \u3000]*"
    )


def _letters() -> str:
    return _LETTERS[:-1] + "A-Za-zＡ-Ｚａ-ｚ]"
