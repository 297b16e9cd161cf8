"""Reports that tests leave behind: lists for people, shown at the end of the run."""

from __future__ import annotations

import re
from pathlib import Path

REPORTS = Path(__file__).parent.parent / ".reports"
SHOWN = 40


def write_report(title: str, lines: list[str]) -> None:
    """Keep a list as ``.reports/TITLE.txt``; the end of the run shows its head."""
    REPORTS.mkdir(exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    (REPORTS / f"{name}.txt").write_text("\n".join([title, *lines, ""]), encoding="utf-8")


def heads(since: float) -> list[str]:
    """The first lines of every report written since a time (seconds of the epoch)."""
    shown: list[str] = []
    for path in sorted(REPORTS.glob("*.txt")):
        if path.stat().st_mtime >= since:
            lines = path.read_text(encoding="utf-8").splitlines()
            more = [f"… {len(lines) - SHOWN} more in {path}"] if len(lines) > SHOWN else []
            shown += [*lines[:SHOWN], *more, ""]
    return shown
