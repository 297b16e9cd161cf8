"""JETRO 政府公共調達データベース: the answers of its lists (``listing``), and its articles.

Their names and labels stand in ``data/lookups/jetro.yml``.
"""
