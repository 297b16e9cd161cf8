"""Exact numbers: the noise of binary floats taken off, whole numbers as int."""

from __future__ import annotations

import re
from decimal import Decimal

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")


def denoise(number: str) -> str:
    """A printed decimal without the noise of binary floats, only where it is noise.

    A float carries 15 good digits, a sum of floats a few less: a longer number that lies within
    2e-13 of a whole one, or of one with at most 9 digits, is that with noise.
    ``129009999.99999999`` → 129010000, ``60.049000000000007`` → 60.049, while
    ``33.333333333333336`` stays.
    """
    whole, _, decimals = number.lstrip("-").partition(".")
    digits = len(whole) + len(decimals)
    if digits < 15 or digits > 40 or not _DECIMAL.fullmatch(number):
        return number
    value = Decimal(number)
    rounded = round(value, max(0, 12 - len(whole))).normalize()
    close = abs(value - rounded) <= abs(value) * Decimal("2e-13")
    short = rounded == rounded.to_integral_value() or len(rounded.as_tuple().digits) <= 9
    return format(rounded, "f") if close and short else number


def exact(number: Decimal) -> int | Decimal:
    """A whole number as int, any other as it is."""
    return int(number) if number == number.to_integral_value() else number
