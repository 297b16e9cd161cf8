"""Every setting that differs from Scrapy's default, with the reason and the default.

What the person who runs the crawl decides comes from the environment:

``CHOTATSU_CONTACT``         address or page where a webmaster reaches them; sent with each request
``CHOTATSU_DATABASE_URL``    the store; default: ``chotatsu.db`` in the working folder
``CHOTATSU_ARCHIVE``         the folder of originals; default: ``archive`` in the working folder
``CHOTATSU_PRACTICE``        practice mode: the loopback address that stands for every site
``CHOTATSU_PRACTICE_DELAY``  practice mode only: seconds between two requests instead of the
                             polite delays; 0 for none. The limits stay as they are.
``CHOTATSU_RESUME_HOURS``    how long after a crawl was killed the next goes on from it; 24, 0 never

Whom ``chotatsu crawl`` tells of a source that has begun to fail: docs/running.md.
"""

import os
from importlib.metadata import PackageNotFoundError, version

from crawlers.practice import practice_address, practice_delay
from pipelines.archive import MOST_BYTES

BOT_NAME = "chotatsu"  # scrapybot
SPIDER_MODULES = ["spiders"]  # []
NEWSPIDER_MODULE = "spiders"  # ""
COMMANDS_MODULE = "crawlers.commands"  # ""

# A guest says who it is and whom to call: a live crawl without a contact is refused (Guest).
CHOTATSU_CONTACT = os.environ.get("CHOTATSU_CONTACT", "").strip()
try:
    _version = version("chotatsu")
except PackageNotFoundError:  # run from a checkout that was not installed
    _version = "0"
USER_AGENT = f"chotatsu/{_version}"  # Scrapy/VERSION (+https://scrapy.org)
if CHOTATSU_CONTACT:
    USER_AGENT += f" (+{CHOTATSU_CONTACT})"
DEFAULT_REQUEST_HEADERS = {  # Accept-Language: en; some sites answer that with an English page
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ja",
}

# Politeness.
ROBOTSTXT_OBEY = True  # False
# None, which is the whole header: a name in the contact's address could match another's rule.
ROBOTSTXT_USER_AGENT = "chotatsu"
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # 8
# 16. One for the whole source, so that "come back later" holds for the very next request:
# with more, requests already handed to the downloader would still go out.
CONCURRENT_REQUESTS = 1
DOWNLOAD_DELAY = 2.0  # 0
AUTOTHROTTLE_ENABLED = True  # False; a site that grows slow is asked less often
AUTOTHROTTLE_START_DELAY = 2.0  # 5.0
RETRY_TIMES = 3  # 2; small sites restart at night
REDIRECT_MAX_TIMES = 5  # 20; a page that wants a cookie first sends us round in a circle
COOKIES_ENABLED = False  # True; a family that needs a session switches them on
METAREFRESH_ENABLED = False  # True; a page that reloads itself would be fetched for ever
# no-referrer-when-downgrade; some forms want to see their own page, other hosts need not know.
REFERRER_POLICY = "same-origin"

# Limits. A site that sends without end is cut off at once, with or without a Content-Length.
DOWNLOAD_MAXSIZE = MOST_BYTES  # 1 GiB
DOWNLOAD_TIMEOUT = 120  # 180; for a whole answer, so three retries end within minutes

# A killed crawl is gone on with: see crawlers.resume. More bytes of answers are not kept for that.
CHOTATSU_RESUME_HOURS = os.environ.get("CHOTATSU_RESUME_HOURS", "24")
CHOTATSU_JOURNAL_BYTES = 2 * 1024**3

# Ports that run code in the crawl stay closed.
TELNETCONSOLE_ENABLED = False  # True
REMOTE_CONTROL_ENABLED = False  # True since 2.19

# Nothing but the web is ever fetched: a list page can't make us read a file of this machine.
DOWNLOAD_HANDLERS: dict[str, str | None] = dict.fromkeys(("data", "file", "ftp", "s3"))

# Lists are walked in the order they are printed (default: last in, first out).
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    # Replaced by Guest: it lets subdomains, retried and redirected requests pass.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawlers.polite.Guest": 50,
    "crawlers.blocked.BlockPages": 90,
    # Below RobotsTxt (100), above RetryAfter, which waits: an answer of our own needs no waiting.
    "crawlers.held.HeldDetails": 120,
    # Above Retry (550): a refusal is seen before it is tried again.
    "crawlers.polite.RetryAfter": 560,
    # Below HttpCache, above everything that looks at text.
    "crawlers.encoding.JapaneseEncoding": 583,
    # Below HttpCompression (590), so that recordings hold what the publisher wrote (default 900).
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": 585,
    # Before Redirect (600) follows it.
    "crawlers.recording.Redirects": 610,
    # Above HttpCompression: what it puts in place of an answer is unpacked already.
    "crawlers.revisit.Revisit": 700,
    # Below all that changes a request or an answer: it stands for the site.
    "crawlers.resume.Resume": 885,
    # The first to see an answer: headers as they came.
    "crawlers.received.AsReceived": 890,
}
EXTENSIONS: dict[str, int | None] = {
    "crawlers.ledger.Ledger": 0,
    # Closed above; not even loaded: it brings a web server along.
    "scrapy.extensions.remote_control.RemoteControl": None,
}
ITEM_PIPELINES = {"pipelines.stages.KeepOriginal": 100}

HTTPCACHE_STORAGE = "crawlers.recording.Recording"  # FilesystemCacheStorage; still off

FEED_EXPORT_ENCODING = "utf-8"  # None, which is ASCII with escapes for JSON
LOG_LEVEL = "INFO"  # DEBUG; that prints every item, which is a whole workbook here
STATS_DUMP = False  # True; the ledger has the counts that matter

# Practice mode: one server on loopback stands for every site, and nothing leaves the machine.
CHOTATSU_PRACTICE = practice_address(os.environ)
if CHOTATSU_PRACTICE:
    DOWNLOAD_HANDLERS["http"] = DOWNLOAD_HANDLERS["https"] = "crawlers.practice.PracticeHandler"
    HTTPPROXY_ENABLED = False  # True; a proxy of the environment would carry requests away
    CHOTATSU_PRACTICE_DELAY = practice_delay(os.environ)
    # CHOTATSU_CLOCK: the path of a function that tells the time, for a practice with opening hours.
    if CHOTATSU_PRACTICE_DELAY is not None:
        DOWNLOAD_DELAY = CHOTATSU_PRACTICE_DELAY
        AUTOTHROTTLE_ENABLED = False
