"""RapidOCR: where text stands on a picture, and what a strip of it says.

Its models are those in its own package; no other is named here, since it would fetch that one.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Gray = NDArray[np.uint8]

_THREADS = 1  # of a worker: two take 1.6 times the work, since they wait for each other busily
_SMALLEST = 4  # dots
_DETAIL = 140
"""Dots an inch in which text is looked for: finding a line takes less than reading it."""


@cache
def _engine() -> Any:
    """The reader, made once: its models take a second and 300 MB."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "critical",
            "Global.text_score": 0.0,  # what it isn't sure of is flagged, not dropped
            "Rec.rec_img_shape": [3, 48, 96],  # no more blank beside a short strip than it needs
            "Rec.rec_batch_num": 1,
        }
    )


def places(gray: Gray, dpi: float) -> list[tuple[int, int, int, int]]:
    """Where lines of text stand on a page: left, top, right, bottom in dots.

    MemoryError where the limit of the process is too small for it.
    """
    share = min(_DETAIL / dpi, 1.0)
    height, width = gray.shape
    small = Image.fromarray(gray).resize((round(width * share), round(height * share)))
    found = _run(_colour(np.asarray(small)), use_det=True, use_rec=False).boxes
    boxes: list[tuple[int, int, int, int]] = []
    for quad in found if found is not None else ():
        xs, ys = [float(x) / share for x, _ in quad], [float(y) / share for _, y in quad]
        left, right = max(int(min(xs)), 0), min(int(max(xs)) + 1, width)
        top, bottom = max(int(min(ys)), 0), min(int(max(ys)) + 1, height)
        if right - left >= _SMALLEST and bottom - top >= _SMALLEST:
            boxes.append((left, top, right, bottom))
    return boxes


def text_of(strip: Gray) -> tuple[str, float]:
    """What one line of text says, and how sure that is, from 0 to 1."""
    found = _run(_colour(strip), use_det=False, use_rec=True)
    if not found.txts:
        return "", 0.0
    return str(found.txts[0]), float(found.scores[0])


def _run(image: NDArray[np.uint8], **steps: bool) -> Any:
    try:
        return _engine()(image, use_cls=False, **steps)
    except Exception as error:
        # Its errors have many types; memory that isn't there shows in the words only.
        if "alloc" in str(error).lower() or "memory" in str(error).lower():
            raise MemoryError(str(error)[-200:]) from error
        raise


def _colour(gray: Gray) -> NDArray[np.uint8]:
    return np.repeat(gray[:, :, None], 3, axis=2)
