"""Every source is in order by the command's own check; and each rule finds what breaks it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from scrapy.cmdline import _get_commands_from_module
from test_cli import chotatsu

from crawlers.base import ProcurementSpider
from crawlers.checks import faults, folder_of, of_code, remarks
from crawlers.cli.adding import check_sources
from crawlers.cli.messages import catalogue
from crawlers.crawl import project_settings, spiders
from crawlers.reach import local_codes, nationwide, reached
from crawlers.source import Source, sources
from pipelines.errors import ArgumentError
from pipelines.lookups import bodies_by_local_code, load
from pipelines.times import TOKYO

SPIDERS = spiders(project_settings())
RECORDINGS = Path(__file__).parent / "sources"
TODAY = date(2026, 11, 26)
FEWEST_LOCAL_CODES = 326
"""Local governments that the sources reach at least: raise it when sources are merged."""

KAGA = '''"""加賀市: invented for a test."""

from datetime import date

from crawlers.families.file_list import FileListSpider
from crawlers.source import Expect, Source


class KagaResults(FileListSpider):
    """Results of 加賀市."""

    name = "kaga_results"
    start_urls = ["https://www.city.kaga.ishikawa.jp/kekka/"]
    source = Source(
        title="加賀市 入札結果", bodies=("JP-JCN-2000020172065",), home=start_urls[0],
        stages=("result",), hosts=("www.city.kaga.ishikawa.jp",),
        since=date(2025, 4, 1), lag_days=31, checked=None,
        expect=Expect(items=(1, 10_000), within_days=93, fields={"title": 0.95}),
    )
'''
METHODS = "    def read(self, text: str) -> object:\n        return text\n"


Load = Callable[..., type[ProcurementSpider]]


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[Load]:
    """Makes the spider of a text, as if it stood in a folder of ``spiders``."""
    names: list[str] = []

    def load_spider(
        code: str, file: str = "kaga_results.py", folder: str = "p17_ishikawa"
    ) -> type[ProcurementSpider]:
        path = tmp_path / folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(code, encoding="utf-8")
        name = f"checked_{len(sys.modules)}"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        names.append(name)
        spec.loader.exec_module(module)
        [found] = [one for one in vars(module).values() if isinstance(one, type)
                   and issubclass(one, ProcurementSpider) and one.__module__ == name]  # fmt: skip
        return found

    yield load_spider
    for name in names:
        del sys.modules[name]


@pytest.mark.parametrize("spider", SPIDERS.values(), ids=SPIDERS)
def test_every_source_is_in_order(spider: type[ProcurementSpider]) -> None:
    """What ``chotatsu check-sources`` checks, source by source."""
    assert faults(spider, RECORDINGS, datetime.now(TOKYO).date()) == []


def test_a_source_in_order_says_only_what_is_unknown(loaded: Load, tmp_path: Path) -> None:
    spider = loaded(KAGA)
    assert faults(spider, tmp_path, TODAY) == []
    rules = [one.rule for one in remarks(spider, tmp_path)]
    assert rules == ["neverSeen", "notRecorded", "termsUnread", "robotsUnread"]
    told = KAGA.replace("Expect, Source\n", "Expect, Source, Witness\n").replace(
        "checked=None,",
        'checked=date(2026, 4, 1), terms=Witness("free", "its page"), '
        'robots=Witness("allows", "robots.txt"),',
    )
    (tmp_path / "kaga_results").mkdir()
    (tmp_path / "kaga_results" / "index.jsonl").touch()
    spider = loaded(told)
    assert (faults(spider, tmp_path, TODAY), remarks(spider, tmp_path)) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('name = "kaga_results"', 'name = "kaga"', "fileName"),
        ("class KagaResults", "class KagaResult", "className"),
        ('"""加賀市: invented for a test."""\n', "", "docstring"),
        ('    """Results of 加賀市."""\n', "", "docstring"),
        ("JP-JCN-2000020172065", "JP-JCN-9999999999999", "bodies"),
        ("JP-JCN-2000020172065", "JP-JCN-8000020132063", "folder"),  # 府中市 in Tokyo
        ("JP-JCN-2000020172065", "JP-JCN-1000012030001", "folder"),  # 法務省
        (', fields={"title": 0.95}', "", "expectations"),
        ("ishikawa.jp/kekka/\"]", "ishikawa.example.jp/\"]", "hosts"),
        ("checked=None", "checked=date(2026, 4, 1)", "recording"),
        ("checked=None", "checked=date(2027, 4, 1)", "checked"),
        ("    source = ", '    custom_settings = {"DOWNLOAD_DELAY": 0}\n    source = ', "settings"),
        ("    source = ", "    # one\n" * 8 + "    source = ", "length"),
        ("    source = ", METHODS + "    # one\n" * 80 + "    source = ", "length"),
        ("from crawlers.source", "import re\n\nfrom crawlers.source", "reads"),
        ("from crawlers.source", "from lxml import html\nfrom crawlers.source", "reads"),
        ("from crawlers.source", "from parsel import Selector\nfrom crawlers.source", "reads"),
        ("from crawlers.source", "import pipelines.extract.html\nfrom crawlers.source", "reads"),
        ("from crawlers.source", "from pipelines.normalise import dates\nfrom crawlers.source",
         "reads"),
        ("from crawlers.source", "from pipelines import extract\nfrom crawlers.source", "reads"),
        ("    source = ", METHODS.replace("return text", "return int(text)") + "    source = ",
         "reads"),
        ("    source = ", METHODS.replace("return text", "return date.fromisoformat(text)")
         + "    source = ", "reads"),
    ],
)  # fmt: skip
def test_each_rule_finds_what_breaks_it(
    old: str, new: str, rule: str, loaded: Load, tmp_path: Path
) -> None:
    assert old in KAGA
    code = KAGA.replace(old, new)
    if rule == "hosts":  # the home is checked by Source itself
        code = code.replace("home=start_urls[0]", 'home="https://www.city.kaga.ishikawa.jp/"')
    found = {one.rule for one in faults(loaded(code), tmp_path, TODAY)}
    assert rule in found
    # a day that has come asks for a recording, another name than the file's for another class
    assert found - {rule} <= {"recording", "className"}
    assert {f"checks.{one}" for one in found} <= catalogue("en").keys()


def test_a_folder_follows_from_the_bodies() -> None:
    known = {code: facts.id for code, facts in bodies_by_local_code().items()}
    assert folder_of((known["17206"], known["17000"])) == "p17_ishikawa"
    assert folder_of((known["17206"], known["28210"])) == "shared"
    assert folder_of((known["17206"], "JP-JCN-1000012030001")) == "national"
    assert len(load("prefectures.yml")) == 47
    assert {f"{code}000" for code in load("prefectures.yml")} <= known.keys()


def test_a_bespoke_spider_may_navigate() -> None:
    code = METHODS.replace("    def", "from urllib.parse import urljoin\n\n\nclass X:\n    def")
    assert list(of_code(code)) == []


def test_the_command_tells_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    check_sources(["kkj", "moj_contracts"])
    told = capsys.readouterr().out
    assert "2 sources checked: all are in order." in told
    assert "never seen live (checked=None): kkj, moj_contracts" in told
    with pytest.raises(ArgumentError, match="found 'nobody'"):
        check_sources(["nobody"])


def test_a_mistake_is_told_and_the_exit_code_says_who_must_act(tmp_path: Path) -> None:
    folder = tmp_path / "spiders" / "p17_ishikawa"
    folder.mkdir(parents=True)
    for package in (folder.parent, folder):
        (package / "__init__.py").touch()
    (folder / "kaga_results.py").write_text(
        KAGA.replace("class KagaResults", "class Kaga"), "utf-8"
    )
    done = chotatsu(tmp_path, "check-sources")
    assert done.returncode == 4, done.stderr
    told = " ".join(done.stdout.split())
    assert "kaga_results: expected the class to be kaga_results in CamelCase, found Kaga" in told
    assert "1 sources checked: 1 mistakes." in told


def test_scrapy_knows_the_command() -> None:
    commands = _get_commands_from_module("crawlers.commands", inproject=True)
    assert "check-sources" in commands
    command = commands["check-sources"]
    command.run(["kkj"], None)
    assert command.exitcode == 0


def facts(title: str, *codes: str, **more: object) -> Source:
    known = bodies_by_local_code()
    ids = tuple(known[code].id if code in known else code for code in codes)
    kaga = SPIDERS["practice_city"].source
    arguments = {**vars(kaga), "title": title, "bodies": ids, "invented": False, **more}
    return Source(**arguments)


def test_the_bodies_reached_are_counted_once() -> None:
    everywhere = tuple(f"{code}000" for code in load("prefectures.yml"))
    known = {
        "kaga": facts("a", "17206", stages=("tender",)),
        "ishikawa_ppi": facts("b", "17206", "17201", stages=("result",)),
        "justice": facts("c", "JP-JCN-1000012030001"),
        "all": facts("d", *everywhere),
        "practice": facts("e", "28210", invented=True),
    }
    found = reached(known)
    assert local_codes(found) == {"172065", "172014"}
    assert [one.body.name for one in found] == ["法務省", "金沢市", "加賀市"]
    assert dict(found[-1].sources) == {"kaga": ("tender",), "ishikawa_ppi": ("result",)}
    assert nationwide(known) == ["all"]


@pytest.mark.parametrize("fewest", [FEWEST_LOCAL_CODES])
def test_as_many_local_governments_are_reached_as_were_before(fewest: int) -> None:
    """Counted without sources that show what bodies of the whole country publish elsewhere."""
    found = local_codes(reached(sources()))
    assert len(found) >= fewest
    assert {"kkj", "jetro_local"} <= set(nationwide(sources()))
