"""Packages: who publishes, under which terms, and which extensions the releases use."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass

from pipelines.errors import SetupError

EXTENSIONS_HOME = "https://raw.githubusercontent.com/open-contracting-extensions/"
OWN_EXTENSION = "https://example.org/ocds_jpn_extension/1.0/extension.json"
"""Our extension's address: a placeholder. Its files are in ``data/ocds/ocds_jpn_extension``."""

# Every package names all of them, whichever its releases use.
_REGISTERED = (
    "ocds_awardCriteria_extension/master",
    "ocds_bidOpening_extension/master",
    "ocds_bid_extension/v1.1.5",
    "ocds_contract_suppliers_extension/master",
    "ocds_coveredBy_extension/master",
    "ocds_enquiry_extension/v1.1.5",
    "ocds_legalBasis_extension/1.1",
    "ocds_location_extension/v1.1.5",
    "ocds_lots_extension/v1.1.5",
    "ocds_organizationClassification_extension/master",
    "ocds_participationFee_extension/v1.1.5",
    "ocds_partyDetails_scale_extension/master",
    "ocds_process_title_extension/v1.1.5",
    "ocds_procurementMethodRationaleClassifications_extension/master",
    "ocds_selectionCriteria_extension/master",
    "ocds_submissionTerms_extension/master",
    "ocds_techniques_extension/master",
    "ocds_withheldInformation_extension/master",
)
EXTENSIONS = (
    *(f"{EXTENSIONS_HOME}{path}/extension.json" for path in _REGISTERED),
    OWN_EXTENSION,
)

_ADDRESS = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True)
class Publisher:
    """Who republishes the data, and where; the defaults are placeholders for nobody."""

    name: str = "chotatsu (example publisher)"
    uri: str = "https://example.org/"
    license: str = "https://creativecommons.org/licenses/by/4.0/"
    policy: str = "https://example.org/ocds/policy"


def publisher() -> Publisher:
    """The publisher by the settings; SetupError for an address that isn't one."""
    given = {
        "name": os.environ.get("CHOTATSU_PUBLISHER_NAME"),
        "uri": os.environ.get("CHOTATSU_PUBLISHER_URI"),
        "license": os.environ.get("CHOTATSU_LICENSE"),
        "policy": os.environ.get("CHOTATSU_PUBLICATION_POLICY"),
    }
    found = Publisher(**{name: value for name, value in given.items() if value})
    for setting, value in (
        ("CHOTATSU_PUBLISHER_URI", found.uri),
        ("CHOTATSU_LICENSE", found.license),
        ("CHOTATSU_PUBLICATION_POLICY", found.policy),
    ):
        if not _ADDRESS.fullmatch(value):
            raise SetupError(f"{setting}: expected an address of the web, found {value!r}")
    return found


def package_name(buyer_id: str, fiscal_year: int, kind: str) -> str:
    """The name of a package's file: ``2000012100001-chubu_2018_releases.json``."""
    buyer = re.sub(r"[^0-9A-Za-z-]", "-", buyer_id.removeprefix("JP-JCN-"))
    return f"{buyer}_{fiscal_year}_{kind}.json"


def head(name: str, kind: str, by: Publisher) -> bytes:
    """The beginning of a package up to its releases or records (``kind``), as JSON."""
    metadata = {
        "uri": f"{by.uri.rstrip('/')}/packages/{name}",
        "version": "1.1",
        "extensions": list(EXTENSIONS),
        "publisher": {"name": by.name, "uri": by.uri},
        "license": by.license,
        "publicationPolicy": by.policy,
    }
    text = json.dumps(metadata, ensure_ascii=False, separators=(",", ":"))
    return f'{text[:-1]},"{kind}":[\n'.encode()


def tail(published: str) -> bytes:
    """The end of a package: the date, which is known only after the last release."""
    return f'\n],"publishedDate":"{published}"}}\n'.encode()
