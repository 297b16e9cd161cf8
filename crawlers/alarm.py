"""Telling people that a source has begun to fail: once, by mail or by a webhook.

Repeated alarms teach people not to look. So the first failure in a row is told; those after it are
on the page of health, until a good run ends the row. What could not be sent is told next time.
"""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from sqlalchemy import select

from crawlers.health import Outcome, in_a_row, outcomes_of, pauses
from pipelines.errors import SetupError
from pipelines.store.models import AlarmRow
from pipelines.store.session import Store
from pipelines.store.statements import table
from pipelines.times import TOKYO

WEBHOOK = "CHOTATSU_ALARM_WEBHOOK"
MAIL = "CHOTATSU_ALARM_MAIL"
SMTP = "CHOTATSU_ALARM_SMTP"
SENDER = "CHOTATSU_ALARM_FROM"

_SECONDS = 20
_STILL_RUNNING = timedelta(hours=6)
"""A crawl without a verdict that began less than this ago may be running now."""

Send = Callable[[str, str], None]
"""Sends a subject and a text; SetupError if it doesn't arrive."""


@dataclass(frozen=True)
class Alarm:
    """The latest run of a source that has begun to fail, and since when it fails."""

    source: str
    outcome: Outcome
    since: datetime


def due_alarms(store: Store, names: Iterable[str], now: datetime) -> list[Alarm]:
    """The sources of these that fail, of which nobody was told since their last good run.

    Paused ones are left out. A run without a verdict was killed, unless it began a moment ago.
    """
    told, paused, today = _told(store), pauses(store), now.astimezone(TOKYO).date()
    found = []
    for name, outcomes in outcomes_of(store, names).items():
        ended = [
            one
            for one in outcomes
            if not one.partial and (one.verdict or now - one.started > _STILL_RUNNING)
        ]
        row = in_a_row(ended)
        is_paused = name in paused and today <= paused[name].until
        if row and not row[-1].good and not is_paused and not any(o.run_id in told for o in row):
            found.append(Alarm(name, row[-1], row[0].started))
    return found


def senders(environment: Mapping[str, str]) -> list[Send]:
    """How alarms are sent, as the environment says; none where it says nothing.

    SetupError for settings that don't go together.
    """
    found: list[Send] = []
    if webhook := environment.get(WEBHOOK, "").strip():
        found.append(_webhook(webhook))
    if to := environment.get(MAIL, "").strip():
        server = environment.get(SMTP, "").strip()
        sender = environment.get(SENDER, "").strip() or to
        found.append(_mail(to, sender, server))
    return found


def mark_told(store: Store, alarms: Sequence[Alarm], now: datetime) -> None:
    """Remember that people were told."""
    rows = [{"run_id": a.outcome.run_id, "source": a.source, "sent": now} for a in alarms]
    if rows:
        with store.write() as connection:
            connection.execute(table(AlarmRow).insert(), rows)


def _told(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return set(connection.scalars(select(AlarmRow.run_id)))


class _NoRedirect(HTTPRedirectHandler):
    """A webhook that has moved is one that somebody must look at."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _webhook(address: str) -> Send:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SetupError(f"{WEBHOOK}: expected a web address, found one of {parts.scheme!r}")

    def send(subject: str, text: str) -> None:
        # The form that chat programs take; the subject is for others.
        body = json.dumps({"text": f"{subject}\n{text}", "subject": subject}).encode()
        request = Request(address, body, {"Content-Type": "application/json; charset=utf-8"})
        try:
            with build_opener(_NoRedirect()).open(request, timeout=_SECONDS):
                pass
        except (HTTPError, URLError, OSError) as error:
            # Not the whole address: whoever knows it can write there.
            raise SetupError(
                f"{WEBHOOK}: expected {parts.hostname} to take an alarm, found {error}"
            ) from error

    return send


def _mail(to: str, sender: str, server: str) -> Send:
    parts = urlsplit(server)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SetupError(
            f"{SMTP}: expected smtp://HOST, smtp://USER:PASSWORD@HOST:PORT or smtps://… for "
            f"{MAIL}, found one of {parts.scheme!r}"
        )

    def send(subject: str, text: str) -> None:
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = subject, sender, to
        message.set_content(text)
        try:
            with _connected(server) as smtp:
                smtp.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise SetupError(
                f"{SMTP}: expected {parts.hostname} to take an alarm, found {error}"
            ) from error

    return send


def _connected(server: str) -> smtplib.SMTP:
    """A connection to a mail server; with a password only where nobody can read it on the way."""
    parts = urlsplit(server)
    host, secure = parts.hostname or "", ssl.create_default_context()
    if parts.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=_SECONDS, context=secure
        )
    else:
        smtp = smtplib.SMTP(host, parts.port or 25, timeout=_SECONDS)
        smtp.ehlo()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=secure)
        elif parts.username:
            smtp.close()
            raise OSError("a server without STARTTLS, to which no password is sent")
    if parts.username:
        smtp.login(unquote(parts.username), unquote(parts.password or ""))
    return smtp
