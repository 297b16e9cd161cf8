"""Forms are sent as browsers send them: which fields, how often, in which encoding, to where."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from scrapy.http import HtmlResponse

from crawlers.forms import fields_of, inputs, submitted

AT = "https://ppi.example.jp/list/PPUBC00100?screenId=1"


def page(inside: str, attributes: str = 'method="post"', encoding: str = "cp932") -> HtmlResponse:
    """A page with a form, as Japanese systems write it."""
    html = f"<html><body><form {attributes}>{inside}</form></body></html>"
    return HtmlResponse(AT, body=html.encode(encoding), encoding=encoding)


@pytest.mark.parametrize(
    ("inside", "fields"),
    [
        ('<input name="a" value="1"><input name="b">', [("a", "1"), ("b", "")]),
        ('<input type="HIDDEN" name="a" value="1">', [("a", "1")]),
        ('<input type="submit" name="a" value="検索"><input type="image" name="b">', []),
        ('<input type="checkbox" name="a" checked><input type="radio" name="b" value="2">',
         [("a", "on")]),
        ('<input type="hidden" name="k" value="1"><input type="hidden" name="k" value="2">',
         [("k", "1"), ("k", "2")]),
        ('<select name="nendo"><option value="2026">令和8年度<option value="2025" selected>'
         "令和7年度</select>", [("nendo", "2025")]),
        ('<select name="s"><option>すべて</option><option value="1">工事</option></select>',
         [("s", "すべて")]),
        ('<select name="s" multiple><option value="1" selected>1<option value="2" selected>2'
         "</select>", [("s", "1"), ("s", "2")]),
        ('<select name="s"></select>', []),
        ("<textarea name='t'>件名</textarea>", [("t", "件名")]),
        ('<input value="without a name">', []),
    ],
)  # fmt: skip
def test_the_fields_as_they_stand(inside: str, fields: list[tuple[str, str]]) -> None:
    form = page(inside).css("form")[0]
    assert inputs(form) == fields
    assert fields_of(form) == dict(fields)


def test_what_is_filled_in_goes_over_the_fields_and_repeated_ones_stay() -> None:
    inside = "".join(f'<input type="hidden" name="{name}" value="1">' for name in "akkb")
    found = page(inside)
    request = submitted(found, found.css("form")[0], {"a": "2", "b": None, "c": "3"}, "next")
    assert request.url == "https://ppi.example.jp/list/next"
    assert request.method == "POST"
    sent = parse_qsl(request.body.decode())
    assert sent == [("k", "1"), ("k", "1"), ("a", "2"), ("c", "3")]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "euc_jp"])
def test_words_are_sent_in_the_encoding_of_the_page(encoding: str) -> None:
    found = page('<input name="a" value="契約">', encoding=encoding)
    request = submitted(found, found.css("form")[0], {"b": "工事"})
    sent = dict(parse_qsl(request.body.decode("ascii"), encoding=found.encoding))
    assert sent == {"a": "契約", "b": "工事"}


@pytest.mark.parametrize(
    ("attributes", "method", "url"),
    [
        ('method="POST" action=" search "', "POST", "https://ppi.example.jp/list/search"),
        ('method="post"', "POST", AT),
        ('action="/top?x=1"', "GET", "https://ppi.example.jp/top?a=1"),
        ('method="dialog" action="search"', "GET", "https://ppi.example.jp/list/search?a=1"),
    ],
)
def test_a_form_says_how_and_where_it_is_sent(attributes: str, method: str, url: str) -> None:
    found = page('<input name="a" value="1">', attributes)
    request = submitted(found, found.css("form")[0], {})
    assert (request.method, request.url) == (method, url)
