"""Scans: the letters and rules of a page that is only a picture, each with its confidence."""

from pipelines.extract.ocr.engine import NeedsOcr
from pipelines.extract.ocr.page import OcrPage, read_page
from pipelines.extract.ocr.scans import DPI, Scans

__all__ = ["DPI", "NeedsOcr", "OcrPage", "Scans", "read_page"]
