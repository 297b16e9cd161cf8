"""A source whose list page is an original itself; for ``test_revisit``."""

from collections.abc import Iterator
from typing import Any

from misbehaving import Misbehaving
from scrapy.http import Response


class KeptList(Misbehaving):
    name = "kept_list"

    def parse(self, response: Response, *args: Any, **kwargs: Any) -> Iterator[Any]:
        yield self.original(response)
        yield from super().parse(response, *args, **kwargs)
