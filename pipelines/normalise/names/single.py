"""One organisation: its legal form and where it stands, its branch, the person beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.normalise.bodies import local_government_names
from pipelines.normalise.names.branches import is_branch, is_place, split_glued
from pipelines.normalise.names.contacts import is_person, joined, looks_like_person
from pipelines.normalise.names.forms import Form, forms_in
from pipelines.normalise.names.words import any_of

_GAP = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
_NOTE = re.compile(r"\s*[(\[【]([^()\[\]【】]{1,40})[)\]】]\s*$")
_DROPPED = re.compile(
    r"(?:代表|連名|単独|契約|旧|現|新社名|元請|下請|落札|受注|くじ|最低|仮称|大企業|中小|特定|同社"
    r"|準?[市町村県][内外]|[0-9]+$)"
)
# （公益法人以外）: what kind of party this is
_KIND = re.compile(
    "(?:公益(?:社団|財団)?法人|特例民法法人|独立行政法人|中小企業者?|大企業|みなし大企業|個人事業[主者]?|民間企業"
    "|単体(?:企業)?|単独|地元(?:業者|企業)?|地域外|指名業者|[A-DＡ-Ｄ特]等?級?)(?:以外|等|該当|非該当)*"
)
# （氏名は個人情報のため非公表）: what isn't told, and why
UNTOLD = re.compile(
    "(?:個人|氏名|名称|住所|所在地|企業|法人|商号|業者|相手方|事業者|情報|保護|名|等|の|は|を|及び|・|、"
    "|観点|理由|都合|から|より|ため|に|つき)*"
    "(?:非公表|不開示|非開示|非公開|未公表|公表しない|公表せず|(?:記載)?省略)(?:とする)?"
)
# （旧社名：青葉電気㈱）, also between a name and its branch
_FORMERLY = re.compile(
    r"\s*\((?:旧|新(?=[社商名])|現(?=[社商名:： ]))"
    r"(?:会社名|社名|商号|名称|名)?[:： ]*[^()\n]{1,40}\)"
)
_COMPANY = re.compile("(?:株式|有限|合同|合資|合名)会社")
_LEADING = re.compile(r"^(?:\([0-9]{1,2}\)|[0-9]{1,2}[.:] |([○●◎◇◆□■★☆※*])(?!\1)|[・\s-])+")
# 一級建築士事務所 before a company's form says what it is registered as.
_OFFICE = re.compile("(?:一級|二級|1級|2級)建築士事務所")
_HONORIFIC = re.compile(r"(?:\s(?:様|殿)|\s?御中|(?<=会社)様|(?<=法人)様)$")


@dataclass(slots=True)
class Single:
    """One organisation of a text, without the rest."""

    name: str
    form: str | None = None
    position: str | None = None
    branch: str | None = None
    person: str | None = None
    address: str | None = None
    individual: bool = False

    @property
    def entity(self) -> str:
        """What kind of organisation this is, by its form or the words that end its name."""
        if self.form:
            return "company"
        if self.name in local_government_names() or _government().search(self.name):
            return "government"
        if self.individual:
            return "individual"
        if self.name.endswith(("事業団", "公社", "公団", "機構", "協会", "連合会")):
            return "company"
        return "sole_proprietor" if _sole().search(self.name) else "unknown"


def single(text: str, flags: list[str]) -> Single:
    """The organisation that a text names, its abbreviated forms written out before.

    ``株式会社明電舎 静岡支店`` → 株式会社明電舎, before, 静岡支店
    """
    text = _HONORIFIC.sub("", text.strip())
    if leading := _LEADING.match(text):
        text = text[leading.end() :]
        flags.append("note")
    found = Single(text)
    text = _without_note(text, found, flags)
    forms = forms_in(text)
    if forms:
        _formed(text, _principal(forms), found, flags)
    else:
        _formless(text, found, flags)
    found.name = closed(found.name)
    if found.branch:
        found.branch = joined(found.branch)
    return found


def without_former(text: str, flags: list[str]) -> str:
    """A text without the note of a former or present name. ``㈱青葉（旧商号：㈱緑）`` → ㈱青葉"""
    without = _FORMERLY.sub("", text)
    if without != text and without.strip():
        flags.append("note")
        return without
    return text


def closed(text: str) -> str:
    """A name without gaps, but those between Latin words. ``Plus  D 設計 室`` → Plus D設計室"""
    return _GAP.sub("", " ".join(text.split()))


def _principal(forms: list[Form]) -> Form:
    """The form of the name: that at its beginning, else the first that isn't part of another."""
    return next((form for form in forms if not form.start or not form.ends), forms[0])


def _formed(text: str, form: Form, found: Single, flags: list[str]) -> None:
    head, tail = text[: form.start].strip(), text[form.end :].strip()
    glued = tail and not text[form.end].isspace()
    found.form = form.name
    if len(_COMPANY.findall(text)) > 1:
        flags.append("leftover")
    if _OFFICE.fullmatch(head):
        flags.append("note")
        head = ""
    if head and glued and text[form.start - 1].isspace() and not _behind(tail):
        if is_branch(head, complete=False):
            found.branch = head
        else:
            flags.append("leftover")
        head = ""
    if head:
        found.position = "after"
        found.name = head + " " + text[form.start : form.end]
        _tail(tail, not glued, found, flags)
    else:
        found.position = "before"
        _words(text[form.start : form.end], tail, found, flags)


def _behind(tail: str) -> bool:
    """Whether a text behind a form is a branch or a person, so that the form ends its name."""
    return is_branch(tail, complete=True) or looks_like_person(tail) or is_place(joined(tail))


def _tail(tail: str, gap: bool, found: Single, flags: list[str]) -> None:
    """What follows a form that ends a name: branch, person, or something else."""
    if not tail:
        return
    if tail.startswith("("):
        flags.append("leftover")
        return
    if is_branch(tail, complete=True):
        found.branch = tail
        if not gap:
            flags.append("branch_glued")
        return
    words = tail.split()
    for size in (1, 2):
        rest, person = words[:-size], " ".join(words[-size:])
        if looks_like_person(person) and (not rest or is_branch("".join(rest), complete=True)):
            found.person, found.branch = joined(person), "".join(rest) or None
            flags.append("representative_guessed")
            return
    found.branch = tail
    flags.append("branch_unsure" if is_place(joined(tail)) else "leftover")


def _words(form: str, rest: str, found: Single, flags: list[str]) -> None:
    """The words behind a form that begins a name: name, branch, person."""
    words = rest.split()
    words, found.person = _person_off(words, flags, sure=False)
    words, behind = _branch_off(words, ended=True)
    found.branch = behind or found.branch
    if (
        found.branch is None
        and len(words) > 1
        and (is_branch(words[-1], complete=True) or is_place(words[-1]))
    ):
        flags.append("branch_unsure")
    name = " ".join(words)
    if found.branch is None and words:
        name, found.branch = split_glued(name if name.isascii() else closed(name), flags)
        if found.branch:
            name, more = split_glued(name, flags)
            found.branch = (more or "") + found.branch
    found.name = f"{form} {name}"


def _formless(text: str, found: Single, flags: list[str]) -> None:
    """A name without a legal form: an office, a public body, a person."""
    words = text.split()
    if not words:
        found.name = ""
        return
    if len(words) == 2 and looks_like_person(text) and max(map(len, words)) <= 3:
        found.name, found.individual = joined(text), True
        return
    if any(_sole().search(word) for word in words[-3:-1]) or _latin(words[:-1]):
        words, found.person = _person_off(words, flags, sure=True)
    words, behind = _branch_off(words, ended=bool(_ended().search(words[0])))
    found.branch = behind or found.branch
    found.name = " ".join(words)
    if not found.branch and len(words) == 1 and _strong(words[0]):
        _formless_glued(found, flags)


def _formless_glued(found: Single, flags: list[str]) -> None:
    """A branch without a gap behind a name without a form, that ends as companies do."""
    if _government().search(found.name):
        return
    name, branch = split_glued(found.name, [])
    if branch and _ended().search(name):
        found.name, found.branch = name, branch
        flags.append("branch_glued")
    elif not _sole().search(found.name):
        flags.append("branch_unsure")


def _branch_off(words: list[str], *, ended: bool) -> tuple[list[str], str | None]:
    """Words without the branch at their end, with the places before it: 北陸 支店.

    Where the first word isn't known to end a name (``ended``), 静岡事務所 is no branch.
    """
    for first, word in enumerate(words):
        if first and (_strong(word) or (ended and is_branch(word, complete=False))):
            while first > 1 and is_place(words[first - 1]):
                first -= 1
            return words[:first], "".join(words[first:])
    return words, None


def _person_off(words: list[str], flags: list[str], *, sure: bool) -> tuple[list[str], str | None]:
    """Words without the person at their end: one word, or two of up to three letters."""
    for size in (2, 1):
        last = " ".join(words[-size:])
        if len(words) <= size or (size == 2 and max(map(len, words[-2:])) > 3):
            continue
        if size == 2 and sure and not (_sole().search(words[-3]) or _latin(words[:-2])):
            continue
        if looks_like_person(last):
            if not sure:
                flags.append("representative_guessed")
            return words[:-size], joined(last)
        if sure and is_person(last) and not last.isascii() and len(joined(last)) <= 6:
            flags.append("representative_guessed")
            return words[:-size], joined(last)
    return words, None


def _without_note(text: str, found: Single, flags: list[str]) -> str:
    """A text without the bracket at its end: a branch, a place, or a note."""
    note = _NOTE.search(text)
    if not note or not note.start():
        return text
    inner, rest = note[1].strip(), text[: note.start()]
    if _KIND.fullmatch(inner) or UNTOLD.fullmatch(joined(inner)):
        flags.append("note")
    elif looks_like_person(inner) and (forms_in(rest) or _sole().search(rest)):
        found.person = joined(inner)
        flags.append("representative_guessed")
    elif is_branch(inner, complete=True) and forms_in(rest) and not forms_in(inner):
        found.branch = inner
    elif joined(inner) in local_government_names() or is_place(joined(inner)):
        found.address = inner
    elif _DROPPED.match(inner):
        flags.append("note")
    else:
        flags.append("leftover")
        return text
    return rest


def _strong(word: str) -> bool:
    return is_branch(word, complete=False) and not _office().search(word)


def _latin(words: list[str]) -> bool:
    return " ".join(words).isascii()


@cache
def _sole() -> re.Pattern[str]:
    return re.compile(f"{any_of('soleProprietors')}$")


@cache
def _ended() -> re.Pattern[str]:
    return re.compile(f"{any_of('companyEndings')}$")


@cache
def _government() -> re.Pattern[str]:
    return re.compile(f"{any_of('governments')}$")


@cache
def _office() -> re.Pattern[str]:
    return re.compile("(?:事務所|センター|オフィス|工場|製作所|研究所|病院|本部)$")
