"""A crawl in a process of its own, for tests: the engine can't be started twice in one.

Reads ``{names, store, archive, modules, settings, since, until, sample, whole, fresh}`` as JSON
from standard input; prints how each run ended, and every address that a socket was opened to.
"""

import json
import sys
from datetime import date

CONNECTED: set[str] = set()
LOOKED_UP: set[str] = set()


def note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        CONNECTED.add(f"{arguments[1][0]}:{arguments[1][1]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        LOOKED_UP.add(str(arguments[0]))


def main() -> None:
    asked = json.load(sys.stdin)
    sys.addaudithook(note)

    from crawlers.crawl import crawl
    from pipelines.archive import Archive
    from pipelines.errors import ProcurementError
    from pipelines.store.session import open_store

    store = open_store(asked["store"])
    settings = {"SPIDER_MODULES": asked.get("modules", ["spiders"]), "LOG_LEVEL": "WARNING"}
    days = {name: date.fromisoformat(asked[name]) for name in ("since", "until") if asked.get(name)}
    answer: dict[str, object] = {}
    code = 0
    try:
        results = crawl(
            asked["names"],
            store=store,
            archive=Archive(asked["archive"]),
            settings={**settings, **asked.get("settings", {})},
            sample=asked.get("sample"),
            whole=asked.get("whole", False),
            fresh=asked.get("fresh", False),
            **days,
        )
        answer["order"] = [result.source for result in results]
        answer["runs"] = {
            result.source: {"verdict": result.verdict, "reason": result.reason, **result.counts}
            for result in results
        }
    except ProcurementError as error:
        answer["error"], code = f"{type(error).__name__}: {error}", error.exit_code
    store.close()
    answer |= {"connected": sorted(CONNECTED), "looked_up": sorted(LOOKED_UP)}
    print(json.dumps(answer))
    sys.exit(code)


main()
