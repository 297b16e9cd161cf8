"""The rules of a page: what is drawn as a line, as a thin area, or bounds a coloured area."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

import pypdfium2.raw as pdfium

from pipelines.extract.pdf.library import (
    address_of,
    clip_path,
    clip_segment,
    count_clip_segments,
    count_clips,
    count_segments,
    draw_mode,
    fill_color,
    form_object,
    object_bounds,
    object_matrix,
    object_type,
    page_object,
    path_segment,
    render_mode,
    segment_closes,
    segment_point,
    segment_type,
    stroke_color,
)
from pipelines.extract.pdf.shown import Corners, Shown

MAX_RULES = 50_000
"""A page with more is a drawing or a map; the densest form seen has 2,000."""

_THIN = 3.0
"""Points: an area that is no wider is a line, as people see it."""
_SHORTEST = 2.0
_FEWEST_DOTS = 6
_BESIDE = 7.0
"""Points: how far from its rule the colour of a cell ends, at most."""

_DEEPEST = 5
_MOST_SEGMENTS = 20_000
_MOST_CLIPS, _MOST_CORNERS = 4, 12
_WHITE = 250
_TEXT, _PATH, _IMAGE, _FORM = (
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_FORM,
)
_LINE_TO, _BEZIER_TO, _MOVE_TO = (
    pdfium.FPDF_SEGMENT_LINETO,
    pdfium.FPDF_SEGMENT_BEZIERTO,
    pdfium.FPDF_SEGMENT_MOVETO,
)

_UNSEEN = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Rule = tuple[float, float, float]
"""Where a line stands, and from where to where it runs: y, left, right or x, top, bottom."""


@dataclass(slots=True)
class Rules:
    """Lines in points from the top left of the page as shown.

    ``areas`` are filled rectangles that people see, ``white`` the lines that they see only on
    these. ``is_full`` says that there were more lines than are kept.
    """

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    white: list[tuple[bool, Rule]] = field(default_factory=list)
    areas: list[Corners] = field(default_factory=list)
    is_full: bool = False
    has_unseen: bool = False


def rules_of(page: pdfium.FPDF_PAGE, shown: Shown) -> Rules:
    """What is drawn on a page, the text left out."""
    return _Drawing(shown).read(page)


class _Drawing:
    """Goes through the objects of a page; small buffers take what the library answers."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._rules = Rules()
        self._dots: list[tuple[float, float]] = []
        self._floats = (ctypes.c_float * 6)()
        self._ints = (ctypes.c_int * 4)()
        start, ints = ctypes.addressof(self._floats), ctypes.addressof(self._ints)
        self._at = [start + 4 * place for place in range(6)]
        self._int_at = [ints + 4 * place for place in range(4)]

    def read(self, page: pdfium.FPDF_PAGE) -> Rules:
        handle = address_of(page)
        count = max(pdfium.FPDFPage_CountObjects(page), 0)
        objects = list(map(page_object, repeat(handle), range(count)))
        self._objects(objects, _SAME, 0)
        self._join_dots()
        self._show_white()
        self._bound_areas()
        return self._rules

    def _objects(self, objects: list[int | None], matrix: Matrix, depth: int) -> None:
        kinds = map(object_type, objects)
        pairs = list(zip(objects, kinds, strict=True))
        drawn = [pair for pair in pairs if pair[1] != _TEXT]
        texts = [one for one, kind in pairs if kind == _TEXT]
        self._rules.has_unseen = self._rules.has_unseen or _UNSEEN in map(render_mode, texts)
        for one, kind in drawn:
            if kind == _PATH:
                self._path(one, matrix)
            elif kind == _IMAGE:
                self._dash(self._corners(one, matrix))
            elif kind == _FORM and one and depth < _DEEPEST:
                count = max(pdfium.FPDFFormObj_CountObjects(_pointer(one)), 0)
                parts = list(map(form_object, repeat(one), range(count)))
                self._objects(parts, _product(self._matrix(one), matrix), depth + 1)
            if len(self._rules.across) + len(self._rules.down) > MAX_RULES:
                self._rules.is_full = True
                return

    def _dash(self, corners: Corners) -> None:
        """A picture as thin as a line: Word writes dotted rules as rows of such pictures."""
        left, top, right, bottom = corners
        wide, high = right - left, bottom - top
        if min(wide, high) <= 1.0 and max(wide, high) >= 1.5 * min(wide, high) > 0:
            self._keep(corners, True)

    def _path(self, path: int | None, matrix: Matrix) -> None:
        corners = self._corners(path, matrix)
        left, top, right, bottom = corners
        wide, high = right - left, bottom - top
        if max(wide, high) < _SHORTEST:
            if max(wide, high) > 0:
                self._dots.append(((left + right) / 2, (top + bottom) / 2))
            return
        draw_mode(path, self._int_at[0], self._int_at[1])
        is_filled, is_stroked = self._ints[0] != 0, self._ints[1] != 0
        is_seen = self._is_seen(path, is_filled, is_stroked)
        if is_seen is None or self._is_cut_off(path, corners, matrix):
            return
        if min(wide, high) <= _THIN:
            self._keep(corners, is_seen)
        elif is_stroked:
            self._lines(path, matrix, is_seen)
        elif is_filled and is_seen and wide * high < 0.9 * self._shown.width * self._shown.height:
            self._area(path, matrix, corners)

    def _is_seen(self, path: int | None, is_filled: bool, is_stroked: bool) -> bool | None:
        """Whether a path has another colour than white; None if it isn't drawn at all."""
        if not is_filled and not is_stroked:
            return None
        color = fill_color if is_filled and not is_stroked else stroke_color
        if not color(path, *self._int_at):
            return True
        red, green, blue, alpha = self._ints
        if not alpha:
            return None
        return min(red, green, blue) < _WHITE

    def _is_cut_off(self, path: int | None, corners: Corners, matrix: Matrix) -> bool:
        """Whether nothing of a path is left by what it is drawn within."""
        clip = clip_path(path)
        for number in range(min(count_clips(clip), _MOST_CLIPS) if clip else 0):
            points = []
            for at in range(min(count_clip_segments(clip, number), _MOST_CORNERS)):
                segment_point(clip_segment(clip, number, at), self._at[0], self._at[1])
                points.append(self._point(self._floats[0], self._floats[1], matrix))
            if points and not _touch(_box_of(*points), corners):
                return True
        return False

    def _keep(self, corners: Corners, is_seen: bool) -> None:
        """A line, by the thin box that it fills."""
        if not self._shown.holds(corners):
            return
        left, top, right, bottom = corners
        is_across = right - left >= bottom - top
        rule = ((top + bottom) / 2, left, right) if is_across else ((left + right) / 2, top, bottom)
        if not is_seen:
            self._rules.white.append((is_across, rule))
        elif is_across:
            self._rules.across.append(rule)
        else:
            self._rules.down.append(rule)

    def _lines(self, path: int | None, matrix: Matrix, is_seen: bool) -> None:
        """The straight lines of a path drawn with a pen, those that are level or upright."""
        for start, end in self._segments(path, matrix):
            box = _box_of(start, end)
            wide, high = box[2] - box[0], box[3] - box[1]
            if min(wide, high) <= 1.0 and max(wide, high) >= _SHORTEST:
                self._keep(box, is_seen)

    def _area(self, path: int | None, matrix: Matrix, corners: Corners) -> None:
        """The edges of a filled area; one path may hold many thin areas, the rules of a table."""
        parts = self._parts(path, matrix) if count_segments(path) > 5 else [corners]
        for part in parts:
            left, top, right, bottom = part
            if min(right - left, bottom - top) <= _THIN:
                self._keep(part, True)
            elif self._shown.holds(part):
                self._rules.areas.append(part)

    def _parts(self, path: int | None, matrix: Matrix) -> list[Corners]:
        """The boxes of a path's parts; none of a part that isn't a rectangle."""
        found: list[Corners] = []
        points: list[tuple[float, float]] = []
        for start, end in [*self._segments(path, matrix), (None, None)]:
            if points and (start is None or start != points[-1]):
                box = _box_of(*points)
                xs, ys = {round(x, 1) for x, _ in points}, {round(y, 1) for _, y in points}
                if len(xs) <= 2 and len(ys) <= 2:
                    found.append(box)
                points = []
            if start is not None and end is not None:
                points += [end] if points else [start, end]
        return found

    def _segments(
        self, path: int | None, matrix: Matrix
    ) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
        """The straight parts of a path as shown, each from where to where."""
        matrix = _product(self._matrix(path), matrix)
        first = last = (0.0, 0.0)
        for at in range(min(count_segments(path), _MOST_SEGMENTS)):
            segment = path_segment(path, at)
            if not segment_point(segment, self._at[0], self._at[1]):
                continue
            point = self._point(self._floats[0], self._floats[1], matrix)
            kind = segment_type(segment)
            if kind == _MOVE_TO:
                first = point
            elif kind == _LINE_TO:
                yield last, point
            last = point
            if segment_closes(segment) and point != first:
                yield point, first
                last = first

    def _point(self, x: float, y: float, matrix: Matrix) -> tuple[float, float]:
        a, b, c, d, e, f = matrix
        x, y = a * x + c * y + e, b * x + d * y + f
        left, top, _, _ = self._shown.box(x, y, x, y)
        return left, top

    def _corners(self, one: int | None, matrix: Matrix) -> Corners:
        """The box of an object as shown; nothing at all where the library can't tell."""
        left, bottom, right, top = self._at[:4]
        if not object_bounds(one, left, bottom, right, top):
            return (0.0, 0.0, 0.0, 0.0)
        x0, y0, x1, y1 = self._floats[:4]
        if matrix is not _SAME:
            a, b, c, d, e, f = matrix
            points = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        return self._shown.box(x0, y1, x1, y0)

    def _matrix(self, one: int | None) -> Matrix:
        if not object_matrix(one, self._at[0]):
            return _SAME
        a, b, c, d, e, f = self._floats
        return (a, b, c, d, e, f)

    def _join_dots(self) -> None:
        """Rows of dots are rules: as many as people see as one, close together."""
        for x, y, rules in ((0, 1, self._rules.across), (1, 0, self._rules.down)):
            lines: dict[int, list[float]] = {}
            for dot in self._dots:
                lines.setdefault(round(2 * dot[y]), []).append(dot[x])
            for place, dots in lines.items():
                dots.sort()
                start = 0
                for at in range(1, len(dots) + 1):
                    if at < len(dots) and dots[at] - dots[at - 1] <= _THIN:
                        continue
                    if at - start >= _FEWEST_DOTS:
                        rules.append((place / 2, dots[start], dots[at - 1]))
                    start = at

    def _show_white(self) -> None:
        """White lines are seen only on a coloured area; elsewhere they part nothing."""
        for is_across, rule in self._rules.white:
            at, start, end = rule
            for left, top, right, bottom in self._rules.areas:
                low, high = (top, bottom) if is_across else (left, right)
                begin, stop = (left, right) if is_across else (top, bottom)
                if low - 1 <= at <= high + 1 and begin - 1 <= end and start <= stop + 1:
                    (self._rules.across if is_across else self._rules.down).append(rule)
                    break

    def _bound_areas(self) -> None:
        """The edges of coloured areas are rules where none is drawn: a cell's own colour ends some
        points beside its rule.
        """
        across, down = _ByPlace(self._rules.across), _ByPlace(self._rules.down)
        for left, top, right, bottom in self._rules.areas:
            for y in (top, bottom):
                if not across.has_near(y, left, right):
                    self._rules.across.append((y, left, right))
            for x in (left, right):
                if not down.has_near(x, top, bottom):
                    self._rules.down.append((x, top, bottom))


class _ByPlace:
    """Rules by where they stand, to find those beside an edge."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules = sorted(rules)

    def has_near(self, place: float, start: float, end: float) -> bool:
        """Whether drawn rules run along most of an edge, on it or some points beside."""
        near = bisect_left(self._rules, (place - _BESIDE,))
        covered = 0.0
        for number in range(near, len(self._rules)):
            at, left, right = self._rules[number]
            if at > place + _BESIDE:
                break
            covered += max(min(right, end) - max(left, start), 0.0)
        return covered >= 0.5 * (end - start)


def _pointer(one: int) -> pdfium.FPDF_PAGEOBJECT:
    return ctypes.cast(one, pdfium.FPDF_PAGEOBJECT)


def _touch(one: Corners, other: Corners) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _box_of(*points: tuple[float, float]) -> Corners:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _product(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does the first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
