"""The scanner: one pass over folded text that finds everything a date may be made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.normalise.dates.eras import eras
from pipelines.normalise.dates.times import CLOCK
from pipelines.normalise.dates.words import one_of, words

_NAME = "|".join(era.name for era in eras())
_SHORT = "".join(era.short for era in eras())
_LETTER = "".join(era.letter for era in eras())
# 令和, 令, R, R. before a number
ERA = rf"(?:{_NAME}|(?<![一-龥])[{_SHORT}]|(?<![A-Za-z0-9])[{_LETTER}{_LETTER.lower()}]\.?)"
_N = r"(?:元|\d{1,2})(?!\d)"
_OPEN, _SHUT = r"[(\[〔【]", r"[)\]〕】]"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ENGLISH_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![A-Za-z])"
)
_KA = "[かカヵヶケ箇個]"
_DASH_TO = (
    rf"(?<=[\d日月年度)時分末旬])-(?=\d|'|{_NAME}|[{_LETTER}]\d|契約|入札|公告|$)"
    r"|(?<=[\d日月年度)])[ー─━―→](?!タ)"
)
_MASK = r"[●○〇◯*×■□△▲_XxＸ?※]"

# Each alternative is a kind of token; the order decides between those that begin alike.
WORD_KINDS = ("until", "since", "to", "list", "planned", "approx")
_KINDS = {
    # 令和7(2025)年度, 2025年(令和7年), 令和7年(2025年), 2025年(2025年)
    "dual": (
        rf"(?:{ERA}{_N}|(?<!\d)\d{{4}})年?度?{_OPEN}(?:西暦)?(?:{ERA}{_N}|\d{{4}})年?度?"
        rf"(?:[・/、]{ERA}{_N}年?度?)?{_SHUT}年?度?"
    ),
    # 1年6か月, 120日間, 30日以内, 10営業日, 2週間, 24時間
    "duration": (
        rf"(?<![\d.,月])(?:\d{{1,3}}年(?:間)?(?:と|及び)?\d{{1,2}}{_KA}月間?|\d{{1,3}}{_KA}月間?"
        rf"|\d{{1,3}}{_KA}年間?"
        r"|\d{1,3}年間|\d{1,3}年(?=以[内上]|を経過)|\d{1,3},\d{3}日間?|\d{1,4}(?:営業|開庁|稼働|執務|平|業務)日間?"
        r"|\d{1,4}日(?:間|(?=以[内上]|を経過|程度|前後|を限度))|\d{3,4}日|\d{1,3}週間?"
        r"|\d{1,4}時間|半年間?(?!期))"
    ),
    "quarter": (r"第?(?<!\d)[1-4][・/]?四半期|(?<![A-Za-z])Q[1-4](?!\d)|(?<!\d)[1-4]Q(?![A-Za-z])"),
    # 令和6年, 平成31年度, 6年度, 2024年度, FY2024
    "year": (
        rf"(?:{ERA}\d{{1,2}}|(?:{ERA})?元|(?<![\d.])\d{{4}})年度?"
        r"|(?<![\d.])\d{1,2}年(?:度|(?![間前後目齢以]))"
        r"|(?<![A-Za-z])FY'?(?:\d{4}|\d{2})(?!\d)|(?<!\d)\d{4}FY"
    ),
    # 平成29度: the 年 is missing; 平成28月1月18日: 月 stands for 年
    "typo_year": (
        rf"(?:{_NAME})(?:元|\d{{1,2}})(?:度|月(?=\d{{1,2}}月\d{{1,2}}日)|[ ./,、](?=\d{{1,2}}月))"
    ),
    "stamp": (
        r"(?<![\dA-Za-z.-])(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
        r"(?:[T ]?[0-2]\d[0-5]\d(?:[0-5]\d)?)?(?![\dA-Za-z.,-])"
        rf"|(?<![A-Za-z0-9])[{_LETTER}]\d{{6}}(?![\d.,-])"
    ),
    # 2024/4/1, R6.4.1, 令和6.4.1, '24.4.1, 6.4.1
    "slashed": (
        rf"(?:{ERA}(?:元|\d{{1,2}})[./,・-]|(?<![\d.,A-Za-z])(?:(?:'\d{{2}}|\d{{4}})[./-]|(?<!-)(?:\d{{1,2}}|元)[./]))"
        r"\d{1,2}[./,・-]\d{1,2}(?!\d)(?![./,]\d)"
    ),
    # R6.4, 2024/4, 4/1, 4.1
    "halved": (
        rf"(?:{ERA}(?:元|\d{{1,2}})|(?<![\d.,A-Za-z:])\d{{4}}|(?<![\d.,A-Za-z:/-])\d{{1,2}})[./-]"
        r"(?:0?[1-9]|[12]\d|3[01])(?![\d:])(?![./,]\d)(?:月(?!曜))?"
    ),
    "clock": CLOCK,
    "month": r"(?<!\d)\d{1,2}月(?![間額齢曜])",
    "day": (
        r"(?<=月)\d{1,2}日(?!曜)|(?<![\d.,第])\d{1,2}日(?![町市村前後曜])"
        r"|(?<=月)\d{1,2}(?:[目曰]|(?=$|[(~、)\] ]|から|まで|午前|午後|付))"
    ),
    # x和57年, ●年●月, 令和年月日 (a form left blank)
    "masked": (
        rf"(?<!昭)(?<!令)和(?=\d{{1,2}}年\d)|(?<!平)成(?=\d{{1,2}}年\d)"
        rf"|(?:{ERA})?{_MASK}{{1,4}}[年月日]|(?:{_NAME})年(?=月|$|度)|(?<=[\d和成正治]年)月日?|(?<![一-龥]年)(?<=年)月(?!日[:)\d{_SHORT}])日?"
        r"|(?<=\d月)日(?!曜)"
        rf"|(?:{_NAME}){_MASK}\d?年"
    ),
    # 上旬, 末日; 8月末, 年度末
    "part": (
        r"上[・、~]?中旬|中[・、~]?下旬|上旬|初旬|中旬|下旬|月末日?|末日|(?<=[月年度])末日?(?!年始)|年度末|年末(?!年始)|前半|後半"
        r"|半ば|中頃|初め|はじめ|初頭|当初|月初"
    ),
    "half": r"上半期|下半期|上期|下期|前半期|後半期|(?<=[年度])[前後]期",
    "season": r"(?<=[年度])の?[春夏秋冬](?:季|期)?",
    # 同年, 翌日, 本年度
    "same": (
        r"同(?:年度?|月|日)|当[日月]|翌々?(?:年度?|月|日)|[本今来次前昨](?:年度?)|今月|来月|本日|即日"
        r"|前日"
    ),
    "weekday": (
        r"\((?:[月火水木金土日](?:曜日?)?)?(?:[・、,/]?(?:国民の)?(?:祝日?|休日?|振休|振替休日))?\)"
        rf"|{_OPEN}[月火水木金土日](?:曜日?)?{_SHUT}|[月火水木金土日]曜日?"
        r"|(?<![A-Za-z])(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]*"
        r"(?![a-z])"
    ),
    "english": (
        r"(?<![A-Za-z])(?:(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?: ?of)?[, -]*)?"
        rf"{ENGLISH_MONTH}\.?[, -]*"
        r"(?:\d{1,2}(?:st|nd|rd|th)?(?!\d))?[, -]*(?:\d{4}(?!\d))?"
    ),
    "bare_era": rf"(?:{ERA})(?:元|\d{{1,2}})(?![\d年度./-]\d?|月)",
    "until": one_of("until"),
    "since": one_of("since"),
    "to": (
        rf"(?<![なだた])(?:{one_of('to')})(?![のなよ])|~+|-{{2,}}|{_DASH_TO}"
        r"|(?<![A-Za-z])(?:to|through|until|till)(?![A-Za-z])"
    ),
    "list": one_of("list"),
    "planned": one_of("planned"),
    "approx": rf"{one_of('approx')}|(?<!契)約(?=\d)",
    "number": r"\d+",
}
# Every letter that a token can begin with: most of a text's letters are passed over by this alone.
_FIRST = "".join(
    {word[0] for kind in WORD_KINDS for word in words(kind)}
    | set(
        "0123456789'QFAaPpTMJSONDWx_XＸ元第半正零午和成上中下初月末年前後はの春夏秋冬同当翌本今来次昨即"
    )
    | set("日火水木金土([〔【~ー─━―→約●○〇◯*×■□△▲?※tuJ-")
    | set(_NAME + _SHORT + _LETTER + _LETTER.lower()) - {"|"}
)
_SCANNER = re.compile(
    f"(?=[{re.escape(_FIRST)}])(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items())
    + ")",
    re.ASCII,
)


class Token(NamedTuple):
    """A piece of the text: its kind, what stands there, and where."""

    kind: str
    text: str
    start: int
    end: int


def scan(text: str) -> Iterator[Token]:
    """The tokens of folded text in order; what is none of them is left out."""
    for found in _SCANNER.finditer(text):
        kind = found.lastgroup
        if kind:
            yield Token(kind, found[0], found.start(), found.end())
