"""The page of ``health --html``: one file without script or address outside of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

from crawlers.cli.messages import language, say

_COLUMNS = ("state", "last", "silence", "trend", "change")
_STYLE = """
body { margin: 1rem auto; max-width: 80rem; padding: 0 1rem; color: #1a1a1a;
  font: 15px/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; padding: .5rem 0; }
td, th { padding: .4rem .6rem; border-bottom: 1px solid #ddd; text-align: left; }
td, th { vertical-align: top; overflow-wrap: anywhere; } thead th { background: #f3f3f3; }
tbody th { font-weight: normal; } small { color: #595959; display: block; }
.trend { font-family: monospace; letter-spacing: 1px; white-space: nowrap; }
tr.failing > td:nth-child(2), tr.late > td:nth-child(2) { color: #b10e1e; font-weight: bold; }
tr.paused > td:nth-child(2) { color: #6b3d00; }
"""


def page(sources: Sequence[Mapping[str, str]], made: datetime) -> str:
    """The whole page in the chosen language; ``sources`` are the cells of each, in order.

    ``made`` is the time (aware) that the page names; every text is escaped.
    """
    title = escape(say("health.title"))
    heads = "".join(
        f'<th scope="col">{escape(say(f"health.{column}"))}</th>'
        for column in ("source", *_COLUMNS)
    )
    rows = "".join(_row(cells) for cells in sources)
    failing = sum(cells["code"] in ("failing", "late") for cells in sources)
    told = escape(say("health.sum", failing=failing, count=len(sources)))
    return (
        f'<!doctype html><html lang="{language()}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_STYLE}</style><h1>{title}</h1>"
        f"<p>{told} {escape(say('health.made', time=f'{made:%Y-%m-%d %H:%M}'))}</p>"
        f"<table><caption>{escape(say('health.caption'))}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></html>\n"
    )


def _row(cells: Mapping[str, str]) -> str:
    name = f"{escape(cells['title'])}<small>{escape(cells['name'])}</small>"
    rest = "".join(f'<td class="{column}">{escape(cells[column])}</td>' for column in _COLUMNS)
    return f'<tr class="{cells["code"]}"><th scope="row">{name}</th>{rest}</tr>'
