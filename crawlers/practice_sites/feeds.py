"""Town sites with a news feed, all of it invented: three kinds of feed, each with its traps.

岐阜市's is RSS 1.0, says UTF-8 and is in Shift_JIS; 日立市's is RSS 2.0, not well formed;
那覇市's is Atom with relative links, and goes on on two pages, the last empty. Beside notices stand
a sale, staff, registration and events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime

from crawlers.practice_site import Asked, Page, Site, site_of_pages
from pipelines.times import now

GIFU, HITACHI, NAHA = "www.city.gifu.lg.jp", "www.city.hitachi.lg.jp", "www.city.naha.okinawa.jp"
PATH = "/news.rss"

_CALL = (
    "<h2>1　入札に付する事項</h2><p>(1) 件名　{title}</p>"
    "<p>(2) 履行期間　令和8年5月1日から令和9年3月31日まで</p>"
    "<h2>2　入札の日時</h2><p>開札日時　令和8年4月20日　10時00分</p>"
    '<p><a href="spec.pdf">仕様書（PDF）</a></p>'
)
_NEWEST = (
    '<entry><id>tag:example.jp,2026:1</id><title type="html">&lt;b&gt;随意契約&lt;/b&gt;の公表'
    '</title><link rel="alternate" href="1000002.html"/><updated>{date}</updated></entry>'
    "<entry><id>tag:example.jp,2026:2</id><title>見積合わせのお知らせ</title>"
    '<link href="1000001.html"/><updated>{date}</updated></entry>'
)
_OLDER = (
    "<entry><id>tag:example.jp,2026:3</id><title>公募型プロポーザルの結果</title>"
    '<link href="1000003.html"/><updated>2026-03-02T00:00:00Z</updated></entry>'
)
_HEADS = "工事名", "開札日", "予定価格（税抜）", "落札者", "落札金額（税抜）", "結果"
_RESULTS = (
    ("架空橋補修工事", "令和8年3月10日", "12,000,000円", "架空・見本特定建設工事共同企業体",
     "11,500,000円", "落札（くじ）"),
    ("架空小学校外壁改修工事", "令和8年3月10日", "*********", "", "", "不調"),
    ("架空公園遊具設置工事", "令和8年3月11日", "3,000,000円", "", "", "中止"),
    ("架空道路照明設置工事", "令和8年3月12日", "5,000,000円", "株式会社見本電設",
     "*********", "落札"),
    ("架空側溝清掃単価契約", "令和8年3月12日", "非公表", "有限会社架空環境<br>株式会社見本清掃",
     "1,200円", "落札"),
)  # fmt: skip


def feeds(today: datetime | None = None) -> dict[str, Site]:
    """The sites by host; the newest entries are of ``today``, which is now unless it is given."""
    day = (today or now()).replace(hour=10, minute=0, second=0, microsecond=0)
    return {
        GIFU: site_of_pages({PATH: Page(rdf(day), "text/xml; charset=UTF-8"), **_pages()}),
        HITACHI: site_of_pages({PATH: Page(rss(day), "application/rss+xml"), **_pages()}),
        NAHA: _naha(day),
    }


def _naha(day: datetime) -> Site:
    """A feed of three pages, and what it links."""
    feed = [atom(day, onward=2), atom(day, _OLDER, first=False, onward=3), atom(day, first=False)]
    pages = site_of_pages(_pages())

    def site(asked: Asked) -> Page | None:
        if asked.path != PATH:
            return pages(asked)
        return Page(feed[int(asked.value("page") or 1) - 1], "application/atom+xml")

    return site


def rdf(day: datetime, extra: str = "") -> bytes:
    """RSS 1.0 that declares UTF-8 and is written in Shift_JIS."""
    home = f"https://{GIFU}"
    entries: Sequence[tuple[str, str]] = (
        ("入札公告　架空庁舎清掃業務委託①", "/business/1000001.html"),
        ("令和7年度　建設工事の入札結果", "/business/1000002.html"),
        ("公募型プロポーザルの結果について", "/business/1000003.html"),
        ("契約社員（図書館）の募集", "/business/1000004.html"),
        ("入札参加資格審査の申請", "/business/1000005.html"),
        ("市有地売却の入札公告", "/business/1000006.html"),
        ("さくらまつり", "/kanko/1000007.html"),
    )
    items = "".join(
        f'<item rdf:about="{home}{path}"><title>{title}</title><link>{home}{path}</link>'
        f"<dc:date>{(day - timedelta(days=at)).isoformat()}</dc:date></item>"
        for at, (title, path) in enumerate(entries)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{home}{PATH}">'
        f"<title>架空の市 新着情報</title><link>{home}/</link></channel>{items}{extra}</rdf:RDF>"
    ).encode("cp932")


def rss(day: datetime, extra: str = "") -> bytes:
    """RSS 2.0 with a bare ampersand and ``&nbsp;``, an entry twice, and one of another host."""
    date = format_datetime(day)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>架空の市</title>'
        f"<link>https://{HITACHI}/</link>"
        "<item><title>【入札公告】架空R&D施設&nbsp;空調設備保守</title>"
        f"<link>/business/1000001.html</link><pubDate>{date}</pubDate></item>"
        "<item><title>【入札公告】架空R&D施設&nbsp;空調設備保守</title>"
        f"<link>/business/1000001.html#top</link><pubDate>{date}</pubDate></item>"
        "<item><title>お知らせ</title><category>入札・契約</category>"
        f'<guid isPermaLink="true">https://{HITACHI}/business/1000002.html</guid>'
        f"<pubDate>{date}</pubDate></item>"
        "<item><title>企業団の入札公告</title><link>https://suido.example.jp/1.html</link></item>"
        f"<item><title>市長の部屋</title><link>/mayor/</link></item>{extra}</channel></rss>"
    ).encode()


def atom(day: datetime, extra: str = "", first: bool = True, onward: int = 0) -> bytes:
    """Atom in UTC, its links relative to ``xml:base``; ``onward`` is the page that follows."""
    date = day.astimezone().isoformat()
    next_ = f'<link rel="next" href="{PATH}?page={onward}"/>' if onward else ""
    entries = _NEWEST.format(date=date) if first else ""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:base="https://{NAHA}/business/"><title>架空の市</title><updated>{date}</updated>'
        f"{next_}{entries}{extra}</feed>"
    ).encode()


def _pages() -> Mapping[str, Page]:
    head = "".join(f"<th>{one}</th>" for one in _HEADS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _RESULTS
    )
    call = "架空庁舎清掃業務委託"
    paper = '<p><a href="/business/kekka.pdf">プロポーザル審査結果（PDF）</a></p>'
    return {
        "/business/1000001.html": _page(f"{call}の一般競争入札", _CALL.format(title=call)),
        "/business/1000002.html": _page("入札結果", f"<table><tr>{head}</tr>{rows}</table>"),
        "/business/1000003.html": _page("プロポーザルの結果", paper),
        # A page under the name of a paper: what it is only its bytes say.
        "/business/kekka.pdf": _page("審査結果", _CALL.format(title="架空計画の策定業務")),
    }


def _page(title: str, body: str) -> Page:
    text = (
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">'
        f"<title>{title}｜架空の市</title></head><body><header>"
        f'<a href="/a.pdf">入札のしおり（PDF）</a></header><h1>{title}</h1>'
        "<p>ページ番号1000001　更新日　令和8年4月1日</p><p>練習用のページです。</p>"
        f"{body}</body></html>"
    )
    return Page(text.encode(), "text/html")
