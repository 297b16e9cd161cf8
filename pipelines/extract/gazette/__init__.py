"""官報 政府調達公告版, the official gazette: its notices and its lines of awards."""

from pipelines.extract.gazette.read import grids, is_gazette

__all__ = ["grids", "is_gazette"]
