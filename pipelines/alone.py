"""A process that gives up the network: whatever a hostile file makes of it stays here."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET: linux/sched.h
_CALLS = frozenset(
    ("socket.__new__", "socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.bind")
)


def leave_network() -> None:
    """Refuse every socket in this process; on Linux leave the machine's network too, where allowed.

    The second also holds for programs that are started from here (LibreOffice, tesseract): they
    find a network without a single address (unshare(2), network_namespaces(7)). Some systems don't
    let a user make one; the first holds everywhere. To be called while there is one thread only.
    """
    sys.addaudithook(_refuse)
    # Tried first: some systems (Ubuntu from 24.04) let a user begin and not end, and a process that
    # is left between the two can't make a file any more.
    if sys.platform == "linux" and works(_leave):
        _leave()


def works(step: Callable[[], None]) -> bool:
    """Whether a step ends without an error, tried in a copy of this process."""
    copy = os.fork()
    if copy == 0:
        try:
            step()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(copy, 0)[1] == 0


def _leave() -> None:
    """Leave the machine's network; OSError where that isn't allowed."""
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None)
    if libc.unshare(_NEW_NET) == 0:
        return
    if libc.unshare(_NEW_USER | _NEW_NET) != 0:
        raise OSError("expected a network of one's own, found that this system allows none")
    # A user of one's own owns nothing: without these lines no file could be made.
    own = Path("/proc/self")
    (own / "setgroups").write_text("deny")
    (own / "uid_map").write_text(f"{user} {user} 1")
    (own / "gid_map").write_text(f"{group} {group} 1")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _CALLS:
        raise PermissionError(f"expected no network while a file is read, found {event}")
