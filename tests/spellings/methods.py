"""`parse_method` reads how a purchase is made, how it stands, and what is bought. It answers
with OCDS's codes and a `detail` of its own, which keeps apart what one code holds together. What
the text doesn't say stays empty; nothing is worked out from amounts or the number of bidders.

**Methods.** The code says who could bid. A public call for proposals or quotations
(公募型プロポーザル, 企画競争, オープンカウンター) is `open`, whoever is chosen to hand one in is
`limited`; Japanese statistics count both as 随意契約, and `detail` lets you do so too. 随意契約
without more is `direct`, quotations among chosen firms and small sums are `limited`.
不落随意契約 is `direct` here; our OCDS export leaves its code out, since OCDS asks for that of the
competition that failed. 総合評価 is a criterion of award and no method.

**Legal grounds** are given as the law's number at e-Gov and the provision: `167_2-1-5` is
第167条の2第1項第5号 of 地方自治法施行令 (昭和22年政令第16号), and says 緊急. Read are also 会計法
(昭和22年法律第35号) 第29条の3, 予算決算及び会計令 (昭和22年勅令第165号) 第99条 to 第99条の3,
地方公営企業法施行令 (昭和27年政令第403号) and the Agreement on Government Procurement.

**Status** has a level: tender, award, contract or bid. A rule (…の場合は中止) is no event: it has
no status and is flagged `conditional`. 受付終了 and 開札済 are still `active`: OCDS's `complete`
is for a tender that was awarded.

**Categories.** The last word of a title says what is bought: 工事監理業務 is a service. Words such
as 業務委託 yield to the one before them. Leases and printing are goods. What the authority sells
or lets has no category and is flagged `revenue`.

**Flags:** `abbreviated` cut off or shortened; `ambiguous` could be read otherwise, never published
as a code; `conditional` a rule; `law_reference` a provision is named; `mixed` goods with services;
`multiple` a choice or list of several; `revenue` a sale or lease by the authority; `too_long` only
the first 400 characters were read; `typo` a slip with one reading; `wto` under the Agreement.

The words are data: `data/lookups/methods.yml` and `bids.yml`.
"""

from __future__ import annotations

from collections.abc import Callable

from spellings.row import Row


def _row(kind: str | None) -> Callable[[str, str, dict[str, object], str], Row]:
    context: dict[str, object] = {"kind": kind} if kind else {}

    def row(group: str, text: str, expected: dict[str, object], origin: str) -> Row:
        return Row(text, expected, context, origin, group)

    return row


_method, _status, _category, _all = map(_row, ("method", "status", "category", None))

ROWS: list[Row] = [
    _method(
        "Open competition",
        "一般競争",
        {"method": "open", "detail": "general"},
        "中部地方整備局 2018",
    ),
    _method(
        "Open competition",
        "一般競争入札（ダイレクト入札）",
        {"method": "open", "detail": "general"},
        "九州地方整備局 2018",
    ),
    _method(
        "Open competition",
        "一 般 競 争 入 札",
        {"method": "open", "detail": "general"},
        "notices of cities",
    ),
    _method(
        "Open competition",
        "一般競争入札［参加申請型］（価格競争）",
        {"method": "open", "detail": "general", "award_criteria": "lowest_price"},
        "notices of prefectures",
    ),
    _method(
        "Open competition",
        "一般競争（ＷＴＯ)",
        {"method": "open", "detail": "general", "flags": ("wto",)},
        "中部地方整備局 2018",
    ),
    _method(
        "Open competition",
        "一般競争入札（WTO対象外）",
        {"method": "open", "detail": "general"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Open competition",
        "条件付き一般競争入札",
        {"method": "open", "detail": "general_conditional"},
        "notices of cities",
    ),
    _method(
        "Open competition",
        "制限付き一般競争入札（郵便入札）",
        {"method": "open", "detail": "general_conditional"},
        "notices of cities",
    ),
    _method(
        "Open competition",
        "地域限定型一般競争入札",
        {"method": "open", "detail": "general_conditional"},
        "notices of prefectures",
    ),
    _method(
        "Open competition",
        "事後審査型条件付一般競争入札",
        {"method": "open", "detail": "general_post_qualification"},
        "notices of cities",
    ),
    _method(
        "Open competition",
        "事前審査型一般競争入札",
        {"method": "open", "detail": "general_pre_qualification"},
        "notices of prefectures",
    ),
    _method(
        "Open competition",
        "一般競争入札（総合評価）",
        {"method": "open", "detail": "general", "award_criteria": "overall_evaluation"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Open competition",
        "一般競争・最低価格",
        {"method": "open", "detail": "general", "award_criteria": "lowest_price"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Open competition",
        "総合評価落札方式",
        {"method": None, "award_criteria": "overall_evaluation"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Open competition",
        "施工能力評価型",
        {"method": None, "award_criteria": "overall_evaluation"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Competition among chosen firms",
        "指名競争入札",
        {"method": "selective", "detail": "designated"},
        "九州地方整備局 2018",
    ),
    _method(
        "Competition among chosen firms",
        "通常の指名競争",
        {"method": "selective", "detail": "designated"},
        "九州地方整備局 2018",
    ),
    _method(
        "Competition among chosen firms",
        "通常型指名競争入札",
        {"method": "selective", "detail": "designated"},
        "notices of cities",
    ),
    _method(
        "Competition among chosen firms",
        "公募型指名競争入札",
        {"method": "selective", "detail": "designated_public_call"},
        "notices of prefectures",
    ),
    _method(
        "Competition among chosen firms",
        "簡易公募型競争入札",
        {"method": "selective", "detail": "designated_public_call_simple"},
        "九州地方整備局 2018",
    ),
    _method(
        "Competition among chosen firms",
        "工事希望（新工事希望）",
        {"method": "selective", "detail": "designated_by_request"},
        "九州地方整備局 2018",
    ),
    _method(
        "Competition among chosen firms",
        "希望制指名競争入札",
        {"method": "selective", "detail": "designated_by_request"},
        "notices of prefectures",
    ),
    _method(
        "Competition among chosen firms",
        "受注希望型競争入札",
        {"method": "selective", "detail": "designated_by_request", "flags": ("ambiguous",)},
        "notices of prefectures",
    ),
    _method(
        "Competition among chosen firms",
        "簡易公募型に準じた方式",
        {"method": "selective", "detail": "designated_public_call_simple", "flags": ("ambiguous",)},
        "中部地方整備局 2018",
    ),
    _method(
        "Proposals",
        "簡易公募型プロポーザル方式",
        {"method": "open", "detail": "proposal_open_call_simple"},
        "中部地方整備局 2018",
    ),
    _method(
        "Proposals",
        "簡易公募型／公募型プロポーザル方式",
        {"method": "open", "detail": "proposal_open_call"},
        "九州地方整備局 2018",
    ),
    _method(
        "Proposals",
        "公募型プロポ‐ザル",
        {"method": "open", "detail": "proposal_open_call"},
        "notices of cities",
    ),
    _method(
        "Proposals",
        "公募によるプロポーザル方式",
        {"method": "open", "detail": "proposal_open_call"},
        "notices of cities",
    ),
    _method(
        "Proposals",
        "企画競争による随意契約",
        {"method": "open", "detail": "proposal_open_call"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Proposals",
        "指名型プロポーザル",
        {"method": "limited", "detail": "proposal_invited"},
        "notices of cities",
    ),
    _method(
        "Proposals",
        "プロポーザル方式",
        {"method": "limited", "detail": "proposal"},
        "notices of cities",
    ),
    _method(
        "Proposals",
        "設計競技",
        {"method": "limited", "detail": "proposal"},
        "notices of prefectures",
    ),
    _method(
        "Proposals",
        "指定管理者の公募",
        {"method": "open", "detail": "designated_manager"},
        "notices of cities",
    ),
    _method(
        "Proposals",
        "指定管理者（非公募）",
        {"method": "limited", "detail": "designated_manager"},
        "notices of cities",
    ),
    _method(
        "Quotations",
        "見積合せ",
        {"method": "limited", "detail": "quotation_comparison"},
        "notices of cities",
    ),
    _method(
        "Quotations",
        "見積書徴取",
        {"method": "limited", "detail": "quotation_comparison"},
        "notices of cities",
    ),
    _method(
        "Quotations",
        "オープンカウンター方式",
        {"method": "open", "detail": "quotation_open_counter"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Quotations",
        "公開見積競争",
        {"method": "open", "detail": "quotation_open_counter"},
        "notices of cities",
    ),
    _method(
        "Quotations",
        "見積公告",
        {"method": "open", "detail": "quotation_open_counter"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Quotations",
        "単独見積",
        {"method": "direct", "detail": "negotiated_single_source"},
        "notices of cities",
    ),
    _method(
        "Negotiated contracts",
        "随意契約",
        {"method": "direct", "detail": "negotiated"},
        "中部地方整備局 2018",
    ),
    _method(
        "Negotiated contracts",
        "特命随意契約",
        {"method": "direct", "detail": "negotiated_single_source"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Negotiated contracts",
        "通常の随意契約（関連）",
        {"method": "direct", "detail": "negotiated_single_source"},
        "九州地方整備局 2018",
    ),
    _method(
        "Negotiated contracts",
        "一者随契",
        {"method": "direct", "detail": "negotiated_single_source"},
        "notices of companies of prefectures and of incorporated bodies",
    ),
    _method(
        "Negotiated contracts",
        "随契・特定業者",
        {"method": "direct", "detail": "negotiated_single_source"},
        "調達ポータル 落札実績オープンデータ",
    ),
    _method(
        "Negotiated contracts",
        "随契・複数業者",
        {"method": "limited", "detail": "quotation_comparison"},
        "調達ポータル 落札実績オープンデータ",
    ),
    _method(
        "Negotiated contracts",
        "少額随契・特定業者",
        {"method": "direct", "detail": "negotiated_single_source"},
        "調達ポータル 落札実績オープンデータ",
    ),
    _method(
        "Negotiated contracts",
        "少額随意契約",
        {"method": "limited", "detail": "negotiated_small_value"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Negotiated contracts",
        "緊急随意契約",
        {"method": "direct", "detail": "negotiated_urgent"},
        "notices of cities",
    ),
    _method(
        "Negotiated contracts",
        "不落随意契約",
        {"method": "direct", "detail": "negotiated_after_failed_bidding"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Negotiated contracts",
        "随意契約（入札不調のため）",
        {"method": "direct", "detail": "negotiated_after_failed_bidding"},
        "notices of cities",
    ),
    _method(
        "Negotiated contracts",
        "特定随契",
        {"method": "direct", "detail": "negotiated_policy"},
        "notices of cities",
    ),
    _method(
        "Negotiated contracts",
        "競争性のある随意契約",
        {"method": "limited", "detail": "negotiated_competitive"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Negotiated contracts",
        "参加意思確認公募",
        {"method": "direct", "detail": "single_source_after_public_check"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Negotiated contracts",
        "事前確認公募",
        {"method": "direct", "detail": "single_source_after_public_check"},
        "notices of companies of prefectures and of incorporated bodies",
    ),
    _method(
        "Negotiated contracts",
        "随意契約（公募）",
        {"method": "direct", "detail": "single_source_after_public_check", "flags": ("ambiguous",)},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Negotiated contracts",
        "公募",
        {"method": "open", "detail": "public_call", "flags": ("ambiguous",)},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Reasons without a law",
        "再度の入札を行ったが落札者がいないため",
        {"method": "direct", "detail": "negotiated_after_failed_bidding"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Reasons without a law",
        "競争に付したが入札者がなかったため",
        {"method": "direct", "detail": "negotiated_after_failed_bidding"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Reasons without a law",
        "「不落」",
        {"method": "direct", "detail": "negotiated_after_failed_bidding"},
        "award lines of the official gazette",
    ),
    _method(
        "Reasons without a law",
        "契約の性質が競争を許さないため",
        {"method": "direct", "detail": "negotiated_single_source"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Reasons without a law",
        "「技術的理由による競争の不存在」",
        {"method": "direct", "detail": "negotiated_single_source"},
        "award lines of the official gazette",
    ),
    _method(
        "Reasons without a law",
        "緊急の必要により競争に付すことができないため",
        {"method": "direct", "detail": "negotiated_urgent"},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Legal grounds",
        "地方自治法施行令第１６７条の２第１項第２号",
        {
            "method": "direct",
            "detail": "negotiated_single_source",
            "legal_basis": ("322CO0000000016#167_2-1-2",),
            "flags": ("law_reference",),
        },
        "notices of cities",
    ),
    _method(
        "Legal grounds",
        "地方自治法施行令第百六十七条の二第一項第六号",
        {
            "method": "direct",
            "detail": "negotiated_competition_disadvantageous",
            "legal_basis": ("322CO0000000016#167_2-1-6",),
            "flags": ("law_reference",),
        },
        "notices of prefectures",
    ),
    _method(
        "Legal grounds",
        "随意契約（施行令第167条の2第1項第7号）",
        {
            "method": "direct",
            "detail": "negotiated_favourable_price",
            "legal_basis": ("322CO0000000016#167_2-1-7",),
            "flags": ("law_reference",),
        },
        "notices of cities",
    ),
    _method(
        "Legal grounds",
        "令第167条の2第1項第2号及び第6号",
        {
            "method": "direct",
            "detail": "negotiated_single_source",
            "legal_basis": (
                "322CO0000000016#167_2-1-2",
                "322CO0000000016#167_2-1-6",
            ),
            "flags": ("law_reference",),
        },
        "notices of cities",
    ),
    _method(
        "Legal grounds",
        "２号随契",
        {
            "method": "direct",
            "detail": "negotiated_single_source",
            "legal_basis": ("322CO0000000016#167_2-1-2",),
            "flags": (
                "law_reference",
                "abbreviated",
            ),
        },
        "notices of cities",
    ),
    _method(
        "Legal grounds",
        "会計法第29条の3第4項",
        {
            "method": "direct",
            "detail": "negotiated_single_source",
            "legal_basis": ("322AC0000000035#29_3-4",),
            "flags": ("law_reference",),
        },
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Legal grounds",
        "会計法第29条の3第5項及び予決令第99条第7号",
        {
            "method": "limited",
            "detail": "negotiated_small_value",
            "legal_basis": (
                "322AC0000000035#29_3-5",
                "322IO0000000165#99-1-7",
            ),
            "flags": ("law_reference",),
        },
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Legal grounds",
        "予算決算及び会計令第99条の2",
        {
            "method": "direct",
            "detail": "negotiated_after_failed_bidding",
            "legal_basis": ("322IO0000000165#99_2",),
            "flags": ("law_reference",),
        },
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Legal grounds",
        "予決令第99条の3",
        {
            "method": "direct",
            "detail": "negotiated_after_winner_refused",
            "legal_basis": ("322IO0000000165#99_3",),
            "flags": ("law_reference",),
        },
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Legal grounds",
        "地方公営企業法施行令第21条の13第1項第3号",
        {
            "method": "direct",
            "detail": "negotiated_policy",
            "legal_basis": ("327CO0000000403#21_13-1-3",),
            "flags": ("law_reference",),
        },
        "notices of cities",
    ),
    _method(
        "Legal grounds",
        "政府調達協定第13条1(b)",
        {
            "method": "limited",
            "detail": "negotiated",
            "legal_basis": ("WTO-GPA#13-1",),
            "flags": (
                "wto",
                "law_reference",
            ),
        },
        "contract lists of ministries (財計2017号)",
    ),
    _method("Legal grounds", "契約規則第25条第1項第2号", {"method": None}, "notices of cities"),
    _method(
        "Sales by the authority",
        "せり売り",
        {"method": "open", "detail": "auction", "flags": ("revenue",)},
        "notices of cities",
    ),
    _method(
        "Sales by the authority",
        "インターネット公有財産売却",
        {"method": "open", "detail": "auction", "flags": ("revenue",)},
        "notices of cities",
    ),
    _method(
        "Sales by the authority",
        "先着順による市有地の売却",
        {"method": "direct", "detail": "first_come_sale", "flags": ("revenue",)},
        "notices of cities",
    ),
    _method(
        "Sales by the authority",
        "公募抽選",
        {"method": "open", "detail": "lottery_sale", "flags": ("revenue",)},
        "notices of cities",
    ),
    _method(
        "Several, cut, misspelt",
        "一般競争入札又は指名競争入札",
        {"method": None, "detail": "multiple", "flags": ("multiple",)},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Several, cut, misspelt",
        "競争入札・随意契約の別",
        {"method": None, "detail": "multiple", "flags": ("multiple",)},
        "contract lists of ministries (財計2017号)",
    ),
    _method(
        "Several, cut, misspelt",
        "制限付一般競",
        {"method": "open", "detail": "general_conditional", "flags": ("abbreviated",)},
        "invented",
    ),
    _method(
        "Several, cut, misspelt",
        "随契",
        {"method": "direct", "detail": "negotiated", "flags": ("abbreviated",)},
        "notices of cities",
    ),
    _method(
        "Several, cut, misspelt",
        "一般争入札",
        {"method": "open", "detail": "general", "flags": ("typo",)},
        "invented",
    ),
    _method(
        "Several, cut, misspelt",
        "指競名争入札",
        {"method": "selective", "detail": "designated", "flags": ("typo",)},
        "invented",
    ),
    _method(
        "Several, cut, misspelt",
        "一般竸争入札",
        {"method": "open", "detail": "general", "flags": ("typo",)},
        "notices of cities",
    ),
    _method(
        "Several, cut, misspelt",
        "競争入札",
        {"method": None, "detail": "competition", "flags": ("ambiguous",)},
        "notices of cities",
    ),
    _method("Several, cut, misspelt", "じゃんけん", {"method": None}, "invented"),
    _status(
        "How a tender stands",
        "入札予定",
        {"level": "tender", "status": "planned"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "公告前",
        {"level": "tender", "status": "planned"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "公示中",
        {"level": "tender", "status": "active"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "入札参加申請受付中",
        {"level": "tender", "status": "active"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "受付は終了しました",
        {"level": "tender", "status": "active", "detail": "closed"},
        "notices of cities",
    ),
    _status(
        "How a tender stands",
        "開札待ち",
        {"level": "tender", "status": "active", "detail": "opening"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "開札済",
        {"level": "tender", "status": "active", "detail": "opened"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "資格審査中",
        {"level": "tender", "status": "active", "detail": "under_evaluation"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "期間延長",
        {"level": "tender", "status": "active", "detail": "extended"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "訂正公告",
        {"level": "tender", "status": "active", "detail": "amended"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "質問に対する回答",
        {"level": "tender", "status": "active", "detail": "questions_answered"},
        "notices of cities",
    ),
    _status(
        "How a tender stands",
        "※再公募※",
        {"level": "tender", "status": "active", "detail": "renotice"},
        "notices of cities",
    ),
    _status(
        "How a tender stands",
        "不落のため再度入札",
        {"level": "tender", "status": "active", "detail": "rebid"},
        "notices of cities",
    ),
    _status(
        "How a tender stands",
        "入札中止",
        {"level": "tender", "status": "cancelled"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "【取りやめ】体育館照明改修工事",
        {"level": "tender", "status": "cancelled"},
        "invented",
    ),
    _status(
        "How a tender stands",
        "不調",
        {"level": "tender", "status": "unsuccessful"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "不落",
        {"level": "tender", "status": "unsuccessful", "detail": "over_ceiling"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "応札者なし",
        {"level": "tender", "status": "unsuccessful", "detail": "no_bids"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "入札参加者がいなかったため不調",
        {"level": "tender", "status": "unsuccessful", "detail": "no_bids"},
        "notices of cities",
    ),
    _status(
        "How a tender stands",
        "該当者なし",
        {"level": "tender", "status": "unsuccessful", "detail": "no_winner"},
        "notices of cities",
    ),
    _status(
        "How a tender stands",
        "全者辞退",
        {"level": "tender", "status": "unsuccessful", "detail": "no_bids"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "入札不成立",
        {"level": "tender", "status": "unsuccessful"},
        "electronic bidding systems",
    ),
    _status(
        "How a tender stands",
        "終了しました",
        {"level": "tender", "status": "complete"},
        "notices of cities",
    ),
    _status(
        "Awards and contracts",
        "落札者決定",
        {"level": "award", "status": "active"},
        "electronic bidding systems",
    ),
    _status(
        "Awards and contracts",
        "落札候補者",
        {"level": "award", "status": "pending", "detail": "candidate"},
        "electronic bidding systems",
    ),
    _status(
        "Awards and contracts",
        "優先交渉権者",
        {"level": "award", "status": "pending", "detail": "candidate"},
        "notices of cities",
    ),
    _status(
        "Awards and contracts",
        "落札保留",
        {"level": "award", "status": "pending", "detail": "held"},
        "electronic bidding systems",
    ),
    _status(
        "Awards and contracts",
        "低入札価格調査中",
        {"level": "award", "status": "pending", "detail": "low_price_investigation"},
        "electronic bidding systems",
    ),
    _status(
        "Awards and contracts",
        "審査結果の公表",
        {"level": "award", "status": "active", "detail": "result_published"},
        "notices of cities",
    ),
    _status(
        "Awards and contracts",
        "落札者の決定を取り消しました",
        {"level": "award", "status": "cancelled"},
        "notices of cities",
    ),
    _status(
        "Awards and contracts",
        "契約辞退",
        {"level": "award", "status": "cancelled"},
        "notices of cities",
    ),
    _status(
        "Awards and contracts",
        "仮契約",
        {"level": "contract", "status": "pending"},
        "notices of cities",
    ),
    _status(
        "Awards and contracts",
        "契約締結済",
        {"level": "contract", "status": "active"},
        "electronic bidding systems",
    ),
    _status(
        "Awards and contracts",
        "変更契約",
        {"level": "contract", "status": "active", "detail": "amended"},
        "notices of cities",
    ),
    _status(
        "Awards and contracts",
        "契約の解除",
        {"level": "contract", "status": "terminated"},
        "notices of cities",
    ),
    _status(
        "Awards and contracts",
        "完成",
        {"level": "contract", "status": "terminated", "detail": "completed"},
        "notices of cities",
    ),
    _status(
        "Awards and contracts",
        "工事一時中止",
        {"level": "contract", "status": "active", "detail": "suspended"},
        "notices of cities",
    ),
    _status("Bids", "落 札", {"level": "bid", "status": "won"}, "中部地方整備局 2018"),
    _status(
        "Bids",
        "落札（抽選）",
        {"level": "bid", "status": "won", "detail": "lottery"},
        "notices of cities",
    ),
    _status("Bids", "再度入札辞退", {"level": "bid", "status": "withdrawn"}, "中部地方整備局 2018"),
    _status("Bids", "不参加", {"level": "bid", "status": "absent"}, "九州地方整備局 2018"),
    _status("Bids", "未入札", {"level": "bid", "status": "absent"}, "electronic bidding systems"),
    _status("Bids", "無効", {"level": "bid", "status": "disqualified"}, "中部地方整備局 2018"),
    _status(
        "Bids",
        "失格（最低制限価格未満）",
        {"level": "bid", "status": "disqualified", "detail": "below_minimum"},
        "notices of cities",
    ),
    _status(
        "Bids",
        "調査基準価格未満により失格",
        {"level": "bid", "status": "disqualified"},
        "notices of cities",
    ),
    _status(
        "Bids",
        "予定価格超過",
        {"level": "bid", "status": "valid", "detail": "over_ceiling"},
        "electronic bidding systems",
    ),
    _status(
        "Bids",
        "次点",
        {"level": "bid", "status": "valid", "detail": "runner_up"},
        "notices of cities",
    ),
    _status(
        "Bids",
        "非特定",
        {"level": "bid", "status": "valid", "detail": "not_selected"},
        "notices of cities",
    ),
    _status(
        "Bids", "抽選", {"level": "bid", "status": None, "detail": "lottery"}, "notices of cities"
    ),
    _status("Bids", "辞退者なし", {"status": None}, "notices of cities"),
    _status(
        "Rules are not events",
        "応札者がない場合は中止する",
        {"level": "tender", "status": None, "detail": "conditional", "flags": ("conditional",)},
        "notices of cities",
    ),
    _status(
        "Rules are not events",
        "再度入札は2回を限度とする",
        {"level": "tender", "status": None, "detail": "conditional", "flags": ("conditional",)},
        "notices of cities",
    ),
    _status(
        "Rules are not events",
        "次の各号に該当する入札は無効",
        {"level": "bid", "status": None, "detail": "conditional", "flags": ("conditional",)},
        "notices of cities",
    ),
    _status(
        "Rules are not events",
        "同額の者が2者以上あるときは、くじで決定する",
        {"level": "bid", "status": None, "detail": "lottery", "flags": ("conditional",)},
        "notices of cities",
    ),
    _status(
        "Rules are not events",
        "不調の場合は随意契約に移行する",
        {"level": "tender", "status": None, "detail": "conditional", "flags": ("conditional",)},
        "notices of cities",
    ),
    _category(
        "Kinds of purchase",
        "建設工事",
        {"category": "works", "detail": "construction"},
        "notices of cities",
    ),
    _category(
        "Kinds of purchase",
        "一般土木工事",
        {"category": "works", "detail": "construction"},
        "九州地方整備局 2018",
    ),
    _category(
        "Kinds of purchase",
        "とび・土工",
        {"category": "works", "detail": "construction"},
        "notices of cities",
    ),
    _category(
        "Kinds of purchase",
        "アスファルト舗装",
        {"category": "works", "detail": "construction"},
        "中部地方整備局 2018",
    ),
    _category(
        "Kinds of purchase",
        "庁舎修繕",
        {"category": "works", "detail": "repair"},
        "notices of cities",
    ),
    _category(
        "Kinds of purchase",
        "補償関係コンサルタント業務",
        {"category": "services", "detail": "consulting"},
        "九州地方整備局 2018",
    ),
    _category(
        "Kinds of purchase",
        "土木コンサル",
        {"category": "services", "detail": "consulting"},
        "中部地方整備局 2018",
    ),
    _category(
        "Kinds of purchase",
        "地質調査",
        {"category": "services", "detail": "survey"},
        "中部地方整備局 2018",
    ),
    _category(
        "Kinds of purchase",
        "設計",
        {"category": "services", "detail": "design"},
        "notices of cities",
    ),
    _category(
        "Kinds of purchase",
        "役務の提供等",
        {"category": "services"},
        "contract lists of ministries (財計2017号)",
    ),
    _category(
        "Kinds of purchase",
        "物品の製造",
        {"category": "goods", "detail": "manufacture"},
        "contract lists of ministries (財計2017号)",
    ),
    _category(
        "Kinds of purchase",
        "物品の販売",
        {"category": "goods"},
        "contract lists of ministries (財計2017号)",
    ),
    _category(
        "Kinds of purchase",
        "物品の買受け",
        {"category": None, "detail": "sale", "flags": ("revenue",)},
        "contract lists of ministries (財計2017号)",
    ),
    _category(
        "Kinds of purchase",
        "不用品の売払い",
        {"category": None, "detail": "sale", "flags": ("revenue",)},
        "notices of cities",
    ),
    _category(
        "Kinds of purchase",
        "土地の貸付",
        {"category": None, "detail": "lease_out", "flags": ("revenue",)},
        "notices of cities",
    ),
    _category(
        "Kinds of purchase",
        "物品・役務",
        {"category": None, "detail": "multiple", "flags": ("multiple",)},
        "notices of cities",
    ),
    _category(
        "Kinds of purchase",
        "工事・委託",
        {"category": None, "detail": "multiple", "flags": ("multiple",)},
        "notices of cities",
    ),
    _category(
        "Titles",
        "中央小学校校舎改築工事",
        {"category": "works", "detail": "construction"},
        "invented",
    ),
    _category(
        "Titles",
        "中央小学校校舎改築工事実施設計業務委託",
        {"category": "services", "detail": "design"},
        "invented",
    ),
    _category(
        "Titles",
        "公民館解体工事監理業務",
        {"category": "services", "detail": "supervision"},
        "invented",
    ),
    _category(
        "Titles",
        "橋りょう修繕工事（修正設計業務委託）",
        {"category": "services", "detail": "design"},
        "埼玉県 results 2025",
    ),
    _category(
        "Titles",
        "橋梁点検業務委託",
        {"category": "services", "detail": "maintenance"},
        "埼玉県 results 2025",
    ),
    _category(
        "Titles",
        "国道管内用地調査業務",
        {"category": "services", "detail": "survey"},
        "中部地方整備局 2018",
    ),
    _category(
        "Titles",
        "都市計画マスタープラン改定業務委託",
        {"category": "services", "detail": "consulting"},
        "invented",
    ),
    _category(
        "Titles",
        "庁舎清掃業務委託",
        {"category": "services", "detail": "cleaning"},
        "notices of cities",
    ),
    _category(
        "Titles",
        "庁舎機械警備業務",
        {"category": "services", "detail": "security"},
        "notices of cities",
    ),
    _category(
        "Titles",
        "学校給食調理業務",
        {"category": "services", "detail": "catering"},
        "notices of cities",
    ),
    _category(
        "Titles",
        "ごみ収集運搬業務委託",
        {"category": "services", "detail": "waste"},
        "notices of cities",
    ),
    _category(
        "Titles",
        "エレベーター保守点検業務",
        {"category": "services", "detail": "maintenance"},
        "notices of cities",
    ),
    _category(
        "Titles",
        "住民情報システム改修業務",
        {"category": "services", "detail": "system"},
        "invented",
    ),
    _category(
        "Titles",
        "スクールバス運行業務委託",
        {"category": "services", "detail": "transport"},
        "notices of cities",
    ),
    _category(
        "Titles", "窓口業務", {"category": "services", "detail": "outsourcing"}, "notices of cities"
    ),
    _category(
        "Titles",
        "複写機の賃貸借及び保守",
        {"category": "goods", "detail": "lease", "flags": ("mixed",)},
        "invented",
    ),
    _category(
        "Titles", "公用車リース", {"category": "goods", "detail": "lease"}, "notices of cities"
    ),
    _category(
        "Titles", "選挙公報の印刷", {"category": "goods", "detail": "printing"}, "notices of cities"
    ),
    _category(
        "Titles",
        "消防ポンプ自動車購入",
        {"category": "goods", "detail": "purchase"},
        "notices of cities",
    ),
    _category(
        "Titles",
        "市庁舎で使用する電気の供給",
        {"category": "goods", "detail": "purchase"},
        "notices of cities",
    ),
    _category(
        "Titles",
        "給食センター厨房機器購入",
        {"category": "goods", "detail": "purchase"},
        "invented",
    ),
    _category(
        "Titles",
        "清掃工場定期整備工事",
        {"category": "works", "detail": "construction"},
        "invented",
    ),
    _category(
        "Titles",
        "設計・施工一括発注",
        {"category": "works", "detail": "design_build"},
        "notices of prefectures",
    ),
    _category(
        "Titles",
        "町有地売却",
        {"category": None, "detail": "sale", "flags": ("revenue",)},
        "notices of cities",
    ),
    _category(
        "Titles",
        "自動販売機設置場所の貸付",
        {"category": None, "detail": "lease_out", "flags": ("revenue",)},
        "notices of cities",
    ),
    _all(
        "Everything at once",
        "庁舎清掃業務委託に係る一般競争入札（中止）",
        {
            "method": "open",
            "status": "cancelled",
            "level": "tender",
            "category": "services",
            "detail": "general",
        },
        "invented",
    ),
    _all(
        "Everything at once",
        "公用車購入　指名競争入札　落札者なし",
        {
            "method": "selective",
            "status": "unsuccessful",
            "level": "tender",
            "category": "goods",
            "detail": "designated",
        },
        "invented",
    ),
]
