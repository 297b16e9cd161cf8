"""Which program reads pictures of text here: RapidOCR, else tesseract, else none."""

from __future__ import annotations

import importlib.util
import shutil
from functools import cache

from pipelines.errors import SetupError


class NeedsOcr(SetupError):
    """The operator: a page is a picture, and nothing that reads pictures is installed."""

    def __init__(self, page: int) -> None:
        super().__init__(
            f"expected the extra ocr to read page {page}, a picture, found neither it nor "
            "tesseract: the operator must install it (pip install 'chotatsu[ocr]')"
        )


@cache
def has_rapid() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return all(importlib.util.find_spec(name) for name in ("numpy", "onnxruntime", "rapidocr"))


@cache
def tesseract() -> str | None:
    """The program tesseract; None where it isn't installed."""
    return shutil.which("tesseract")


def can_read() -> bool:
    """Whether anything that reads pictures is installed."""
    return has_rapid() or tesseract() is not None
