"""Names of organisations: read from cells, compared, and as ids where no 法人番号 is printed."""

from __future__ import annotations

from pipelines.normalise.names.keys import match_key, party_id
from pipelines.normalise.names.organisation import Organisation
from pipelines.normalise.names.parse import parse_organisation

__all__ = ["Organisation", "match_key", "parse_organisation", "party_id"]
