"""The search of 調達ポータル against its practice site, with the real engine. All data is invented.

What the practice site does is what clients' code and notes of 2026 tell of the real one.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from engine import HERE, Place, crawl

from crawlers.practice_site import Asked, Page, PracticeServer
from crawlers.practice_sites.p_portal import HOST, Case, Portal, cases

NAME = "p_portal_notices"
SEARCH, RESULTS, DETAIL = (
    f"/pps-web-biz/UAA01/{step}" for step in ("OAA0101", "OAA0106", "OAA0104")
)


def run(
    place: Place, portal: Portal | Callable[[Asked], Page | None], **asked: Any
) -> dict[str, Any]:
    answer = portal.answer if isinstance(portal, Portal) else portal
    with PracticeServer({HOST: answer}) as server:
        done = crawl(place, server, {"names": [NAME], **asked})
        done["paths"] = [path.partition("?")[0] for _, path in server.seen.requests]
    found: dict[str, Any] = {**done["runs"][NAME], "paths": done["paths"], "log": done["log"]}
    return found


def notices(site: list[Case]) -> int:
    return sum(len(case.stages) for case in site)


def published(place: Place) -> int:
    ((count,),) = place.query("SELECT count(*) FROM notices WHERE first_seen IS NOT NULL")
    return int(count)


def keys(place: Place) -> set[str]:
    return {
        key for (key,) in place.query("SELECT json_extract(record, '$.key') FROM notice_versions")
    }


def test_every_stage_of_every_case_is_a_notice(tmp_path: Path) -> None:
    site = cases(120)
    place = Place(tmp_path)
    done = run(place, Portal(site))
    assert (done["verdict"], done["notices"]) == ("ok", notices(site)), done["reason"]
    assert keys(place) == {stage.key for case in site for stage in case.stages}
    assert published(place) == notices(site)
    # robots.txt and where it leads, the form, the search, what it leads to, three pages of 50
    assert len(done["paths"]) == 8
    stages = dict(place.query("SELECT stage, count(*) FROM notices GROUP BY stage"))
    assert stages == {
        name: sum(stage.column in columns for case in site for stage in case.stages)
        for name, columns in (("plan", (0, 1)), ("tender", (2,)), ("award", (3,)))
    }


def test_a_long_list_is_halved_by_days_until_it_is_short(tmp_path: Path) -> None:
    """700 cases, of which some have two or three days: each is found, though not each once."""
    site = cases(700)
    place = Place(tmp_path)
    done = run(place, Portal(site))
    assert (done["verdict"], len(keys(place))) == ("ok", notices(site)), done["reason"]
    assert published(place) == notices(site)
    assert done["found"] >= done["stated"] > 700


def test_a_single_day_with_more_than_that_is_paged_whole(tmp_path: Path) -> None:
    site = [
        replace(case, stages=(replace(case.stages[0], day=date(2026, 9, 1)),))
        for case in cases(600)
    ]
    place = Place(tmp_path)
    done = run(place, Portal(site), since="2026-09-01", until="2026-09-01")
    assert (done["verdict"], done["notices"]) == ("ok", 600), done["reason"]
    assert done["paths"].count(RESULTS) == 1 + 12


def test_a_search_that_shows_only_its_first_cases_is_asked_for_in_parts(tmp_path: Path) -> None:
    """A day that is cut still is asked for by kinds: 150 cases, of which a search shows 40."""
    site = cases(150)
    busy = date(2026, 5, 4)
    for place, case in enumerate(site[:60]):
        stages = (replace(case.stages[0], column=2, kind=("10", "14")[place % 2], day=busy),)
        site[place] = replace(case, stages=stages)
    place = Place(tmp_path)
    done = run(place, Portal(site, shows=40))
    assert (done["verdict"], len(keys(place))) == ("ok", notices(site)), done["reason"]
    assert [told for told in done["out_of_reach"] if "no kind" in told] == [
        "what the search for 2026-05-04 to 2026-05-04 finds of no kind that the form has a box for"
    ]


def test_what_a_search_never_shows_is_told(tmp_path: Path) -> None:
    stage = replace(cases(1)[0].stages[1], kind="10")
    case = cases(1)[0]
    site = [replace(case, stages=(replace(stage, key=str(key)),)) for key in range(900, 960)]
    place = Place(tmp_path)
    done = run(place, Portal(site, shows=40), since="2026-04-01", until="2026-04-01")
    assert (done["verdict"], published(place)) == ("ok", 40), done["reason"]
    assert any("kind 10 finds beyond its first 40" in told for told in done["out_of_reach"])


def test_rows_of_one_page_and_the_next_that_differ_in_their_key_only_all_stay(
    tmp_path: Path,
) -> None:
    case = cases(1)[0]
    site = [
        replace(case, stages=(replace(case.stages[1], key=str(key)),)) for key in range(900, 960)
    ]
    place = Place(tmp_path)
    done = run(place, Portal(site))
    assert (done["verdict"], done["notices"]) == ("ok", 60), done["reason"]


def test_rows_without_a_number_and_of_one_title_all_stay(tmp_path: Path) -> None:
    case = cases(1)[0]
    assert case.number == "‐"
    site = [
        replace(case, stages=(replace(case.stages[1], key=str(key)),)) for key in range(900, 912)
    ]
    place = Place(tmp_path)
    done = run(place, Portal(site))
    assert (done["verdict"], done["notices"]) == ("ok", 12), done["reason"]


def test_what_the_form_has_ticked_beforehand_is_not_sent(tmp_path: Path) -> None:
    """Else only those kinds would be found, and nobody would see the gap."""
    site = cases(40)
    place = Place(tmp_path)
    done = run(place, Portal(site, checked=frozenset(("05", "10"))))
    assert (done["verdict"], done["notices"]) == ("ok", notices(site)), done["reason"]


@pytest.mark.parametrize("most", [20, 50, 7])
def test_whatever_the_cap_of_a_page_is_all_are_found(tmp_path: Path, most: int) -> None:
    site = cases(110)
    done = run(Place(tmp_path), Portal(site, most=most))
    assert (done["verdict"], done["notices"]) == ("ok", notices(site)), done["reason"]


def test_a_session_that_is_lost_once_is_begun_anew(tmp_path: Path) -> None:
    site = cases(170)
    place = Place(tmp_path)
    done = run(place, Portal(site, forgets_on=2, times=1))
    assert (done["verdict"], len(keys(place))) == ("ok", notices(site)), done["reason"]
    assert done["paths"].count(SEARCH) == 2


def test_a_session_that_is_lost_again_and_again_publishes_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    done = run(place, Portal(cases(170), forgets_on=2, times=99))
    assert done["verdict"] == "blocked"
    assert "不正な操作が行われました" in done["reason"]
    assert published(place) == 0


def test_a_list_that_grows_while_it_is_paged_is_searched_once_more(tmp_path: Path) -> None:
    site = cases(170)
    place = Place(tmp_path)
    portal = Portal(site, grows_on=2)
    done = run(place, portal)
    assert (done["verdict"], len(keys(place))) == ("ok", notices(portal.cases)), done["reason"]
    assert len(portal.cases) == 171


def test_days_that_do_not_narrow_a_search_are_told(tmp_path: Path) -> None:
    place = Place(tmp_path)
    done = run(place, Portal(cases(700), deaf=True))
    assert done["verdict"] == "broken"
    assert "publicStartDateFrom" in done["reason"]
    assert published(place) == 0


def test_an_empty_answer_to_a_part_is_quiet(tmp_path: Path) -> None:
    place = Place(tmp_path)
    done = run(place, Portal(cases(20)), since="2020-01-01", until="2020-01-02")
    assert (done["verdict"], done["notices"]) in {("quiet", 0), ("empty", 0)}, done["reason"]


def _to_login(asked: Asked) -> Page:
    """Everything leads to the login, which doesn't say so in its heading."""
    if asked.path.startswith("/pps-auth-biz/"):
        return Page("<h1>調達ポータル</h1><p>証明書を選んでください。</p>".encode(), "text/html")
    return Page(b"", "text/html", 302, (("Location", "/pps-auth-biz/login-cert"),))


def test_a_login_page_with_status_200_blocks(tmp_path: Path) -> None:
    place = Place(tmp_path)
    done = run(place, _to_login)
    assert done["verdict"] == "blocked"
    assert "login" in done["reason"]


@pytest.mark.parametrize(("status", "verdict"), [(200, "ok"), (404, "ok"), (503, "blocked")])
def test_where_robots_txt_leads_decides_as_its_own_answer_would(
    tmp_path: Path, status: int, verdict: str
) -> None:
    """RFC 9309, 2.3.1: a redirect is followed; 4xx is no robots.txt; 5xx closes the site."""
    portal = Portal(cases(60))

    def answer(asked: Asked) -> Page | None:
        page = portal.answer(asked)
        is_login = page is not None and asked.path.startswith("/pps-auth-biz/")
        return replace(page, status=status) if page and is_login else page

    done = run(Place(tmp_path), answer)
    assert done["verdict"] == verdict, done["reason"]
    assert "Traceback" not in done["log"]


def test_a_sample_takes_some_pages_only(tmp_path: Path) -> None:
    done = run(Place(tmp_path), Portal(cases(170)), sample=2)
    assert (done["verdict"], done["originals"]) == ("ok", 2), done["reason"]


def test_details_are_asked_for_only_by_a_spider_that_wants_them(tmp_path: Path) -> None:
    """Then the page of each notice is its original, at the stage of its column."""
    portal = Portal(cases(60))
    place = Place(tmp_path)
    folder = tmp_path / "detailed"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "wanted.py").write_text(
        "from spiders.national.p_portal_notices import PPortalNotices\n\n\n"
        "class WithDetails(PPortalNotices):\n"
        '    name = "with_details"\n'
        "    details = True\n"
    )
    with PracticeServer({HOST: portal.answer}) as server:
        done = crawl(
            place, server, {"names": ["with_details"], "modules": ["detailed"]},
            PYTHONPATH=f"{HERE.parent}:{HERE}:{tmp_path}",
        )  # fmt: skip
    found = done["runs"]["with_details"]
    assert (found["verdict"], found["notices"]) == ("ok", notices(portal.cases)), found["reason"]
    assert set(portal.details) == keys(place)
    stages = dict(place.query("SELECT stage, count(*) FROM notices GROUP BY stage"))
    assert stages["plan"] == sum(s.column == 0 for case in portal.cases for s in case.stages)
