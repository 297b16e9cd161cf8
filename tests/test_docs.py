"""What the project says of itself holds: both READMEs say the same, and name what exists."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ja.md")]


def headings(text: str) -> list[int]:
    return [len(line.split()[0]) for line in text.splitlines() if line.startswith("#")]


def code(text: str) -> list[str]:
    """Blocks of commands, and the first cells of tables (commands, variables)."""
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    cells = re.findall(r"^\| (`[^|]+(?:\\\|[^|]+)*`) \|", text, re.MULTILINE)
    return blocks + [cell.replace("、", ", ") for cell in cells]


def test_both_readmes_have_the_same_parts_and_commands() -> None:
    english, japanese = READMES
    assert headings(english) == headings(japanese)
    assert code(english) == code(japanese)
    assert len(code(english)) > 15
    links = [re.findall(r"\]\(((?!README)[^)]+)\)", text) for text in READMES]
    assert links[0] == links[1]


@pytest.mark.parametrize("page", ["README.md", "README.ja.md", *(ROOT / "docs").rglob("*.md")])
def test_links_lead_somewhere(page: Path | str) -> None:
    path = ROOT / page
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if not link.startswith(("http:", "https:")):
            assert (path.parent / link).exists(), link


def test_every_direct_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = [re.split(r"[\[><=]", need)[0] for need in needed]
    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", told)] == []


def test_pinned_versions_name_no_registry() -> None:
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "scrapy==" in pinned
    assert "://" not in pinned
