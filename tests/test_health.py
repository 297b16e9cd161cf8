"""How sources do: by a table of runs; and whom the program tells, with real servers on loopback."""

from __future__ import annotations

import json
import re
import socketserver
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from engine import Place
from test_cli import chotatsu

from crawlers.alarm import due_alarms, mark_told, senders
from crawlers.cli.health import change_in_words, silence_in_words, trend
from crawlers.due import Due
from crawlers.health import Health, Outcome, Pause, health, pauses, set_pause
from crawlers.practice_site import PracticeServer, site_of_folder
from crawlers.source import Expect, Source
from pipelines.errors import SetupError
from pipelines.lookups import data_path
from pipelines.store.runs import end_run, start_run
from pipelines.store.session import Store
from pipelines.times import TOKYO

NOW = datetime(2026, 4, 15, 12, tzinfo=TOKYO)
CITY = Source(
    title="架空市 入札結果",
    bodies=("JP-JCN-5000020479993",),
    home="https://www.city.example.jp/",
    stages=("result",),
    since=date(2024, 4, 1),
    lag_days=10,
    expect=Expect(items=(1, 100), within_days=31),
    hosts=("www.city.example.jp",),
)


def ran(day: int, verdict: str | None, notices: int = 10, **more: Any) -> Outcome:
    started = datetime(2026, 4, day, 9, tzinfo=TOKYO)
    return Outcome(f"r{day}", started, verdict, "expected more", notices, **more)


def of(
    runs: list[Outcome], pause: Pause | None = None, when: Due | None = None, new: int | None = None
) -> Health:
    seen = datetime(2026, 4, new, 9, tzinfo=TOKYO) if new else None
    return health("city", CITY, runs, seen, pause, when or Due("city", False, "rhythm"), NOW)


@pytest.mark.parametrize(
    ("runs", "when", "state", "row", "since"),
    [
        ([], Due("city", True, "never"), "never", 0, None),
        ([], Due("city", False, "off", reason="robots"), "off", 0, None),
        ([ran(8, "ok")], None, "well", 1, 8),
        ([ran(8, "ok"), ran(9, "quiet"), ran(10, "ok")], None, "well", 3, 8),
        ([ran(8, "ok"), ran(14, "short")], None, "failing", 1, 14),
        ([ran(8, "short"), ran(9, "blocked"), ran(10, None)], None, "failing", 3, 8),  # killed
        ([ran(8, "broken"), ran(9, "ok")], None, "well", 1, 9),
        # What somebody tried by hand says nothing about the whole.
        ([ran(8, "ok"), ran(14, "short", partial=True)], None, "well", 1, 8),
        # Due for two days: nobody crawls.
        ([ran(3, "ok")], Due("city", True, "rhythm", date(2026, 4, 13)), "late", 1, 3),
        ([ran(3, "ok")], Due("city", True, "rhythm", date(2026, 4, 14)), "well", 1, 3),
    ],
)
def test_the_state_of_a_source(
    runs: list[Outcome], when: Due | None, state: str, row: int, since: int | None
) -> None:
    found = of(runs, when=when)
    assert (found.state, found.in_a_row) == (state, row)
    assert (found.since.day if found.since else None) == since


def test_a_pause_holds_up_to_its_last_day() -> None:
    failing = [ran(14, "broken")]
    assert of(failing, Pause(date(2026, 4, 15), "the site moves")).state == "paused"
    over = of(failing, Pause(date(2026, 4, 14), "the site moves"))
    assert (over.state, over.pause) == ("failing", None)


def test_what_people_see_of_a_source() -> None:
    runs = [ran(8, "ok", 40), ran(9, "blocked", 0), ran(10, "ok", 80), ran(11, "short", 20, new=2)]
    found = of(runs, new=3)
    assert trend(found.runs) == "▅×█×"
    assert change_in_words(found) == "ok → short; 80 → 20 notices; 2 new, 0 changed, 0 withdrawn"
    assert silence_in_words(found) == "12 days ago; 31 are its rhythm"
    assert trend(of([ran(8, "quiet", 0)]).runs) == "×"
    assert len(of([ran(day, "ok") for day in range(1, 15)]).runs) == 12


def stored(store: Store, day: int, verdict: str | None, source: str = "city", **counts: Any) -> str:
    id, started = f"{source}{day}", datetime(2026, 4, day, 9, tzinfo=TOKYO)
    start_run(store, id, source, "crawl", started)
    if verdict:
        end_run(store, id, verdict, "expected more", counts, started)
    return id


def told(store: Store, day: int = 15, hour: int = 12) -> list[str]:
    """Whom people would be told of at a time, who are then told."""
    now = datetime(2026, 4, day, hour, tzinfo=TOKYO)
    alarms = due_alarms(store, ["city", "town"], now)
    mark_told(store, alarms, now)
    return [f"{one.source} since {one.since.astimezone(TOKYO).day}" for one in alarms]


def test_only_the_first_failure_in_a_row_alarms(store: Store) -> None:
    stored(store, 1, "ok")
    assert told(store) == []
    stored(store, 2, "blocked")
    stored(store, 2, "short", "town")
    assert told(store) == ["city since 2", "town since 2"]
    stored(store, 3, "broken")
    stored(store, 4, "blocked")
    assert told(store) == []
    stored(store, 5, "quiet")
    assert told(store) == []
    stored(store, 6, "empty")
    assert told(store) == ["city since 6"]


def test_what_nobody_was_told_of_is_told_next_time(store: Store) -> None:
    stored(store, 2, "blocked")
    assert len(due_alarms(store, ["city"], NOW)) == 1  # and the mail server is down
    stored(store, 3, "blocked")
    assert told(store) == ["city since 2"]


def test_a_pause_holds_alarms_back_and_no_longer(store: Store) -> None:
    set_pause(store, "city", Pause(date(2026, 4, 9), "the site moves"))
    stored(store, 8, "broken")
    assert told(store, day=9) == []
    assert told(store, day=10) == ["city since 8"]
    set_pause(store, "city", None)
    assert pauses(store) == {}


def test_a_killed_run_alarms_when_it_can_no_longer_be_running(store: Store) -> None:
    stored(store, 8, None)
    assert told(store, day=8, hour=10) == []
    assert told(store, day=8, hour=16) == ["city since 8"]


def test_a_part_that_somebody_tried_alarms_nobody(store: Store) -> None:
    stored(store, 8, "short", sample=2)
    assert told(store) == []


class Receiver(HTTPServer):
    """A webhook on loopback; ``status`` is what it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.got: list[dict[str, Any]] = []
        self.status = 200

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook/secret"


class _Post(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(json.loads(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def webhook() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


class MailServer(socketserver.ThreadingTCPServer):
    """As much of SMTP (RFC 5321) as it takes to receive a message; ``got`` are the messages."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Smtp)
        self.got: list[str] = []


class _Smtp(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        message: list[str] | None = None
        for line in self.rfile:
            text = line.decode().rstrip("\r\n")
            if message is not None:
                if text == ".":
                    self.server.got.append("\n".join(message))
                    message = None
                    self.wfile.write(b"250 taken\r\n")
                else:
                    message.append(text)
            elif text.upper() == "DATA":
                message = []
                self.wfile.write(b"354 go on\r\n")
            else:
                self.wfile.write(b"221 bye\r\n" if text.upper() == "QUIT" else b"250 loopback\r\n")


def test_an_alarm_by_mail_arrives() -> None:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"smtp://127.0.0.1:{server.server_address[1]}"
        settings = {"CHOTATSU_ALARM_MAIL": "desk@example.org", "CHOTATSU_ALARM_SMTP": address}
        [send] = senders(settings)
        send("失敗が始まりました", "架空市: short")
        server.shutdown()
    [message] = server.got
    assert "To: desk@example.org" in message
    assert "Subject: =?utf-8?" in message
    secret = settings | {"CHOTATSU_ALARM_SMTP": address.replace("//", "//me:secret@")}
    [send] = senders(secret)
    with pytest.raises(SetupError) as error:
        send("never", "sent")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"CHOTATSU_ALARM_WEBHOOK": "mailto:me@example.org"}, "expected a web address"),
        ({"CHOTATSU_ALARM_MAIL": "me@example.org"}, "CHOTATSU_ALARM_SMTP: expected smtp://HOST"),
        ({"CHOTATSU_ALARM_MAIL": "me@example.org", "CHOTATSU_ALARM_SMTP": "mail.example.org"},
         "expected smtp://HOST"),
    ],
)  # fmt: skip
def test_settings_that_no_alarm_can_be_sent_by_are_refused(
    settings: dict[str, str], expected: str
) -> None:
    with pytest.raises(SetupError, match=re.escape(expected)):
        senders(settings)
    assert senders({}) == []


def test_a_failing_crawl_tells_once_and_the_page_shows_it(
    tmp_path: Path, webhook: Receiver
) -> None:
    place, host = Place(tmp_path), "www.city.kakuu.example.jp"
    folder = data_path("practice", host)
    with PracticeServer({host: site_of_folder(folder)}) as server:

        def run(*arguments: str) -> CompletedProcess[str]:
            told = {
                "CHOTATSU_ALARM_WEBHOOK": webhook.address,
                "CHOTATSU_PRACTICE": server.address,
                "CHOTATSU_PRACTICE_DELAY": "0",
                "CHOTATSU_DATABASE_URL": place.store,
                "CHOTATSU_ARCHIVE": place.archive,
            }
            return chotatsu(tmp_path, *arguments, **told)

        server.sites[host] = lambda asked: None
        webhook.status = 500
        done = run("crawl", "practice_city")
        assert done.returncode == 3  # the operator: the alarm could not be sent
        assert "CHOTATSU_ALARM_WEBHOOK: expected 127.0.0.1" in done.stderr
        assert "secret" not in done.stderr + done.stdout
        webhook.status = 200
        webhook.got.clear()
        assert run("crawl", "practice_city").returncode == 4
        [message] = webhook.got
        assert message["subject"] == "chotatsu: 1 sources have begun to fail: practice_city"
        assert "expected 200, found 404" in message["text"]
        assert run("crawl", "practice_city").returncode == 4
        assert len(webhook.got) == 1
        page = tmp_path / "health.html"
        done = run("health", "practice_city", "--html", str(page), "--lang", "ja")
        assert "1 件の情報源のうち 1 件" in done.stdout
        html = page.read_text("utf-8")
        assert '<tr class="failing">' in html
        assert "<script" not in html
        until = (datetime.now(TOKYO) + timedelta(days=3)).date().isoformat()
        why = ("--until", until, "--reason", "<b>市が移転中</b>")
        assert run("pause", "practice_city", *why).returncode == 0
        run("health", "--html", str(page))
        assert "&lt;b&gt;市が移転中" in page.read_text("utf-8")
        server.sites[host] = site_of_folder(folder)
        assert run("crawl", "practice_city").returncode == 0
        [found] = json.loads(run("health", "practice_city", "--json").stdout)
        assert [one["verdict"] for one in found["runs"]] == ["broken", "broken", "broken", "ok"]
        assert (found["state"], found["quietDays"], len(webhook.got)) == ("paused", 0, 1)
