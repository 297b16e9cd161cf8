"""Invented files in the layouts of many publishers, each with the notices it must give.

``MAKERS`` holds one function a layout; each builds its file in memory and returns a ``Layout``.
"""

from . import (
    pages_blocks,
    pages_cities,
    pages_lists,
    pages_systems,
    pages_without,
    sheets_bidders,
    sheets_blocks,
    sheets_cells,
    sheets_contracts,
    sheets_ministry,
    sheets_plans,
    sheets_results,
    sheets_several,
    sheets_without,
    texts,
    texts_without,
)
from .layout import MAKERS, Layout, NotHere

__all__ = ["MAKERS", "Layout", "NotHere"]

_MODULES = (
    pages_blocks,
    pages_cities,
    pages_lists,
    pages_systems,
    pages_without,
    sheets_bidders,
    sheets_cells,
    sheets_blocks,
    sheets_contracts,
    sheets_ministry,
    sheets_plans,
    sheets_results,
    sheets_several,
    sheets_without,
    texts,
    texts_without,
)
