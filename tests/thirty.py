"""Thirty sources, each on a host of its own, with as many notices each; all invented."""

from dataclasses import replace
from typing import Any

from counting import Counting, Linked, entries, host_of

from crawlers.practice_site import Site
from pipelines.records import Original
from pipelines.stages import KeepOriginal

HOSTS = 30
NAMES = [f"city{number:02}" for number in range(1, HOSTS + 1)]
# What a page of a real system has around its table: menus, scripts, a footer.
_FILLER = "<div hidden>" + "<p>メニュー　入札公告　入札結果　契約　お問い合わせ</p>" * 60 + "</div>"


class ThrowAway(KeepOriginal):
    """Does nothing with what comes: the crawl alone."""

    async def process_item(self, item: Original) -> Original:
        self.kept.originals += 1
        return item


def _spider(name: str) -> type[Linked]:
    source = replace(
        Linked.source, title=name, home=f"https://{host_of(name)}/", hosts=(host_of(name),)
    )
    facts: dict[str, Any] = {
        "name": name,
        "source": source,
        "start_urls": [f"https://{host_of(name)}/list/1"],
        "__module__": __name__,
    }
    return type(name.title(), (Linked,), facts)


globals().update({name.title(): _spider(name) for name in NAMES})


def thirty(notices: int) -> dict[str, Site]:
    """The sites by host."""
    return {host_of(name): Counting(entries(notices // HOSTS), _FILLER) for name in NAMES}
