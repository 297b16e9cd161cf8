"""Pages that stand in for content are known; pages about the same words are not."""

import pytest

from crawlers.blocked import markers, sign_of

NOTICES = "".join(
    f"<tr><td>令和7年{month}月1日</td><td>{title}</td></tr>"
    for month, title in (
        (4, "電算システム保守・メンテナンス業務"),
        (5, "庁舎設備定期メンテナンス業務"),
    )
)


def page(title: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("kind", "html"),
    [
        (
            "maintenance",
            page("メンテナンス中", "<h1>メンテナンス中</h1><p>終了は6時の予定です。</p>"),
        ),
        ("maintenance", page("お知らせ", "<p>ただいま、システムメンテナンス中です。</p>")),
        ("maintenance", page("", "<p>保守作業のため、サービスを停止しています。</p>")),
        ("closed", page("入札情報サービス", "<p>只今の時間はご利用になれません。</p>")),
        (
            "closed",
            page("入札情報", "現在はサービス時間外です。運用時間：平日　６時から２３時まで"),
        ),
        ("closed", page("お知らせ", "ただいまご利用いただけません。<a href='/'>戻る</a>")),
        ("busy", page("混雑", "アクセスが集中しています。しばらくたってからお試しください。")),
        ("refused", page("Access Denied", "<h1>アクセスが拒否されました</h1>Reference #18.5")),
        ("refused", page("403 Forbidden", "<center>nginx</center>")),
        ("login", page("電子入札システム　ログイン", "<form><input type=password></form>")),
        ("login", page("エラー", "セッションがタイムアウトしました。")),
        ("error", page("システムエラー", "管理者にお問い合わせください。")),
        ("missing", page("404", "<h1>お探しのページが見つかりません。</h1>")),
        # Layout tables are no tables of data.
        (
            "maintenance",
            page("お知らせ", "<table><tr><td>只今メンテナンス中です</td></tr></table>"),
        ),
        # Full-width and half-width, spaced out.
        ("maintenance", page("ﾒﾝﾃﾅﾝｽ 中", "<h1>ﾒﾝﾃﾅﾝｽ　中</h1>")),
    ],
)
def test_messages_instead_of_content_are_known(kind: str, html: str) -> None:
    for codec in ("utf-8", "cp932", "euc_jp"):
        sign = sign_of(html.encode(codec), codec)
        assert sign is not None
        assert sign.kind == kind, sign


@pytest.mark.parametrize(
    "html",
    [
        # A list whose items include maintenance contracts.
        page("入札結果", f"<h1>入札結果</h1><table>{NOTICES}</table>"),
        # A notice about such a contract, short, without table or file.
        page("庁内ネットワーク保守・メンテナンス業務委託の入札公告", "<h1>庁内ネットワーク保守・"
             "メンテナンス業務委託の入札公告</h1><p>次のとおり一般競争入札に付します。</p>"),
        page("システムメンテナンス業務", "<h1>システムメンテナンス業務委託</h1>"),
        # A list page with a banner about next week's maintenance.
        page("入札結果", "<p>4月10日はメンテナンスのためサービスを停止します。</p>"
             "<a href='r07/koji202504.xlsx'>令和7年4月分</a>"),
        # Contracts of login and error monitoring systems.
        page("ログイン認証基盤更改業務の入札結果", "<h1>ログイン認証基盤更改業務の入札結果</h1>"),
        page("入札結果", "<p>該当なし</p>"),
        # A table that a publisher saved as .xls.
        f"<html><body><table>{NOTICES}</table></body></html>",
    ],
)  # fmt: skip
def test_content_about_the_same_words_is_not(html: str) -> None:
    assert sign_of(html.encode(), "utf-8") is None


def test_long_pages_and_other_files_are_not_looked_at() -> None:
    words = "<h1>メンテナンス中</h1>"
    assert sign_of(page("お知らせ", words + "本文" * 1000).encode(), "utf-8") is None
    assert sign_of(b"PK\x03\x04" + words.encode(), "utf-8") is None
    assert sign_of(b"", "utf-8") is None


@pytest.mark.parametrize("marker", markers(), ids=lambda marker: marker.example)
def test_each_marker_finds_its_example(marker: object) -> None:
    example = marker.example  # type: ignore[attr-defined]
    sign = sign_of(page(example, f"<h1>{example}</h1>").encode(), "utf-8")
    assert sign is not None
    assert sign.kind == marker.kind  # type: ignore[attr-defined]
