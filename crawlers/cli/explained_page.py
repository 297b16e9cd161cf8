"""The page of ``read --explain``: values at the left, the sheet at the right, linked both ways.

One file without script and without any address outside it: a click on a value leads to its cell,
which then stands out (``:target``), and a click on the cell leads back.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape

from crawlers.cli.explained import Explained, besides, field_name, place
from crawlers.cli.messages import language, meaning, say
from pipelines.cells import column_letters
from pipelines.extract.pdf.picture import Picture
from pipelines.normalise.origins import Origin

AROUND = 150
"""Rows of the sheet that are shown before and after the notice."""

_WIDEST = 120
_STYLE = """
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; display: flex; color: #1a1a1a; }
h1 { font-size: 1.1rem; } h2 { font-size: 1rem; margin-top: 1.5rem; }
section { padding: 1rem; height: 100vh; overflow: auto; box-sizing: border-box; }
#values { flex: 0 0 40%; border-right: 1px solid #ccc; } #sheet { flex: 1; }
table { border-collapse: collapse; } td, th { padding: .2rem .5rem; vertical-align: top; }
#values td, #values th { border-bottom: 1px solid #eee; text-align: left; }
#sheet td { border: 1px solid #ddd; max-width: 24rem; white-space: pre-wrap; }
#sheet th { color: #767676; font-weight: normal; background: #f6f6f6; }
.value { white-space: pre-wrap; overflow-wrap: anywhere; } small { color: #595959; }
.used { background: #eef6ff; } .used a { color: inherit; text-decoration: none; }
:target { outline: 3px solid #d4351c; background: #fff3c4; }
.page { position: relative; border: 1px solid #ccc; } .page img { width: 100%; display: block; }
.box { position: absolute; border: 2px solid #1d70b8; background: #1d70b81a; }
.unknown, .issue { color: #b10e1e; } .flag { color: #6b3d00; }
"""


def page(explained: Explained) -> str:
    """The whole page in the chosen language; every text of the file is escaped."""
    title = escape(f"{explained.name} · {explained.notice.title or ''}")
    return (
        f'<!doctype html><html lang="{language()}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_STYLE}</style>"
        f'<section id="values">{_head(explained)}{_values(explained)}{_issues(explained)}'
        f"{_labels(explained)}</section>"
        f'<section id="sheet">{_before(explained)}{_shown(explained)}</section></html>\n'
    )


def _head(explained: Explained) -> str:
    return f"<h1>{escape(explained.summary())}</h1><p>{escape(say('explain.how'))}</p>"


def _values(explained: Explained) -> str:
    lines = []
    for key, value, cells in explained.values:
        links = ", ".join(
            f'<a href="#{_cell_id(explained, text)}">{escape(place(text))}</a>' for text in cells
        )
        flags = dict.fromkeys(flag for text in cells for flag in text.flags)
        lines.append(
            f'<tr id="v-{key}"><th>{escape(field_name(key))}<br><small>{key}</small></th>'
            f'<td class="value">{escape(value)}</td>'
            f"<td>{links or escape(explained.without_cell(key))}"
            f'<br><small class="flag">{escape(", ".join(flags))}</small></td></tr>'
        )
    return f"<h2>{escape(say('explain.values'))}</h2><table>{''.join(lines)}</table>"


def _issues(explained: Explained) -> str:
    lines = [
        "<li>"
        + escape(" · ".join(filter(None, (meaning(i.code), i.label, i.text, i.cell))))
        + "</li>"
        for i in explained.notice.issues
    ]
    return f'<ul class="issue">{"".join(lines)}</ul>' if lines else ""


def _labels(explained: Explained) -> str:
    lines = []
    for column in explained.table.columns:
        if column.label or column.meaning:
            unknown = f'<b class="unknown">{escape(say("explain.unknown"))}</b>'
            lines.append(
                f"<tr><td>{escape(column.label or '–')}</td><td>{column.meaning or unknown}</td>"
                f"<td>{escape(besides(column))}</td></tr>"
            )
    return f"<h2>{escape(say('explain.labels'))}</h2><table>{''.join(lines)}</table>"


def _shown(explained: Explained) -> str:
    """The pages of a PDF with what was read marked on them, or the sheet."""
    if not explained.pictures:
        return _sheet(explained)
    return "".join(_picture(explained, picture) for picture in explained.pictures)


def _picture(explained: Explained, picture: Picture) -> str:
    """One page of a PDF with a box around each text; places in shares of the page."""
    boxes = []
    for text in explained.texts:
        box = text.box
        if box is None or box.page != picture.page:
            continue
        places = (
            ("left", box.left / picture.width),
            ("top", box.top / picture.height),
            ("width", (box.right - box.left) / picture.width),
            ("height", (box.bottom - box.top) / picture.height),
        )
        style = ";".join(f"{name}:{100 * share:.2f}%" for name, share in places)
        title = escape(f"{text.label}: {text.text}", quote=True)
        back = f'href="#v-{text.keys[0]}"' if text.keys else ""
        place_id = _cell_id(explained, text)
        boxes.append(f'<a class="box" id="{place_id}" style="{style}" title="{title}" {back}></a>')
    data = b64encode(picture.png).decode("ascii")
    alt = escape(say("explain.on_page", page=picture.page), quote=True)
    image = f'<img alt="{alt}" src="data:image/png;base64,{data}">'
    return f'<h2>{alt}</h2><div class="page">{image}{"".join(boxes)}</div>'


def _before(explained: Explained) -> str:
    """What stands before the table on its page, and texts that stand in another one."""
    apart = [text for text in explained.texts if not explained.is_in_grid(text) and not text.box]
    lines = [
        f'<p class="used" id="{_cell_id(explained, text)}">{_back(text, escape(text.text))}</p>'
        for text in apart
    ]
    return f"<h2>{escape(say('explain.elsewhere'))}</h2>{''.join(lines)}" if lines else ""


def _sheet(explained: Explained) -> str:
    """The sheet around the notice: its header, and rows before and after."""
    grid = explained.grid
    if grid is None:
        return ""
    used = {(t.row, t.column): t for t in explained.texts if explained.is_in_grid(t)}
    rows = [row for row, _ in used] or [0]
    first, last = max(0, min(rows) - AROUND), min(len(grid.rows), max(rows) + AROUND + 1)
    width = min(grid.width, _WIDEST)
    heads = "".join(f"<th>{column_letters(column)}</th>" for column in range(width))
    lines = [f"<tr><th></th>{heads}</tr>"]
    for row in range(first, last):
        cells = "".join(_cell(grid.rows[row][c], used.get((row, c))) for c in range(width))
        lines.append(f"<tr><th>{row + 1}</th>{cells}</tr>")
    left_out = len(grid.rows) - (last - first)
    told = say("explain.left_out", rows=left_out) if left_out else ""
    name = escape(grid.name or "")
    return f"<h2>{name}</h2><p>{escape(told)}</p><table>{''.join(lines)}</table>"


def _cell(text: str, origin: Origin | None) -> str:
    if origin is None:
        return f"<td>{escape(text)}</td>"
    place = f"c{origin.row}-{origin.column}"
    return f'<td class="used" id="{place}">{_back(origin, escape(text))}</td>'


def _back(origin: Origin, shown: str) -> str:
    """The text as a link to the value that it gave."""
    if not origin.keys:
        return shown
    return f'<a href="#v-{origin.keys[0]}" title="{escape(origin.label, quote=True)}">{shown}</a>'


def _cell_id(explained: Explained, text: Origin) -> str:
    """The anchor of a text: on its page, in the sheet, or among those that stand elsewhere."""
    if text.box:
        return f"p{text.box.page}-{text.box.left:.0f}-{text.box.top:.0f}"
    kind = "c" if explained.is_in_grid(text) else "o"
    return f"{kind}{text.row}-{text.column}"
