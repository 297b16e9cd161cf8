"""PDF files that nobody publishes, written object by object."""

from __future__ import annotations

import zlib
from collections.abc import Mapping


def pdf_of(objects: Mapping[int, bytes]) -> bytes:
    """A file of some objects by number; number 1 is the catalog."""
    body, places = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(body), max(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        body += b"%010d 00000 n \n" % places.get(number, 0)
    return body + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    head = b"<</Length %d/Filter/FlateDecode%s>>" % (len(packed), more)
    return head + b"stream\n" + packed + b"\nendstream"


def page_of(
    content: bytes, resources: bytes = b"", box: bytes = b"0 0 595 842"
) -> dict[int, bytes]:
    """The objects of a file with one page that draws some content; its resources are 5 and up."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>"
        % (box, resources),
        4: stream(content),
    }


def many_pages(count: int) -> bytes:
    """The same page so many times."""
    kids = b" ".join([b"3 0 R"] * count)
    return pdf_of(page_of(b"") | {2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)})


def pages_in_a_circle() -> bytes:
    """A tree of pages that is its own branch."""
    return pdf_of(page_of(b"") | {2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"})


def form_in_itself() -> bytes:
    """A drawing that draws itself."""
    form = stream(b"/F Do 0 0 m 100 100 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
                  b"/Resources<</XObject<</F 5 0 R>>>>")  # fmt: skip
    return pdf_of(page_of(b"/F Do", b"/XObject<</F 5 0 R>>") | {5: form})


def many_lines(count: int) -> bytes:
    """A map: lines without end."""
    lines = b"".join(
        b"%d %d m %d %d l S\n" % (at % 590, at % 840, at % 590, at % 840 + 9) for at in range(count)
    )
    return pdf_of(page_of(lines))


def wide_page() -> bytes:
    """A page of ten kilometres, with a line all over it."""
    content = (
        b"0 0 m 28346456 0 l S 0 0 m 0 28346456 l S 9 9 m 9 28346456 l S 0 99 m 28346456 99 l S"
    )
    return pdf_of(page_of(content, box=b"0 0 28346456 28346456"))


def huge_image(side: int) -> bytes:
    """A picture that takes so many dots squared once it is unpacked: three bytes each."""
    image = stream(
        b"\0" * 100_000,
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB"
        % (side, side),
    )
    drawn = pdf_of(page_of(b"595 0 0 842 0 0 cm /I Do", b"/XObject<</I 5 0 R>>") | {5: image})
    return drawn


def deep_states(depth: int) -> bytes:
    """States of drawing one in the other."""
    return pdf_of(page_of(b"q " * depth))
