"""Both languages say the same: same keys, same names to fill in; and the right one is spoken."""

import string

import pytest

from crawlers.cli.messages import catalogue, choose_language, say
from pipelines.errors import ArgumentError


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_same_keys() -> None:
    assert catalogue("en").keys() == catalogue("ja").keys()
    assert len(catalogue("en")) > 50


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_the_same_names_to_fill_in(key: str) -> None:
    assert names(catalogue("en")[key]) == names(catalogue("ja")[key])


@pytest.mark.parametrize(
    ("arguments", "variables", "spoken"),
    [
        (["--lang", "ja", "runs"], {}, "まだ"),
        (["runs", "--lang=ja"], {}, "まだ"),
        (["runs"], {"LC_ALL": "ja_JP.UTF-8"}, "まだ"),
        (["runs"], {"LANG": "C.UTF-8"}, "No run yet"),
        (["runs"], {"LANG": "ja_JP.UTF-8", "CHOTATSU_LANG": "en"}, "No run yet"),
        (["runs", "--lang", "en"], {"LANG": "ja_JP.UTF-8"}, "No run yet"),
    ],
)
def test_the_language_is_chosen(
    arguments: list[str],
    variables: dict[str, str],
    spoken: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "CHOTATSU_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert choose_language(arguments) == ["runs"]
    assert say("runs.none").startswith(spoken)
    choose_language(["--lang", "en"])


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ArgumentError, match="en, ja"):
        choose_language(["--lang", "fr"])


def test_numbers_get_separators() -> None:
    assert say("yen", amount=1234567) == "¥1,234,567"
