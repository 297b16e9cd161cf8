"""A form of a page, sent as a browser sends it: fields as they stand, with what is filled in.

Scrapy's own way is deprecated for form2request, which sends UTF-8 to every site: a form is sent in
the encoding of its page (HTML Standard 4.10.21.8), and most sites of the systems here have cp932.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parsel import Selector
from scrapy.http import FormRequest, TextResponse

from crawlers.html import text

_BUTTONS = frozenset(("submit", "button", "image", "reset", "file"))


def inputs(form: Selector) -> list[tuple[str, str]]:
    """The names and values that a form would send as it stands, in order, without its buttons.

    A name may come more than once. Of a select that has nothing chosen it is the first option.
    """
    found: list[tuple[str, str]] = []
    for one in form.css("input[name], select[name], textarea[name]"):
        name, tag = one.attrib["name"], one.root.tag
        kind = one.attrib.get("type", "text").lower() if tag == "input" else tag
        if kind == "select":
            chosen = one.css("option[selected]") or one.css("option")[:1]
            found += [(name, value_of(option)) for option in chosen]
        elif kind == "textarea":
            found.append((name, text(one)))
        elif kind in ("radio", "checkbox"):
            found += [(name, one.attrib.get("value", "on"))] if "checked" in one.attrib else []
        elif kind not in _BUTTONS:
            found.append((name, one.attrib.get("value", "")))
    return found


def fields_of(form: Selector) -> dict[str, str]:
    """The same by name, for forms that have each name once; of others the last stands."""
    return dict(inputs(form))


def value_of(option: Selector) -> str:
    """What an option of a select sends: its value, else its words."""
    return option.attrib.get("value", text(option))


def submitted(
    page: TextResponse, form: Selector, filled: Mapping[str, str | None],
    action: str | None = None, **kwargs: Any,
) -> FormRequest:  # fmt: skip
    """The request of a form of a page, by its own method and to its own address.

    ``filled`` goes over its fields, None leaves one out; ``action`` goes over its address. Other
    arguments are those of a request.
    """
    kept = [(name, value) for name, value in inputs(form) if name not in filled]
    given = [(name, value) for name, value in filled.items() if value is not None]
    return FormRequest(
        page.urljoin((action or form.attrib.get("action") or page.url).strip()),
        method="POST" if form.attrib.get("method", "").upper() == "POST" else "GET",
        formdata=kept + given,
        encoding=page.encoding,
        **kwargs,
    )
