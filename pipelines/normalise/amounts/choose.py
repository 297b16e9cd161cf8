"""Which of several sums a cell means, and what the others are to it."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.normalise.amounts.decimals import exact
from pipelines.normalise.amounts.frame import Frame
from pipelines.normalise.amounts.result import Number
from pipelines.normalise.amounts.told import Told

_WORD = re.compile(r"[^\W\d_円金]")


class Chosen:
    """The sum that is meant, with ``parts`` and ``flags`` for what stands beside it."""

    __slots__ = ("flags", "frame", "one", "parts", "told", "values")

    def __init__(self, told: list[Told], frame: Frame, values: list[Decimal]) -> None:
        self.told, self.frame, self.values = told, frame, values
        self.flags: list[str] = []
        self.parts: dict[str, Number] = {}
        self.one = told[0] if len(told) == 1 else self._choose()
        if self.one.role == "delta" and not self.frame.delta:
            self.flags.append("delta")

    @property
    def value(self) -> Decimal:
        return self.value_of(self.one)

    def value_of(self, one: Told) -> Decimal:
        """The value of a sum in the unit of the column."""
        return next(v for t, v in zip(self.told, self.values, strict=True) if t is one)

    def _choose(self) -> Told:
        left = self._set_aside()
        left = self._last_round(left)
        left = self._named(left)
        left = self._of_basis(left)
        left = self._of_tax(left)
        if len(left) > 1:
            left = self._told_apart(left)
        chosen = left[0]
        self._note_parts(chosen)
        return chosen

    def _set_aside(self) -> list[Told]:
        """The sums that may be meant: no tax, no change, nothing from before."""
        roles = {one.role for one in self.told}
        if "before" in roles or "after" in roles:
            self.flags.append("changed")
        wanted = ("delta",) if self.frame.delta and "delta" in roles else ()
        inside = self._asked_in_brackets()
        if inside:
            return inside
        for kept in (wanted, ("after",), ("main", "total"), ("total",)):
            found = [one for one in self.told if one.role in kept]
            if found:
                return found
        order = ("aside", "before", "part", "delta", "tax")
        first = min(self.told, key=lambda one: order.index(one.role))
        return [one for one in self.told if one.role == first.role]

    def _asked_in_brackets(self) -> list[Told]:
        """The sums in brackets with the tax basis of the column, where none outside has it."""
        if not self.frame.tax:
            return []
        found = [one for one in self.told if one.tax == self.frame.tax and one.role != "tax"]
        return found if all(one.role == "aside" for one in found) else []

    def _last_round(self, left: list[Told]) -> list[Told]:
        rounds = [one.round for one in left if one.round is not None]
        if len(set(rounds)) < 2:
            return left
        self.flags.append("rounds")
        return [one for one in left if one.round == max(rounds)]

    def _named(self, left: list[Told]) -> list[Told]:
        """Those whose name the header bears."""
        if len(left) < 2:
            return left
        return [one for one in left if one.name and one.name in self.frame.names] or left

    def _of_basis(self, left: list[Told]) -> list[Told]:
        """Those of the basis that the column asks for; of totals, the one so called."""
        if len(left) < 2:
            return left
        if self.frame.basis:
            return [one for one in left if one.basis == self.frame.basis] or left
        totals = [one for one in left if one.role == "total"]
        if totals:
            return totals
        found = [one for one in left if one.basis is None]
        return found if found and any(one.basis for one in left) else left

    def _of_tax(self, left: list[Told]) -> list[Told]:
        """Those with the tax basis of the column, else of the first sum."""
        taxes = [one.tax for one in left]
        if len(left) < 2 or None in taxes or len(set(taxes)) < 2:
            return left
        self.flags.append("both_amounts")
        wanted = self.frame.tax if self.frame.tax in taxes else taxes[0]
        return [one for one in left if one.tax == wanted]

    def _told_apart(self, left: list[Told]) -> list[Told]:
        """The one that is the sum of the rest, or all if they are equal; else doubt."""
        values = [self.value_of(one) for one in left]
        if len(set(values)) == 1:
            return left
        for place in (0, len(left) - 1):
            if len(left) > 2 and values[place] * 2 == sum(values):
                self.flags.append("breakdown")
                for one in left:
                    one.role = "part" if one is not left[place] else one.role
                return [left[place]]
        self.flags.append("several_figures")
        return left

    def _note_parts(self, chosen: Told) -> None:
        """Keep the other sums by what they are."""
        for number, one in enumerate(self.told, 1):
            if one is chosen or one.role == "tax":
                continue
            name = self._part_name(one, chosen, number)
            self.parts.setdefault(name, exact(_signed(one, self.value_of(one))))
            if name == "tax_excluded" and "both_amounts" not in self.flags:
                self.flags.append("both_amounts")
            if one.role == "delta" and "delta" not in self.flags:
                self.flags.append("delta")
        if "rounds" in self.flags and chosen.round:
            self.parts[f"round_{chosen.round}"] = exact(_signed(chosen, self.value_of(chosen)))

    def _part_name(self, one: Told, chosen: Told, number: int) -> str:
        if one.role in ("before", "after", "delta", "total"):
            return one.role
        if one.round is not None and one.round != chosen.round:
            return f"round_{one.round}"
        if one.tax and one.tax != chosen.tax and one.name in (None, chosen.name):
            return f"tax_{one.tax}"
        if one.basis and one.basis != chosen.basis:
            return one.basis
        if one.name and one.name != chosen.name:
            return one.name
        if one.role == "aside" and self.value_of(one) != self.value_of(chosen):
            self._doubt_aside(one)
        return f"part_{number}"

    def _doubt_aside(self, one: Told) -> None:
        """A sum in brackets without any word may be the one meant."""
        if not _WORD.search(one.before) and "several_figures" not in self.flags:
            self.flags.append("several_figures")


def signed(one: Told, value: Decimal) -> Decimal:
    """A value with the sign that is printed with it."""
    return -value if one.figure.negative else value


_signed = signed
