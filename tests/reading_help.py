"""Notices of bytes that nothing is known of, as ``chotatsu read`` prints them."""

from __future__ import annotations

from typing import Any

from scoreboard import notices_of, reading_of


def notices_of_body(body: bytes, name: str = "file.pdf") -> list[dict[str, Any]]:
    """The notices of a file by its bytes alone."""
    return notices_of(reading_of(body, name))
