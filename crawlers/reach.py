"""Which bodies the sources reach, and through which of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawlers.source import Source
from pipelines.lookups import BodyFacts, bodies

_NATIONWIDE = 40
"""Prefectures whose local governments a source names, from which on it shows what any of them
publishes elsewhere (官公需情報ポータルサイト, JETRO), which says little of the body itself."""


@dataclass(frozen=True)
class Reached:
    """A body, and its sources by name with the stages that each publishes."""

    body: BodyFacts
    sources: Mapping[str, tuple[str, ...]]

    @property
    def local_code(self) -> str | None:
        """Its 全国地方公共団体コード; None for a body that is no local government."""
        return self.body.local_code


def reached(sources: Mapping[str, Source]) -> list[Reached]:
    """The bodies that sources name, in the order of ``bodies.csv``, but for invented ones.

    Sources of the whole country (``nationwide``) count for none.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    passed = set(nationwide(sources))
    for name, source in sources.items():
        if source.invented or name in passed:
            continue
        for body in source.bodies:
            found.setdefault(body, {})[name] = source.stages
    return [Reached(facts, found[key]) for key, facts in bodies().items() if key in found]


def nationwide(sources: Mapping[str, Source]) -> list[str]:
    """The sources that name local governments of (almost) every prefecture."""
    return [name for name, source in sources.items() if len(_prefectures(source)) >= _NATIONWIDE]


def _prefectures(source: Source) -> set[str | None]:
    """The prefectures of the local governments of a source."""
    known = (bodies()[body] for body in source.bodies)
    return {facts.prefecture for facts in known if facts.local_code}


def local_codes(found: list[Reached]) -> set[str]:
    """The distinct local codes among bodies."""
    return {one.local_code for one in found if one.local_code}
