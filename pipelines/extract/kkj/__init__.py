"""Answers of the search API of 官公需情報ポータルサイト: bytes to results, and to raw notices.

The names of its elements and what they mean stand in ``data/lookups/kkj.yml``.
"""

from pipelines.extract.kkj.answer import Answer, Result, parse
from pipelines.extract.kkj.read import day_in, origin_of, read, shown

__all__ = ["Answer", "Result", "day_in", "origin_of", "parse", "read", "shown"]
