"""The hosts of 入札情報公開システム that are known, and how each differs."""

from __future__ import annotations

from crawlers.families.koukai import KoukaiSpider
from pipelines.lookups import real_bodies

_EPI_CLOUD = "www.epi-cloud.fwd.ne.jp"


def entries_of(numbers: str) -> list[str]:
    """The addresses at which epi-cloud shows bodies, by organisation numbers of 4 characters.

    ``1032`` → ``…KF001ShowAction?name1=0620060006600640``: each character is its code point times
    32, as 4 hexadecimal digits (holds for all 17 addresses that clients and cities link, 2026).
    """
    names = ("".join(f"{ord(one) * 32:04X}" for one in number) for number in numbers.split())
    return [f"https://{_EPI_CLOUD}/koukai/do/KF001ShowAction?name1={name}" for name in names]


def number_of(entry: str) -> str:
    """The number that such an address stands for: ``…?name1=0620060006600640`` → ``1032``."""
    codes = entry.rpartition("=")[2]
    return "".join(chr(int(codes[at : at + 4], 16) // 32) for at in range(0, len(codes), 4))


class EpiCloudSpider(KoukaiSpider):
    """Tenants of the shared host epi-cloud, each by the entry of its number: ``entries_of``.

    Numbers are taken from clients and cities, never tried out. A source that has a body for each
    of its entries names both in one order.
    """

    details = False

    def owner(self, entry: str) -> str:
        """The number of an entry, with its body where the source has one for each entry."""
        bodies = self.source.bodies if len(self.source.bodies) == len(self.start_urls) else ()
        names = [real_bodies()[one].name for one in bodies] or [""] * len(self.start_urls)
        name = names[self.start_urls.index(entry)]
        return " ".join(filter(None, (name, number_of(entry))))


class SaitamaKoukaiSpider(KoukaiSpider):
    """Saitama: one entry for all, the body a choice of the search, winners on cases' own pages."""

    chooses = False
    turn = "curPage"
    dates = (
        ("nyusatsubi_kaishi", "nyusatsubi_owari"),
        ("koukokubi_kaishi", "koukokubi_owari"),
    )


class IbarakiKoukaiSpider(KoukaiSpider):
    """Ibaraki: bodies are a choice of the entry, and a search without both days finds nothing."""

    dates = (("date_start", "date_end"),)
    needs_dates = True
