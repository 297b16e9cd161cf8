"""The encoding of a page, decided among the Japanese ones only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.http import TextResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from pipelines.extract.encoding import decide

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class JapaneseEncoding:
    """Downloader middleware: reads each text with the encoding that ``decide`` names."""

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, TextResponse):
            return response
        return response.replace(encoding=decide(response.body, declared(response)))


def declared(response: Response) -> str | None:
    """What the header says, else what the page says of itself."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return http_content_type_encoding(content_type) or html_body_declared_encoding(response.body)
