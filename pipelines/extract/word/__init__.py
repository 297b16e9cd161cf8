"""Word files: paragraphs and tables in printed order, the old kind through LibreOffice."""

from pipelines.extract.word.doc import as_docx
from pipelines.extract.word.read import grids

__all__ = ["as_docx", "grids"]
