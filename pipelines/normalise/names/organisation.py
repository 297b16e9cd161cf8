"""An organisation as a cell names it."""

from __future__ import annotations

import msgspec


class Organisation(msgspec.Struct, frozen=True):
    """What the text of a cell says of an organisation; see docs/spellings/names.md.

    ``entity`` is company, joint_venture, government, sole_proprietor, individual or unknown.
    ``name``: width folded, the legal form written out in its place, without gaps (but between
    Latin words), branch, person, address and number; None where nobody is named.
    ``position`` of the ``legal_form``: before or after. ``branch`` without gaps.
    ``members``: names of a joint venture's members in printed order, None where they can't be
    told; ``jv_type`` its type written out, ``project`` the work whose name stands with it.
    ``corporate_number``: 13 digits; ``corporate_number_valid``: whether the check digit holds.
    ``others_count``: n of 外n者. ``text``: what all this came from.

    Flags that say how the text is printed: ``abbreviated_form``, ``address``, ``branch_glued``,
    ``fullwidth_latin``, ``fullwidth_space``, ``glued`` (a project and members),
    ``halfwidth_kana``, ``invoice_number`` (T before the number), ``itaiji`` (a shape such as 髙),
    ``label`` (請負者 before the name), ``nakaguro_in_name``, ``note`` (a bracket or sign was left
    out), ``others``, ``project_inside``, ``project_prefix``, ``representative``,
    ``slash_separated``, ``space``, ``space_separated``, ``spaced_out`` (a gap after each letter),
    ``telephone``. That nobody is named:
    ``ditto``, ``empty``, ``nobody`` (落札者なし), ``not_disclosed``, ``sentence``. Doubt:
    ``ambiguous`` (members or name could be read two ways), ``ambiguous_form`` ((合) is three
    forms), ``anonymous`` (企業Ａ), ``branch_unsure`` (a branch may be part of the name),
    ``empty_corporate_number``, ``invalid_corporate_number``, ``leftover`` (words that were not
    understood), ``members_unknown``, ``mojibake`` (letters were lost), ``name_composed`` (a joint
    venture without a name of its own), ``others_uncounted``, ``private_use``,
    ``representative_guessed`` (no title), ``several`` (organisations without a type of joint
    venture), ``too_long`` (only the first 400 characters were read), ``truncated`` (the type was
    completed).
    """

    entity: str
    name: str | None
    text: str
    match_key: str | None = None
    legal_form: str | None = None
    position: str | None = None
    branch: str | None = None
    representative: str | None = None
    address: str | None = None
    members: tuple[str, ...] | None = None
    jv_type: str | None = None
    project: str | None = None
    corporate_number: str | None = None
    corporate_number_valid: bool | None = None
    others_count: int | None = None
    flags: tuple[str, ...] = ()
