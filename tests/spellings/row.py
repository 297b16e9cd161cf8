"""One spelling with the answer it must give: a row of a test, and of a page of the docs."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """``expected`` maps attributes of the result to values: decimals as text, days in ISO.

    ``context`` is what stands beside the cell; ``origin`` says where such a string is printed;
    ``group`` is the heading on the page.
    """

    text: str
    expected: dict[str, object]
    context: dict[str, object] = field(default_factory=dict)
    origin: str = "notices of cities"
    group: str = ""
