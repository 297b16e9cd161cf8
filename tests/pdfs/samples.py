"""Write the generated files and their truths: ``python tests/pdfs/samples.py FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":  # as pytest's settings have it
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pdfs.recipes import RECIPES  # noqa: E402


def main(folder: Path, *words: str) -> None:
    """Every file whose name has one of the words, all without words; slow ones only by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for recipe in RECIPES:
        if any(word in recipe.name for word in words) or not (words or recipe.slow):
            made = recipe.make()
            name = recipe.name.replace(" ", "-")
            (folder / f"{name}.{recipe.suffix}").write_bytes(made.body)
            (folder / f"{name}.json").write_text(made.truth(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
