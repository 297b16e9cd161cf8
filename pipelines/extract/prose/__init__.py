"""Prose notices: printed lines to an outline of numbered items, and to what they say of a purchase.

The words that it goes by stand in ``data/lookups/prose.yml``.
"""

from pipelines.extract.prose.headings import is_call
from pipelines.extract.prose.meanings import names_winner
from pipelines.extract.prose.read import grids

__all__ = ["grids", "is_call", "names_winner"]
