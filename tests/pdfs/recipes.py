"""All layouts by name."""

from __future__ import annotations

from . import lists, prose, records, scanned

RECIPES = [*lists.RECIPES, *records.RECIPES, *prose.RECIPES, *scanned.RECIPES]
