"""Old Word files (.doc): LibreOffice, where it is installed, makes new ones of them."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from pipelines.errors import Unreadable
from pipelines.extract.formats import encrypted
from pipelines.extract.word.package import damaged

TIME_LIMIT = 60.0
"""Seconds for one file; a usual one takes one second."""

_LARGEST = 64 * 1024 * 1024
_SECTOR = 512
_MARK = b"\xec\xa5"  # how the text of an old Word file begins ([MS-DOC] 2.5.1)
_ENCRYPTED = 0x01

# A profile that runs no macro, and sends whatever a file may ask of the network to nowhere.
_SETTINGS = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}


def as_docx(body: bytes) -> bytes:
    """An old Word file as a new one.

    Unreadable if it asks for a password, is damaged or takes too long; ``needsLibreOffice`` where
    LibreOffice, or its part for texts, isn't installed.
    """
    if _asks_for_password(body):
        raise encrypted("Word document")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise _missing("none")
    made = _converted(office, body, "doc")
    if made is None and not _reads_text(office):
        raise _missing("one that reads no texts")
    if made is None:
        raise damaged("LibreOffice can't open it")
    return made


def _asks_for_password(body: bytes) -> bool:
    """Whether the head of the text, at the begin of one of the first sectors, says so."""
    for at in range(_SECTOR, min(len(body), 1 << 20), _SECTOR):
        if body.startswith(_MARK, at):
            return bool(body[at + 11 : at + 12] and body[at + 11] & _ENCRYPTED)
    return False


@cache
def _reads_text(office: str) -> bool:
    """Whether this LibreOffice has its part for texts: it says of any file that it is broken."""
    return _converted(office, b"{\\rtf1 a}", "rtf") is not None


def _converted(office: str, body: bytes, ending: str) -> bytes | None:
    """The file that LibreOffice makes; None if it makes none."""
    with tempfile.TemporaryDirectory(prefix="word-") as folder:
        here = Path(folder)
        source, target = here / f"in.{ending}", here / "out"
        source.write_bytes(body)
        settings = here / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_profile(), encoding="utf-8")
        _run(
            [
                office,
                "--headless",
                "--norestore",
                "--nolockcheck",
                f"-env:UserInstallation={(here / 'profile').as_uri()}",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(target),
                str(source),
            ],
            here,
        )
        made = target / "in.docx"
        if not made.is_file():
            return None
        if made.stat().st_size > _LARGEST:
            message = f"expected at most {_LARGEST:,} bytes, found a Word document with more"
            raise Unreadable("tooLarge", f"{message}: ask the publisher")
        return made.read_bytes()


def _profile() -> str:
    """The settings as LibreOffice keeps them."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{said}</value></prop></item>"
        for path, settings in _SETTINGS.items()
        for name, said in settings.items()
    )
    space = "http://openoffice.org/2001/registry"
    return f'<?xml version="1.0"?><oor:items xmlns:oor="{space}">{items}</oor:items>'


def _run(command: list[str], folder: Path) -> None:
    """Run a command in a group of its own; at the end of its time all of the group ends."""
    child = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8"},
        start_new_session=True,
        preexec_fn=_bound,
    )
    try:
        child.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            "readerTimeout",
            f"expected LibreOffice to convert the file within {TIME_LIMIT:g} s, found it still at "
            "work: a developer must look at it",
        ) from error
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _bound() -> None:
    """Bounds that hold even where nobody is left to end the program: seconds, bytes written."""
    seconds = int(TIME_LIMIT)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * _LARGEST, 2 * _LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _missing(found: str) -> Unreadable:
    return Unreadable(
        "needsLibreOffice",
        f"expected LibreOffice Writer to read an old Word document, found {found}: the operator "
        "must install it (apt-get install libreoffice-writer)",
    )
