"""An article of JETRO: a table of labels, one of which is 本文, the wording of 官報.

Every article of a notice of awards shows all lines of that notice, and there is an article for each
line (seen in clients' code, 2026). So a line is told apart by the notice that it stands in and by
what it says: its key is made of the day, the body, the words of the whole text and those of the
line. The same line in all articles of its notice is one; the same line in another notice is
another; two lines of one notice that say the same stay two. The only line of a notice is what its
article is of, and has the article's own key.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.extract import gazette, html, prose
from pipelines.extract.blocks import Block, table_of
from pipelines.extract.gazette.awards import award_lines, facts_of
from pipelines.extract.gazette.heads import head_facts
from pipelines.extract.gazette.notices import Notice, is_codes
from pipelines.extract.gazette.places import IGNORED, grid_of
from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES
from pipelines.extract.jetro.decided import decided
from pipelines.extract.jetro.listing import FILE, captions_of, plain
from pipelines.extract.labels import meaning_of
from pipelines.extract.line import Line
from pipelines.lookups import fold, load
from pipelines.normalise.dates import parse_day
from pipelines.records import Fact, RawTable

_ENTRY = re.compile(r"①[\s　]*[0-9０-９]")
"""How a line of awards begins; in the legend above them ①品目分類番号 does."""
_BEGINS = re.compile(
    r"(?<=\S)[ 　]*"
    r"(?=①[\s　]*[0-9０-９]|◎[\s　]*調達機関番号|[〇○◯][\s　]*(?:支出負担|契約担当|契約責任)"
    r"|(?:令和|平成)[\s　]*[\d元]+年[\s　]*\d+月[\s　]*\d+日[\s　]*.?[\s　]*掲載順序|.?掲載順序)"
)
"""What begins a line of its own, also where the breaks of a text are lost."""
_PRE = re.compile(r"<pre\b[^>]*>.*?</pre>", re.IGNORECASE | re.DOTALL)
"""Text whose lines are those of its source."""
_PLACE = re.compile(r"\s*[（(〔][^（()）〔〕]*[）)〕]\s*$")
"""What stands behind the name of a body: ``（所在地：東京都）``."""
_OF_ARTICLE = ("published", "buyer")
"""What the article itself says of its notice; the text doesn't say it again."""


@dataclass(frozen=True)
class _Article:
    """``said`` are its labels with texts and the row of each; ``heading`` stands above it."""

    said: Sequence[tuple[str, str, int]]
    heading: str
    title: str

    def text(self, kind: str) -> str:
        """The text under the label of a kind, "" where it isn't printed."""
        known = load(FILE)["labels"][kind]
        return next((text for label, text, _ in self.said if fold(label) in known), "")

    @property
    def row_of_text(self) -> int:
        """The row in which its text stands."""
        known = load(FILE)["labels"]["text"]
        return next((row for label, _, row in self.said if fold(label) in known), 0)

    @property
    def kind(self) -> str:
        """公示の種類 in one line: ``入札公告（物品・サービス一般）``."""
        return "".join(plain(self.text("kind")).split())

    @property
    def is_of_awards(self) -> bool:
        """Whether it tells who won: 落札者等の公示."""
        return load(FILE)["awards"] in self.kind


def article(text: str) -> list[Grid]:
    """The article as one grid with its notices; none if the text is no article."""
    labels = [label for known in load(FILE)["known_by"] for label in known]
    if "<" not in text or not any(label in text for label in labels):
        return []
    found = _article(_PRE.sub(lambda pre: pre[0].replace("\n", "<br>"), text))
    if found is None:
        return []
    rows = [[label, said] for label, said, _ in found.said]
    return [Grid(None, rows, page=found.title, tables=tuple(_tables(found)))]


def _article(text: str) -> _Article | None:
    """The article of a page, with the last heading above it that is not of the site itself."""
    parts, title = html.parts(text)
    heading = ""
    for at, part in enumerate(parts):
        if isinstance(part, Line):
            is_own = part.is_heading and not re.search(load(FILE)["site"], part.text)
            heading = part.text if is_own else heading
            continue
        said = _said(part)
        known = {fold(label) for label, _, _ in said}
        if any(known.issuperset(labels) for labels in load(FILE)["known_by"]):
            below = [one.text for one in parts[at + 1 :] if isinstance(one, Line)]
            if not known.intersection(load(FILE)["labels"]["text"]):
                said.append(("本文", "\n".join(below), len(said)))
            return _Article(said, heading, title)
    return None


def _said(grid: Grid) -> list[tuple[str, str, int]]:
    """The labels of a table with what stands beside each, or in the row below it."""
    found: list[tuple[str, str, int]] = []
    waiting = ""
    for row in grid.rows:
        filled = [text for text in dict.fromkeys(row) if text.strip()]
        if len(filled) == 1 and waiting:
            found.append((waiting, filled[0], len(found)))
            waiting = ""
        elif len(filled) == 1:
            waiting = filled[0]
        elif filled:
            found.append((filled[0], "\n".join(filled[1:]), len(found)))
            waiting = ""
    return found


def _tables(found: _Article) -> Iterator[RawTable]:
    """A table for each notice: what its text says, and what the article says of it.

    Where the text tells nothing that can be read, the article itself is the notice.
    """
    own = list(_facts(found))
    said = [grid for grid in _grids(found) if grid.facts] or [Grid(None, [[""]])]
    is_of_lines = found.is_of_awards and bool(said[0].facts) and bool(_entries(found))
    for number, grid in enumerate(said, 1):
        facts = _together(own, grid.facts, found, alone=len(said) == 1 and not is_of_lines)
        if len(said) > 1 or (is_of_lines and not _is_own(facts, found)):
            facts.append(_key(facts, grid, found))
        whole = replace(grid, before=(*grid.before, *captions_of(found.kind)))
        block = Block(0, len(grid.rows) - 1, tuple(facts))
        if table := table_of([block], whole, number):
            yield replace(table, page=found.title)


def _facts(found: _Article) -> Iterator[Fact]:
    """What the labels of the article say, but for its text."""
    known: Mapping[str, Sequence[str]] = load(FILE)["labels"]
    for label, text, row in found.said:
        folded = fold(label)
        if folded in known["text"]:
            continue
        if folded in known["ignored"]:
            yield Fact(label, text, row, 1, meaning=IGNORED)
        elif folded in known["buyer"]:
            name = _PLACE.sub("", text.split("\n")[0]).strip()
            yield Fact(label, name or text, row, 1, meaning="buyer", printed=text)
        else:
            meaning = meaning_of(label)
            yield Fact(label, text, row, 1, meaning=meaning.name if meaning else None)


def _grids(found: _Article) -> list[Grid]:
    """The notices in the text, read as 官報 where it has its lines of codes or of awards."""
    lines = [Line(text) for text in _lines(found.text("text"))]
    if not lines:
        return []
    heading = Line(next(iter(captions_of(found.kind)), "入札公告"), is_heading=True)
    if any(is_codes(line) for line in lines):
        return gazette.grids([heading, *lines])
    if found.is_of_awards and _entries(found):
        first = next(at for at, line in enumerate(lines) if _ENTRY.match(line.text))
        notice = Notice([heading], [heading, *lines[:first]], lines[first:])
        facts = list(head_facts(notice, None))
        day = next((f.text for f in facts if f.meaning == "published"), "") or _published(found)
        return [
            grid_of(notice, [*entry, *notice.head], [*facts, *facts_of(entry, fold(day))])
            for entry in award_lines(lines[first:])
        ]
    texts = [line.text for line in lines]
    of_awards = decided(texts, heading.text) if found.is_of_awards else []
    return of_awards or prose.grids([heading, *lines])


def _entries(found: _Article) -> list[str]:
    """The lines of a text that begin an award as 官報 prints them: ``①71 ②…``."""
    return [line for line in _lines(found.text("text")) if _ENTRY.match(line)]


def _lines(text: str) -> list[str]:
    """The lines of a text, with those whose breaks are lost."""
    lines = (line.strip() for line in _BEGINS.sub("\n", text).split("\n"))
    return [line for line in lines if line]


def _published(found: _Article) -> str:
    """The day of the article in the era that the lines of awards leave out: 令和8年9月1日."""
    for label, text, _ in found.said:
        meaning = meaning_of(label)
        day = parse_day(text) if meaning and meaning.name == "published" else None
        if day and day.value:
            year, month, of_month = (int(part) for part in day.value[:10].split("-"))
            era, before = ("令和", 2018) if day.value >= "2019-05-01" else ("平成", 1988)
            return f"{era}{year - before}年{month}月{of_month}日"
    return ""


def _together(
    own: Sequence[Fact], said: Sequence[Fact], found: _Article, *, alone: bool
) -> list[Fact]:
    """What a notice says: its article's day and body, and all the rest from its text.

    ``alone``: the article is of this notice only; then its other labels and its heading are of it.
    """
    told = {fact.meaning for fact in own if fact.meaning in _OF_ARTICLE or alone}
    named = told & {*TITLES}
    facts = [fact for fact in own if alone or fact.meaning in _OF_ARTICLE or _is_kind(fact)]
    row = found.row_of_text
    kinds = {fold(kind) for kind in captions_of(found.kind)} if found.heading and alone else set()
    for fact in said:
        is_kind = fact.meaning in TITLES and fold(fact.text) in kinds  # 入札公告の訂正 is no name
        is_told = is_kind or fact.meaning in told or (fact.meaning in TITLES and named)
        meaning = IGNORED if is_told else fact.meaning
        facts.append(replace(fact, row=row, column=1, meaning=meaning))
    if alone and found.heading and not {f.meaning for f in facts} & {*TITLES}:
        facts.append(Fact("", found.heading, 0, 0, meaning="title"))
    return facts


def _is_kind(fact: Fact) -> bool:
    return fold(fact.label) in load(FILE)["labels"]["kind"]


def _is_own(facts: Sequence[Fact], found: _Article) -> bool:
    """Whether the only line that was read is what the article calls itself after.

    If it isn't, others may have been overlooked, whose articles show the same text.
    """
    names = {fold(fact.text) for fact in facts if fact.meaning in TITLES}
    return fold(found.heading) in names


def _key(facts: Sequence[Fact], grid: Grid, found: _Article) -> Fact:
    """What tells a notice apart from all others, whichever article of its text shows it."""
    first = {fact.meaning: fact.text for fact in reversed(facts)}
    names = [fact.text for fact in facts if fact.meaning in (*TITLES, "number")]
    whole = _digest(found.text("text"))
    own = _digest("".join([*(row[0] for row in grid.rows), *names]))
    text = " ".join(filter(None, (first.get("published"), first.get("buyer"), whole, own)))
    lines = itertools.takewhile(lambda row: row[0] not in grid.before, grid.rows)
    printed = "\n".join(row[0] for row in lines) or " ".join(names)
    return Fact("", text, facts[-1].row, 1, meaning="key", printed=printed)


def _digest(words: str) -> str:
    return hashlib.sha256(fold(words).encode()).hexdigest()[:16]
