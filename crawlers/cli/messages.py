"""What the program says, in English and Japanese: ``data/messages/en.yml`` and ``ja.yml``."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.errors import ArgumentError
from pipelines.lookups import data_path, load

LANGUAGES = ("en", "ja")

_chosen = "en"


def choose_language(arguments: list[str]) -> list[str]:
    """Take ``--lang en|ja`` out of the arguments, wherever it stands, and speak that language.

    Without it, ``CHOTATSU_LANG`` or the locale decides. An unknown one speaks English and is
    refused by the command line.
    """
    global _chosen
    rest: list[str] = []
    wanted = os.environ.get("CHOTATSU_LANG") or _of_locale()
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--lang":
            wanted = next(remaining, "")
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    if wanted not in LANGUAGES:
        raise ArgumentError(f"--lang: expected one of {', '.join(LANGUAGES)}, found {wanted!r}")
    _chosen = wanted
    return rest


def language() -> str:
    """The language spoken: en or ja."""
    return _chosen


def say(key: str, **values: Any) -> str:
    """A message in the chosen language, its ``{names}`` filled in.

    Whole numbers get thousands separators; ``{chotatsu}`` is how to call the program.
    """
    shown: dict[str, Any] = {"chotatsu": _called()} | {
        name: f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in values.items()
    }
    return catalogue(_chosen)[key].format(**shown)


def meaning(code: str) -> str:
    """What an issue's code means, in the chosen language (``data/lookups/issues.yml``)."""
    entry = load("issues.yml").get(code)
    return entry[_chosen] if entry else code


def unread(name: str, code: str, text: str) -> str:
    """A line on a file that could not be read: what was expected and found, in English; in
    Japanese what that means comes first."""
    return f"{name}: {text}" if _chosen == "en" else f"{name}: {meaning(code)} ({text})"


@cache
def catalogue(lang: str) -> dict[str, str]:
    """All messages of a language by their key."""
    found: dict[str, str] = yaml.safe_load(
        data_path("messages", f"{lang}.yml").read_text(encoding="utf-8")
    )
    return found


def _called() -> str:
    """What to type for this program: its name, or its path where the shell wouldn't find it."""
    own = Path(sys.argv[0])
    if own.name != "chotatsu" or shutil.which("chotatsu"):
        return "chotatsu"
    path = own.absolute()
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _of_locale() -> str:
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    name = name or locale.getlocale()[0] or ""
    return "ja" if name.startswith(("ja", "Japanese")) else "en"
