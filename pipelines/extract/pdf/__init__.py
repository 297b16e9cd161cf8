"""PDF files: letters and rules to tables and lines, each with its place on the page."""

from pipelines.extract.pdf.read import grids

__all__ = ["grids"]
