"""How a purchase is made, how it stands, what is bought: printed words to codes."""

from __future__ import annotations

from pipelines.normalise.methods.codes import (
    award_criteria,
    is_consulting,
    is_how_to_hand_in,
    is_known_method,
    is_under_gpa,
    method_code,
)
from pipelines.normalise.methods.reading import parse_method
from pipelines.normalise.methods.result import Purchase

__all__ = [
    "Purchase",
    "award_criteria",
    "is_consulting",
    "is_how_to_hand_in",
    "is_known_method",
    "is_under_gpa",
    "method_code",
    "parse_method",
]
