"""The hosts of 入札情報公開システム that are known, and how each differs."""

from __future__ import annotations

from crawlers.families.koukai import KoukaiSpider

_EPI_CLOUD = "www.epi-cloud.fwd.ne.jp"


def entries_of(numbers: str) -> list[str]:
    """The addresses at which epi-cloud shows bodies, by organisation numbers of 4 characters.

    ``1032`` → ``…KF001ShowAction?name1=0620060006600640``: each character is its code point times
    32, as 4 hexadecimal digits (holds for all 17 addresses that clients and cities link, 2026).
    """
    names = ("".join(f"{ord(one) * 32:04X}" for one in number) for number in numbers.split())
    return [f"https://{_EPI_CLOUD}/koukai/do/KF001ShowAction?name1={name}" for name in names]


class EpiCloudSpider(KoukaiSpider):
    """Tenants of the shared host epi-cloud, each by the entry of its number: ``entries_of``.

    Numbers are taken from clients and cities, never tried out.
    """

    details = False


class SaitamaKoukaiSpider(KoukaiSpider):
    """Saitama: one entry for all, the body a choice of the search, winners on cases' own pages."""

    turn = "curPage"
    dates = (
        ("nyusatsubi_kaishi", "nyusatsubi_owari"),
        ("koukokubi_kaishi", "koukokubi_owari"),
    )


class IbarakiKoukaiSpider(KoukaiSpider):
    """Ibaraki: bodies are a choice of the entry, and a search without both days finds nothing."""

    dates = (("date_start", "date_end"),)
    needs_dates = True
