"""Invented purchases: what the generated files print, and the notices a reader must give back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from layouts.layout import Json, bid, firm, price

FIRMS = (
    "架空建設株式会社", "想像土木株式会社", "株式会社幻工業", "有限会社夢野電気",
    "絵空設計株式会社", "株式会社空想商事", "合同会社虚構ビルサービス", "株式会社霧島組架空支店",
    "株式会社夢見測量設計事務所", "有限会社まぼろし造園", "株式会社ソラゴト・エンジニアリング",
    "蜃気楼道路株式会社", "株式会社ＫＡＫＵシステムズ", "霞設備工業株式会社", "株式会社虹橋",
    "一般社団法人架空市清掃協会",
)  # fmt: skip
_PLACES = ("本町", "想像町一丁目", "大字幻", "夢見台", "字霞ケ浦", "空想通り三丁目", "虹橋町")
_THINGS = (
    ("市道架空{n}号線舗装補修工事", "舗装"),
    ("想像橋橋梁補修工事（その{n}）", "土木一式"),
    ("夢見台小学校屋内運動場屋根改修工事", "建築一式"),
    ("公共下水道汚水管布設工事（第{n}工区）", "土木一式"),
    ("霞ケ浦浄水場電気計装設備更新工事", "電気"),
    ("市営住宅{n}号棟外壁等改修工事", "建築一式"),
    ("都市公園遊具更新工事", "造園"),
    ("準用河川幻川護岸復旧工事（{n}災）", "土木一式"),
    ("配水管布設替工事（本町・想像町地内）", "水道施設"),
    ("庁舎空調設備改修工事", "管"),
    ("交通安全施設（区画線・防護柵）整備工事", "とび・土工"),
)
_METHODS = ("一般競争入札", "指名競争入札", "条件付一般競争入札", "制限付き一般競争入札")
_FIRST = date(2024, 4, 4)
TOWN, MAYOR = "架空市", "架空市長　想像　太郎"


@dataclass(frozen=True)
class Offer:
    """What one firm gave, round by round: a net price in yen or a printed word (辞退)."""

    firm: str
    rounds: tuple[int | str, ...]
    won: bool = False


@dataclass(frozen=True)
class Tender:
    """One purchase. Prices are net, in yen; ``floor`` is None where there is none."""

    number: str
    title: str
    kind: str
    place: str
    method: str
    published: date
    opened: date
    start: date
    end: date
    planned: int
    floor: int | None
    offers: tuple[Offer, ...]

    @property
    def winner(self) -> Offer | None:
        """The firm that won, None where nobody did."""
        return next((offer for offer in self.offers if offer.won), None)

    @property
    def paid(self) -> int | None:
        """The winner's last net price in yen."""
        last = self.winner.rounds[-1] if self.winner else None
        return last if isinstance(last, int) else None

    @property
    def rate(self) -> Decimal | None:
        """Award price by ceiling in percent, to two places; 95.20."""
        if self.paid is None:
            return None
        share = Decimal(100) * self.paid / self.planned
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def tenders(
    seed: int, count: int, least: int = 6, most: int = 9, rounds: int = 1, first: date = _FIRST
) -> list[Tender]:
    """As many invented purchases, opened some time after a day.

    ``least`` and ``most`` are the digits of the ceiling in yen.
    """
    chance = random.Random(seed)
    made: list[Tender] = []
    day = first + timedelta(days=chance.randrange(400))
    for serial in range(1, count + 1):
        day += timedelta(days=chance.choice((0, 0, 1, 6, 7)))
        made.append(_tender(chance, serial, day, chance.randint(least, most), rounds))
    return made


def _tender(chance: random.Random, serial: int, day: date, digits: int, rounds: int) -> Tender:
    """One purchase with a ceiling of so many digits, opened on a day."""
    pattern, kind = chance.choice(_THINGS)
    step = 10 ** max(digits - chance.randint(3, 6), 0)
    planned = chance.randrange(10 ** (digits - 1), 10**digits) // step * step
    floor = planned * chance.randint(75, 92) // 100
    start = day + timedelta(days=chance.randint(7, 20))
    return Tender(
        number=f"{(day - timedelta(days=90)).year}-{chance.choice('土建水')}-{serial:03d}",
        title=pattern.format(n=chance.randint(2, 98)),
        kind=kind,
        place=f"{TOWN}{chance.choice(_PLACES)}地内",
        method=chance.choice(_METHODS),
        published=day - timedelta(days=chance.randint(18, 32)),
        opened=day,
        start=start,
        end=start + timedelta(days=chance.randint(60, 300)),
        planned=planned,
        floor=floor if floor and chance.random() < 0.85 else None,
        offers=_offers(chance, planned, max(floor, 1), rounds),
    )


def _offers(chance: random.Random, planned: int, floor: int, rounds: int) -> tuple[Offer, ...]:
    """What some firms gave: only in the last round one under the ceiling; the least wins.

    One tender in twenty fails: all stay above.
    """
    names = chance.sample(FIRMS, chance.randint(1, 6))
    failed = chance.random() < 0.05
    given: list[list[int | str]] = [[] for _ in names]
    for number in range(1, rounds + 1):
        for at, own in enumerate(given):
            if at and ((own and own[-1] == "辞退") or chance.random() < 0.15):
                own += ["辞退"] if own[-1:] != ["辞退"] else []
            elif number < rounds or failed:
                own.append(planned + planned * chance.randint(1, 20) // 100 + rounds - number + 1)
            else:
                own.append(chance.randint(floor, planned))
    prices = [(own[-1], at) for at, own in enumerate(given) if isinstance(own[-1], int)]
    best = None if failed else min(prices)[1]
    return tuple(
        Offer(name, tuple(own), at == best)
        for at, (name, own) in enumerate(zip(names, given, strict=True))
    )


# ---- how a page prints it

_WEEK = "月火水木金土日"


def full_width(text: str) -> str:
    """Digits and punctuation as wide as kanji: １，２３４．"""
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def day_text(day: date, form: str = "era") -> str:
    """A day as printed: ``era`` 令和6年4月18日, ``wide`` 令和６年…, ``short`` R6.4.18,
    ``week`` 令和6年4月18日（木）, ``padded`` R06.04.18, ``slash`` 2024/4/18."""
    is_new = day >= date(2019, 5, 1)
    year = day.year - (2018 if is_new else 1988)
    first, sign = ("令和", "R") if is_new else ("平成", "H")
    era = f"{first}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    forms = {
        "era": era,
        "wide": full_width(era),
        "week": f"{era}（{_WEEK[day.weekday()]}）",
        "short": f"{sign}{year}.{day.month}.{day.day}",
        "padded": f"{sign}{year:02d}.{day.month:02d}.{day.day:02d}",
        "slash": f"{day.year}/{day.month}/{day.day}",
    }
    return forms[form]


def sum_text(amount: int | None, form: str = "plain") -> str:
    """An amount as printed: ``plain`` 1,234,000; ``yen`` 1,234,000円; ``wide`` １，２３４，０００;
    ``sign`` ￥1,234,000; ``dash`` ¥1,234,000-; ``bare`` 1234000. None is －."""
    if amount is None:
        return "－"
    forms = {
        "plain": f"{amount:,}",
        "yen": f"{amount:,}円",
        "wide": full_width(f"{amount:,}"),
        "sign": f"￥{amount:,}",
        "dash": f"¥{amount:,}-",
        "bare": str(amount),
        "net": f"{amount:,}円（税抜）",
    }
    return forms[form]


def times(tender: Tender, unit: int) -> Tender:
    """The same purchase at so many times all its prices."""
    offers = tuple(
        replace(offer, rounds=tuple(r * unit if isinstance(r, int) else r for r in offer.rounds))
        for offer in tender.offers
    )
    floor = tender.floor * unit if tender.floor else None
    return replace(tender, planned=tender.planned * unit, floor=floor, offers=offers)


def with_tax(net: int) -> int:
    """The amount with 10 % tax, in whole yen."""
    return net * 110 // 100


# ---- what must be read from it


def bids_of(offers: Sequence[Offer]) -> list[Json]:
    """The bidders in printed order."""
    return [bid(offer.firm, *offer.rounds, won=offer.won) for offer in offers]


def expected_of(tender: Tender, names: Sequence[str], stage: str = "result") -> Json:
    """The notice that a row with the columns of these names prints."""
    made: Json = {"stage": stage}
    winner, paid = tender.winner, tender.paid
    known: dict[str, Json] = {
        "number": {"number": tender.number},
        "title": {"title": tender.title},
        "opened": {"opened": tender.opened.isoformat()},
        "published": {"published": tender.published.isoformat()},
        "place": {"place": tender.place},
        "planned": {"plannedPrice": price(tender.planned, "excluded")},
        "winner": {"suppliers": [firm(winner.firm)]} if winner else {},
        "paid": {"awardPrice": price(paid, "excluded")} if paid is not None else {},
        "count": {"numberOfBids": len(tender.offers)},
        "bids": {"bids": bids_of(tender.offers)},
    }
    known["rate"] = {"awardRate": str(tender.rate / 100)} if tender.rate is not None else {}
    known["period"] = {"period": {"start": tender.start.isoformat(), "end": tender.end.isoformat()}}
    if tender.floor is not None:
        floor = {"type": "minimumPrice", **price(tender.floor, "excluded")}
        known["floor"] = {"floorPrice": [floor]}
    for name in names:
        made.update(known.get(name, {}))
    return made
