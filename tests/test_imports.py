"""Imports go one way: spiders → crawlers → pipelines; only stages.py of the last knows Scrapy."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "spiders": {"spiders", "crawlers", "pipelines"},
    "crawlers": {"crawlers", "pipelines"},
    "pipelines": {"pipelines"},
}
MODULES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    packages = imported(path)
    assert packages & set(MAY_IMPORT) <= MAY_IMPORT[package]
    if package == "pipelines" and path.name != "stages.py":
        assert "scrapy" not in packages


def test_the_agpl_checker_is_imported_by_its_own_script_only() -> None:
    users = [path.name for path in MODULES if imported(path) & {"libcoveocds", "libcove"}]
    assert users == ["cove_script.py"]
