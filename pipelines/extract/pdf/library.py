"""The functions of PDFium that reading calls for every letter and every rule, as fast as it can.

pypdfium2's own bindings check each argument, which costs more than the call itself; these take
addresses as numbers. Nothing outside this package sees them.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def address_of(pointer: Any) -> int:
    """A pointer of pypdfium2 as a number; 0 for none."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _bare(function: Any, answer: Any, *arguments: Any) -> Any:
    """The same function of the library, with plain numbers for addresses.

    It keeps Python's lock: to give it back and take it again for each letter takes longer.
    """
    address = address_of(function)
    return ctypes.PYFUNCTYPE(answer, *arguments)(address)


loose_box = _bare(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
char_angle = _bare(pdfium.FPDFText_GetCharAngle, ctypes.c_float, _ADDRESS, _INT)
has_no_unicode = _bare(pdfium.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
page_object = _bare(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
form_object = _bare(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
object_type = _bare(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
object_bounds = _bare(pdfium.FPDFPageObj_GetBounds, _INT, *[_ADDRESS] * 5)
object_matrix = _bare(pdfium.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
fill_color = _bare(pdfium.FPDFPageObj_GetFillColor, _INT, *[_ADDRESS] * 5)
stroke_color = _bare(pdfium.FPDFPageObj_GetStrokeColor, _INT, *[_ADDRESS] * 5)
clip_path = _bare(pdfium.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
count_clips = _bare(pdfium.FPDFClipPath_CountPaths, _INT, _ADDRESS)
count_clip_segments = _bare(pdfium.FPDFClipPath_CountPathSegments, _INT, _ADDRESS, _INT)
clip_segment = _bare(pdfium.FPDFClipPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT, _INT)
draw_mode = _bare(pdfium.FPDFPath_GetDrawMode, _INT, *[_ADDRESS] * 3)
render_mode = _bare(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
text_object = _bare(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
count_segments = _bare(pdfium.FPDFPath_CountSegments, _INT, _ADDRESS)
path_segment = _bare(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
segment_type = _bare(pdfium.FPDFPathSegment_GetType, _INT, _ADDRESS)
segment_point = _bare(pdfium.FPDFPathSegment_GetPoint, _INT, *[_ADDRESS] * 3)
segment_closes = _bare(pdfium.FPDFPathSegment_GetClose, _INT, _ADDRESS)
