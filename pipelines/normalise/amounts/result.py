"""What reading an amount gives."""

from __future__ import annotations

from decimal import Decimal

import msgspec

Number = int | Decimal


class Amount(msgspec.Struct, frozen=True, gc=False):
    """An amount as a notice prints it, in yen, exact.

    - ``kind``: ``money`` (``amount``), ``range`` (``min``, ``max``; None is open), ``rate``
      (``rate``, a fraction of one: 95.3％ is 0.953; two rates are ``min`` and ``max``), ``none``
      (there is no amount, and ``flags`` say why).
    - ``amount``: a whole number of yen is an int; a Decimal where 銭 are printed. Yen unless
      ``currency`` says otherwise.
    - ``tax``: ``included``, ``excluded`` or ``unknown``: what the cell says, else its header.
      ``tax_amount`` and ``amount_excluding_tax`` where they are printed, or follow from a printed
      うち消費税額.
    - ``basis``: ``total``, ``unit`` (a unit price, ``per`` what), ``month``, ``year``; None where
      there is no money.
    - ``parts``: other figures of the cell by what they are: ``before``, ``after``, ``delta``,
      ``round_1`` …, ``total``, ``month``, ``year``, ``unit``, ``tax_included``, ``tax_excluded``,
      ``part_1`` …
    - ``text``: what it was read from.

    Flags of a value: ``negative``; ``approx`` (約, 程度, 余); ``ceiling`` (上限); ``floor`` (下限);
    ``lower_bound``, ``upper_bound`` (以上, 以内), ``exclusive`` (超, 未満); ``delta`` (an increase
    or a decrease, not a total); ``changed`` (before and after a change); ``rounds`` (the last of
    several bids); ``both_amounts`` (with and without tax); ``breakdown``; ``fraction``;
    ``unit_from_header``; ``unit_conflict`` (the cell's own unit holds, not the header's);
    ``tax_conflict`` (the cell says otherwise than its header); ``tax_exempt`` (非課税);
    ``tax_from_figures`` (the figures themselves show which tax basis they have); ``float_noise``;
    ``zero_bid``, ``one_yen_bid``; ``free`` (無償); ``footnote_mark``; ``trailing_dash``;
    ``backslash_yen``; ``unit_price_contract``; ``foreign_currency``; ``scientific`` (Excel shows a
    rounded 1.23E+08).

    Flags of doubt, with a value: ``typo`` (read by its digits), ``ambiguous`` (may be another
    value), ``gap`` (within a number: 980 990 may be two), ``several_figures`` (the first of
    figures that nothing tells apart), ``and_others`` (ほか, 外3件: one of more prices),
    ``words_beside`` (beside words that nobody knows).

    Flags of words beside a value, or in its place: ``award_mark``, ``disqualified``,
    ``withdrawn``, ``no_bid``, ``unsuccessful``, ``cancelled``.

    Flags of ``none``: ``blank``, ``dash``, ``masked`` (＊＊＊, ○○○), ``not_disclosed``,
    ``ditto_left``, ``ditto``, ``see_attachment``, ``unit_price_contract``, ``undecided``,
    ``exempt`` (免除), ``nothing`` (なし), ``not_applicable``, ``rebid`` (再度入札),
    ``over_planned_price``, ``unknown`` (不明, #REF!), ``count``, ``score``, ``not_money``,
    ``not_a_rate``, ``no_figure`` (unknown words alone), ``unreadable`` (a letter or a stranger
    within the number), ``too_large``, ``too_long``, ``several_figures`` (too many to weigh),
    ``private_use``, ``mojibake``.
    """

    kind: str
    amount: Number | None = None
    currency: str = "JPY"
    tax: str = "unknown"
    basis: str | None = None
    min: Number | None = None
    max: Number | None = None
    rate: Decimal | None = None
    tax_amount: Number | None = None
    amount_excluding_tax: Number | None = None
    per: str | None = None
    parts: dict[str, Number] | None = None
    flags: tuple[str, ...] = ()
    text: str = ""
