"""Answers of the search API of 官公需情報ポータルサイト: bytes to results, and to raw notices.

``answer`` is all that a crawl needs, ``read`` makes notices of it. The names of its elements and
what they mean stand in ``data/lookups/kkj.yml``.
"""
