"""JETRO 政府公共調達データベース: the answers of its lists, and its articles.

Their names and labels stand in ``data/lookups/jetro.yml``.
"""

from pipelines.extract.jetro.article import article
from pipelines.extract.jetro.listing import listing

__all__ = ["article", "listing"]
