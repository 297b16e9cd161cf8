"""Pages as each system and kind of page makes them, all invented: markers as clients saw them."""

from __future__ import annotations

from dataclasses import dataclass

EJ_PPI = """<html><head><title>入札情報サービス</title></head><body>
<form name="frm" method="post" action="/ebidPPIPublish/EjPPIj">
<input type="hidden" name="ejParameterID" value="StartPage">
<select name="KikanNO"><option value="1720100">金沢市</option>
<option value="1720600"{chosen}>加賀市</option></select></form></body></html>"""
EJ_HOST = "https://www.ep-bis.supercals.jp/ebidPPIPublish/EjPPIj"

SMART_L_GOV = """<!DOCTYPE html><html><head><meta charset="{charset}">
<title>{title}／桜井市</title>
<link rel="canonical" href="https://www.city.sakurai.lg.jp/nyusatsu/{path}">
<link href="//www.city.sakurai.lg.jp/theme/base/css/sub.css" rel="stylesheet"></head>
<body><ul class="breadcrumb"><li><a href="/nyusatsu/index.html">入札・契約</a></li></ul>
<h1>{title}</h1><p>更新日：2026年02月02日</p>
<ul><li><a href="7001.html">架空橋補修工事</a></li></ul></body></html>"""

FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>
<title>那覇市公式ホームページ</title><link>https://www.city.naha.okinawa.jp/</link>
<item><title>架空業務の公募型プロポーザル</title>
<link>https://www.city.naha.okinawa.jp/business/1.html</link></item></channel></rss>"""

BOOKS = """<html><head><title>入札結果（工事） - 架空の一覧 - 府中市</title></head><body>
<h1>入札結果</h1><a href="r8/koji04.xlsx">令和8年4月</a><a href="r8/koji05.xlsx">5月</a>
<address>広島県府中市府川町315番地</address></body></html>"""

AWARDS = """<html><head><title>令和7年度 入札結果</title></head><body>
<h2>メニュー</h2><h1>令和7年度 建設工事の入札結果</h1><p>令和7年10月14日執行分</p>
<table><tr><th>番号</th><th class="name"><span>工事名</span></th><th>落札者</th>
<th>落札金額（税抜）</th></tr><tr><td>1</td><td>市道架空線舗装補修工事</td><td>架空建設株式会社</td>
<td>11,500,000円</td></tr></table></body></html>"""

PLAIN = """<html><head><title>窓口のご案内</title></head><body><h1>窓口のご案内</h1>
<table><tr><th>曜日</th><th>時間</th></tr><tr><td>平日</td><td>8:30～17:15</td></tr>
<tr><td>土曜</td><td>お休み</td></tr></table></body></html>"""


@dataclass(frozen=True)
class Case:
    """A page, the address it is at, and what it must be recognised as."""

    kind: str
    source: str
    address: str
    body: str
    stages: tuple[str, ...]
    begin: str
    name: str | None = None
    told: str | None = None
    """What ``--body`` says, where the page names nobody."""


ALL = ("tender", "result", "contract")
NEWS = ("tender", "result", "award", "contract")

CASES = [
    Case("superCals", EJ_PPI.format(chosen=" selected"), EJ_HOST, "加賀市", ("result", "tender"),
         EJ_HOST, "kaga_ppi"),
    # the number in the address decides, whoever else the form offers
    Case("superCals", EJ_PPI.format(chosen=""), f"{EJ_HOST}?KikanNO=1720300", "小松市",
         ("result", "tender"), EJ_HOST, "komatsu_ppi"),
    Case("epiCloud", '<html><title>盛岡市 入札情報公開</title><body><form action='
         '"/koukai/do/KK000ShowAction"><input name="hachukikan" value="1032"></form></body></html>',
         "https://www.epi-cloud.fwd.ne.jp/koukai/do/KF001ShowAction?name1=0620060006600640",
         "盛岡市", NEWS,
         "https://www.epi-cloud.fwd.ne.jp/koukai/do/KF001ShowAction?name1=0620060006600640",
         "morioka_koukai"),
    Case("efftis", '<html><title>加古川市 入札情報サービス</title><a href='
         '"PPUBC00100!link?screenId=PPUBC00700&amp;chotatsu_kbn=00">入札結果</a></html>',
         "https://kakogawa.efftis.jp/PPI/Public/PPUBC00100", "加古川市", ("tender", "result"),
         "https://kakogawa.efftis.jp/PPI/Public/PPUBC00100"),
    Case("efftis", '<html><title>奈良市 入札情報</title><a href="PPUBC00100!link?chotatsu_kbn=00">'
         "入札公告</a></html>", "https://nara.efftis.jp/PPI/Public/PPUBC00400?kikanno=0201",
         "奈良市", ("tender", "result"), "https://nara.efftis.jp/PPI/Public/PPUBC00100?kikanno=0201"),
    Case("ckan", '<html><head><meta name="generator" content="ckan 2.10.1"><title>データセット - '
         '架空オープンデータ 加賀市</title></head><body><h1>随意契約の公表</h1></body></html>',
         "https://data.example.jp/dataset", "加賀市", ("contract",), "https://data.example.jp/"),
    Case("ckan", '{"help": "https://data.example.jp/api/3/action/help_show?name=package_search",'
         '"success": true, "result": {"results": []}}',
         "https://data.example.jp/api/3/action/package_search?q=契約", "加賀市", ALL,
         "https://data.example.jp/",
         "kaga_data", "172065"),
    Case("feed", FEED, "https://www.city.naha.okinawa.jp/news.rss", "那覇市", NEWS,
         "https://www.city.naha.okinawa.jp/news.rss"),
    Case("feed", '<feed xmlns="http://www.w3.org/2005/Atom"><title>加賀市</title><entry><title>'
         "入札公告</title></entry></feed>", "https://www.city.kaga.ishikawa.jp/a.xml", "加賀市",
         NEWS, "https://www.city.kaga.ishikawa.jp/a.xml"),
    Case("disclosure", "<html><title>公共調達の適正化に基づく公表 | 加賀市</title><a href=a.pdf>4月"
         "</a></html>", "https://www.city.kaga.ishikawa.jp/c/index.html", "加賀市", ("contract",),
         "https://www.city.kaga.ishikawa.jp/c/index.html"),
    Case("smartLGov", SMART_L_GOV.format(charset="utf-8", title="入札公告", path="index.html"),
         "https://www.city.sakurai.lg.jp/nyusatsu/index.html", "桜井市", ("tender",),
         "https://www.city.sakurai.lg.jp/nyusatsu/"),
    # a page of one year: what is above it stays
    Case("smartLGov", SMART_L_GOV.format(charset="utf-8", title="令和7年度", path="R7/index.html"),
         "https://www.city.sakurai.lg.jp/nyusatsu/R7/index.html", "桜井市", ALL,
         "https://www.city.sakurai.lg.jp/nyusatsu/"),
    Case("sevenDigits", "<html><title>入札結果 | 那覇市公式ホームページ</title><p>ページ番号1058437"
         "</p><h1>入札結果</h1></html>", "https://www.city.naha.okinawa.jp/b/1003701/index.html",
         "那覇市", ("result",), "https://www.city.naha.okinawa.jp/b/1003701/index.html"),
    Case("soshiki", "<html><title>発注見通し - 福山市ホームページ</title>"
         '<a href="/soshiki/12/345.html">一覧</a><p>掲載日：2026年4月1日</p></html>',
         "https://www.city.fukuyama.hiroshima.jp/site/nyusatsu/list12-34.html", "福山市", ("plan",),
         "https://www.city.fukuyama.hiroshima.jp/site/nyusatsu/list12-34.html"),
    Case("soshiki", "<html><title>入札公告 - 白石市ホームページ</title><li>2026年5月1日更新 "
         "<a href=/soshiki/12/345.html>架空橋補修工事</a></li></html>",
         "https://www.city.shiroishi.miyagi.jp/life/5/46/", "白石市", ("tender",),
         "https://www.city.shiroishi.miyagi.jp/life/5/46/"),
    Case("category10", '<html><title>岡山市 入札</title><a href="/0000001945.html">公告</a></html>',
         "https://www.city.okayama.jp/category/19-4-0-0-0-0-0-0-0-0.html", "岡山市", ("tender",),
         "https://www.city.okayama.jp/category/19-4-0-0-0-0-0-0-0-0.html"),
    Case("kiji", "<html><title>八代市 契約状況の公表</title>"
         '<a href="/kiji0031234/index.html">一覧</a></html>',
         "https://www.city.yatsushiro.lg.jp/list00123.html", "八代市", ("contract",),
         "https://www.city.yatsushiro.lg.jp/list00123.html"),
    Case("wwwGenre", "<html><title>鳥取市 入札</title>"
         '<a href="/www/contents/1234567890123/">公告</a></html>',
         "https://www.city.tottori.lg.jp/www/genre/1/index.html", "鳥取市", ("tender",),
         "https://www.city.tottori.lg.jp/www/genre/1/index.html"),
    Case("listPage", AWARDS, "https://www.city.yamato.lg.jp/r7kekka.html", "大和市", ("result",),
         "https://www.city.yamato.lg.jp/r7kekka.html", "yamato_results", "142131"),
    Case("files", BOOKS, "https://www.city.fuchu.hiroshima.jp/kekka/index.html", "府中市",
         ("result",), "https://www.city.fuchu.hiroshima.jp/kekka/index.html"),
]  # fmt: skip

WITHOUT_FAMILY = {
    "koukai": ("https://ppi.cals-ibaraki.lg.jp/koukai/do/KF000ShowAction", "<title>茨城県</title>"),
    "gCals": ("https://portal.g-cals.e-gunma.lg.jp/ebia/servlet/p?job=AcDantaiZTop&kikan_no=0201",
              "<title>前橋市</title>"),
    "dentyo": ("https://ebid-joho.e-kanagawa.lg.jp/DENTYO/GPPI_MENU", "<title>入札情報</title>"),
    "cydeenPan": ("https://www.nyusatsu.ebid-osaka.jp/pan/PAN010.do?KIKAN_NO=0203",
                  "<p>豊中市</p>"),
    "eTokyo": ("https://www.e-tokyo.lg.jp/choutatu_ppij/ppij/pub", "<p>新宿区</p>"),
    "ppiP": ("https://ppi.example.lg.jp/PPI_P/pages/PPI_P/PiCtBrFi02/PiCtBrFi02start.vm",
             "<p>広島市</p>"),
}  # fmt: skip
"""Systems that are recognised though no family can make one source of a page of theirs."""
