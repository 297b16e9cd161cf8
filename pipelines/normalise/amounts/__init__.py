"""Amounts as notices print them, to exact yen; a word that is no amount is told from zero."""

from pipelines.normalise.amounts.decimals import denoise, exact
from pipelines.normalise.amounts.parse import parse_amount
from pipelines.normalise.amounts.price_cells import ParsedAmount, parse_price
from pipelines.normalise.amounts.result import Amount
from pipelines.normalise.amounts.tax import tax_of
from pipelines.normalise.amounts.units import unit_of

__all__ = [
    "Amount",
    "ParsedAmount",
    "denoise",
    "exact",
    "parse_amount",
    "parse_price",
    "tax_of",
    "unit_of",
]
