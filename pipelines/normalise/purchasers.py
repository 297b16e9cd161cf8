"""Who buys: the body, and the office of it, from whatever columns a table has for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipelines.lookups import fold, labels
from pipelines.normalise.addresses import is_address
from pipelines.normalise.bodies import (
    body_facts,
    is_corporate_number,
    local_code,
    local_corporate_number,
    local_government_names,
    local_governments,
    prefectures,
)
from pipelines.normalise.body_names import body_and_office, office_within
from pipelines.normalise.coded import words_of_code
from pipelines.normalise.contract_words import any_of
from pipelines.normalise.officers import office_of
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.tender import Tender
from pipelines.records import Body, Column

# 架空町長, 架空県知事, 架空市水道事業管理者, 架空広域連合長, 架空水道企業団企業長
_HEAD_OF_BODY = re.compile(
    r"([^\d、。()副]{1,6}?(?:[市町村](?=長)|[都道府県](?=知事))"
    r"|[^\d、。()]{1,6}?[都道府県市町村](?=[^\d、。()]{0,10}管理者|(?:水道|下水道|交通|企業)[局庁]長)"
    r"|[^\d、。()]{2,24}?(?:組合|広域連合|企業団|事業団)(?=管理者|企業長|[^\d]{0,4}長|$))"
)
_PREFECTURE = "都道府県"
"""In the context of a list: where all of the bodies on it are."""
_PIECES = re.compile(r"[|｜/／:：>＞«»\-－–—・]|\s+")
_SITE = re.compile(
    r"(?:の)?(?:公式)?(?:ホームページ|ウェブサイト|[Ww]ebサイト|HP|サイト|役所|役場)$"
)


def buyer_of(tender: Tender) -> tuple[Body | None, str | None]:
    """Body and office: as the cells say, else the body that the source names.

    支出元府省 is the body, the office whose head signs (契約担当官等) its department. Of a cell
    that names both (``架空市　総務課``), the body goes first. An office alone (総務課) is no body,
    and what a city's own site calls 架空市水道局 is that city.
    """
    office, signer = _office(tender), tender.text("officer")
    buyer = _text(tender, "buyer") or _by_code(tender, signer)
    signed = _signed_for(signer) if signer and not buyer else None
    if office is None:
        office = office_of(signer, buyer or "") if signer else None
        if signed:
            return signed, _within(signed, office)
        if buyer is None and office:
            return _told(tender, office, sure=True)
    if buyer:
        id = _number(tender) or _by_local_code(tender, buyer) or _known(buyer)
        facts, name, inner = body_and_office(buyer)
        if id is None and facts and inner:
            if facts.id == tender.hints.body:
                return Body(name=name, id=facts.id), "　".join(filter(None, (inner, office)))
            if facts.local_code and len(buyer.split()) > 1:
                # 愛知県<BR>建設局 道路課: what white space sets off is no more of the body's name
                return Body(name=facts.name, id=facts.id), office or _name(inner)
        return Body(name=_name(buyer), id=id), office and office_within(buyer, office)
    body, told = _told(tender, office, sure=False) if office else (_hinted(tender), None)
    return body or signed, told


def _by_code(tender: Tender, signer: str | None) -> str | None:
    """The body that a code stands for, unless a corporation signs under a name of its own.

    The table of codes may be wrong or outgrown: what is printed
    counts, and the difference is an issue.
    """
    words = words_of_code(tender, "buyerCode")
    if words is None or signer is None or fold(words) in fold(signer):
        return words
    if not any(_corporation().search(fold(token)) for token in signer.split()):
        return words
    column, text = tender.found("buyerCode")
    assert column is not None
    tender.note("buyerUnlikeCode", column, f"{text}: {words}")
    return None


def _within(body: Body, office: str | None) -> str | None:
    """An office without the name of its body before it, None where it is but that name.

    ``国立病院機構　架空医療センター`` of 独立行政法人国立病院機構 → 架空医療センター.
    """
    if office is None or fold(office) in fold(body.name):
        return None
    first, *rest = office.split("　")
    return "　".join(rest) if rest and fold(body.name).endswith(fold(first)) else office


def _signed_for(signer: str) -> Body | None:
    """The body that a signature names: ``架空市長　架空　太郎`` → 架空市; None if it names none.

    The head of a local government signs for it, its manager of waterworks or hospitals too; a
    corporation prints its own name.
    """
    for token in signer.split():
        for title in ("知事", "長"):
            name = fold(token).removesuffix(title)
            if name != fold(token) and name in local_government_names():
                return Body(name=name, id=_known(name))
        if found := _corporation().search(fold(token)):
            return Body(name=found[0], id=_known(found[0]))
        if found := _HEAD_OF_BODY.match(fold(token)):
            return Body(name=found[1], id=_known(found[1]))
    return None


def _told(tender: Tender, text: str, *, sure: bool) -> tuple[Body | None, str | None]:
    """Body and office of a text; ``sure``: that it is an office where no known body begins it."""
    facts, name, office = body_and_office(text)
    if facts is None and (prefecture := tender.hints.context.get(_PREFECTURE)):
        facts, _, within = body_and_office(prefecture + text)  # 森町 is in two prefectures
        office = within if facts else office
    if facts:
        return Body(name=facts.name, id=facts.id), office
    hinted = _hinted(tender)
    if hinted:
        return hinted, office_within(hinted.name, text)
    if sure or not _is_body(name):
        return None, text
    return Body(name=name), office


def _hinted(tender: Tender) -> Body | None:
    """The body that the source names, else its list page (発注機関), else the page's own title."""
    facts = body_facts(tender.hints.body)
    if facts:
        return Body(name=facts.name, id=facts.id)
    for label, text in tender.hints.context.items():
        found = labels().meaning(fold(label))
        if found and found.name in ("buyer", "office") and _is_body(text):
            return Body(name=_name(text), id=_known(text))
    name = _publisher(tender.plan.table.page)
    return Body(name=name, id=_known(name)) if name else None


@lru_cache(maxsize=1024)  # all notices of a page ask the same
def _publisher(title: str) -> str | None:
    """The local government whose site a page is of: ``入札公告／桜井市`` → 桜井市.

    Towns' pages print their title and the site's name with a mark between; only names of the
    official list of codes count.
    """
    for piece in reversed(_PIECES.split(title)):
        name = _SITE.sub("", fold(piece))
        if name in local_government_names():
            return name
    return None


def _text(tender: Tender, meaning: str) -> str | None:
    text = tender.text(meaning)
    return None if not text or is_nothing(text) else text


def _name(buyer: str) -> str:
    """The name of a body in one line."""
    return "　".join(buyer.split())


def _number(tender: Tender) -> str | None:
    """The id by the printed 法人番号 of the body that buys, if its check digit holds."""
    column, text = tender.found("buyerNumber")
    if column is None or not text or is_nothing(text):
        return None
    number = fold(text).removeprefix("T").replace("-", "")
    if is_corporate_number(number):
        return f"JP-JCN-{number}"
    tender.note("wrongCorporateNumber", column, text)
    return None


def _by_local_code(tender: Tender, buyer: str) -> str | None:
    """The id by the printed 全国地方公共団体コード, where it is the code of the body named.

    ``福島県田村市`` and 072117 → JP-JCN-…; a school board or a hospital of the city, which may be
    a body of its own, has none by it. A code that is none is an issue.
    """
    column, text = tender.found("buyerLocalCode")
    if column is None or not text or is_nothing(text):
        return None
    code = local_code(text)
    if code is None:
        tender.note("wrongLocalCode", column, text)
        return None
    name = local_governments().get(code)
    prefecture = next((p for p in prefectures() if fold(buyer).startswith(p)), "")
    is_it = name and fold(buyer) in (name, f"{prefecture}{name}")
    number = local_corporate_number(code) if is_it else None
    return f"JP-JCN-{number}" if number else None


def _known(buyer: str) -> str | None:
    """The id of a body whose whole name is known."""
    facts, _, office = body_and_office(buyer)
    return facts.id if facts and office is None else None


def _is_body(name: str) -> bool:
    """Whether a name is that of a body, not of one of its offices: 架空市, ○○組合; not 総務課."""
    folded = fold(name)
    return folded in local_government_names() or bool(_bodies().search(folded))


def _office(tender: Tender) -> str | None:
    """The printed office; where body and office have a column each, the body first."""
    columns: Sequence[Column] = tender.plan.by_meaning.get("office", ())
    printed = (_without_address(tender.of(column) or "") for column in columns)
    texts = dict.fromkeys(text for text in printed if not is_nothing(text))
    if len(texts) < 2:
        return next(iter(texts), None)
    whole = [
        text
        for text in texts
        if not any(fold(other).startswith(fold(text)) for other in texts if other != text)
    ]
    bodies = {text: body for text in whole if (body := body_and_office(text)[0])}
    if len(bodies) > 1:
        tender.note("labelTwice", columns[1], " | ".join(whole))
        return None
    return "　".join(sorted(whole, key=lambda text: text not in bodies)) or None


def _without_address(text: str) -> str:
    """An office without the lines below it that are its address."""
    if "\n" not in text:
        return text.strip()
    lines = text.strip().splitlines()
    return "\n".join(line for place, line in enumerate(lines) if not place or not is_address(line))


@cache
def _corporation() -> re.Pattern[str]:
    """A corporation's name within a signature: 国立大学法人架空大学 of 国立大学法人架空大学長."""
    ends = any_of("corporateEnds")
    return re.compile(
        rf"{any_of('corporateForms')}.{{2,20}}?{ends}(?=$|本部|[^機構所]*[長役員])"
        rf"|株式会社[^長役員]{{1,15}}|[^者役官職]{{1,15}}株式会社|^日本[^者役官職]{{1,10}}?{ends}"
    )


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(any_of("bodies") + "$")
