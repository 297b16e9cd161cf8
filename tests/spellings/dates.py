"""`parse_date` reads points in time, deadlines, ranges, months and their thirds, quarters, half,
fiscal and calendar years, times, durations and lists. Days come back in ISO, times as `HH:MM` or
`HH:MM:SS` of Japan, durations in ISO 8601. A month or a fiscal year (1 April to 31 March) is the
interval that it covers, and `precision` says which. A deadline has no start, an event such as
契約締結の日 no day at all.

**Eras** have their real first and last days: 令和 from 1 May 2019 (平成31年政令第143号), 平成 from
8 January 1989 (昭和64年政令第1号), 昭和 from 25 December 1926, 大正 from 30 July 1912, 明治 from
25 January 1868. A year behind the end of its era is counted on (`era_overflow`), one before its
beginning back (`era_underflow`). 午後12時 is midnight by 明治5年太政官布告第337号, but noon to
many: 24:00, flagged `ambiguous`. 24時 stays 24:00 on its day.

**What is left out** comes from the other half of the range or from what stands beside the text
(`fiscal_year`, `published`, `era`, `previous`, `label`), always with a flag. Without either there
is no value: 4月1日 alone is no date. 第1四半期 is April to June.

**Refused**, with a flag that says why: days that don't exist (`invalid_date`, never moved to the
end of the month), blanks and masks (`masked`), letters in place of digits (`typo`, `ocr_garbage`),
broken encodings (`mojibake`), days that come again every year (`recurring`), and words such as 未定
(`undetermined`). A text that says nothing of time is flagged `no_date`.

**Doubtful** readings have a value and a flag: `ambiguous`, `approx`, `typo`, `weekday_mismatch`,
`calendar_mismatch`, `order`, `multiple`, `dateparser` (read by the general library, whose three
numbers must be those of the text), `too_long` (only the first 500 characters were read). All other
flags say what was completed, counted or printed besides; `ParsedDate` lists them.

The words are data: `data/lookups/dates.yml`.
"""

from __future__ import annotations

from spellings.row import Row

CITIES = "notices of cities"
PREFECTURES = "notices of prefectures"
MINISTRIES = "notices of ministries"
LISTS = "Excel lists of bureaus"
CONTRACTS = "contract lists of ministries"
PAGES = "web pages of cities"
OCR = "PDF copies read by OCR"

Case = tuple[str, str, dict[str, object], dict[str, object]]


def _row(
    text: str, origin: str, expected: dict[str, object], context: dict[str, object] | None = None
) -> Case:
    return text, origin, expected, context or {}


_GROUPS: dict[str, tuple[Case, ...]] = {
    "Days": (
        _row("令和7年4月1日", CITIES, {"start": "2025-04-01", "precision": "day"}),
        _row("令和７年４月１日（火）", CITIES, {"start": "2025-04-01", "precision": "day"}),
        _row(
            "令和7年4月1日(水)",
            CITIES,
            {"start": "2025-04-01", "precision": "day", "flags": ("weekday_mismatch",)},
        ),
        _row("令和 ７ 年 １２ 月 ２ ５ 日", CITIES, {"start": "2025-12-25", "precision": "day"}),
        _row("令和元年5月1日", CITIES, {"start": "2019-05-01", "precision": "day"}),
        _row("R7.4.1", LISTS, {"start": "2025-04-01", "precision": "day"}),
        _row("Ｒ７．４．１", LISTS, {"start": "2025-04-01", "precision": "day"}),
        _row("H30.4.2", LISTS, {"start": "2018-04-02", "precision": "day"}),
        _row("令7.4.1", LISTS, {"start": "2025-04-01", "precision": "day"}),
        _row("S63/12/31", LISTS, {"start": "1988-12-31", "precision": "day"}),
        _row("令和6/4/1", CITIES, {"start": "2024-04-01", "precision": "day"}),
        _row("令和七年四月一日", MINISTRIES, {"start": "2025-04-01", "precision": "day"}),
        _row("平成三〇年一二月二五日", MINISTRIES, {"start": "2018-12-25", "precision": "day"}),
        _row("二〇二四年四月一日", MINISTRIES, {"start": "2024-04-01", "precision": "day"}),
        _row("2024年4月1日", PAGES, {"start": "2024-04-01", "precision": "day"}),
        _row("2024/4/1", PAGES, {"start": "2024-04-01", "precision": "day"}),
        _row("2024.04.01", PAGES, {"start": "2024-04-01", "precision": "day"}),
        _row("2024-04-01", LISTS, {"start": "2024-04-01", "precision": "day"}),
        _row("20240401", LISTS, {"start": "2024-04-01", "precision": "day"}),
        _row("R060401", LISTS, {"start": "2024-04-01", "precision": "day"}),
        _row(
            "45383", LISTS, {"start": "2024-04-01", "precision": "day", "flags": ("excel_serial",)}
        ),
        _row(
            "'24.4.1",
            LISTS,
            {"start": "2024-04-01", "precision": "day", "flags": ("two_digit_year",)},
        ),
        _row("㋿6年4月1日", CITIES, {"start": "2024-04-01", "precision": "day"}),
        _row(
            "April 1, 2024",
            MINISTRIES,
            {"start": "2024-04-01", "precision": "day", "flags": ("english",)},
        ),
        _row(
            "1 April 2024",
            MINISTRIES,
            {"start": "2024-04-01", "precision": "day", "flags": ("english",)},
        ),
    ),
    "Eras": (
        _row("昭和64年1月7日", MINISTRIES, {"start": "1989-01-07", "precision": "day"}),
        _row("平成元年1月8日", MINISTRIES, {"start": "1989-01-08", "precision": "day"}),
        _row("大正元年7月30日", MINISTRIES, {"start": "1912-07-30", "precision": "day"}),
        _row("明治45年7月29日", MINISTRIES, {"start": "1912-07-29", "precision": "day"}),
        _row(
            "平成31年5月1日",
            CONTRACTS,
            {"start": "2019-05-01", "precision": "day", "flags": ("era_overflow",)},
        ),
        _row(
            "平成35年3月31日",
            CONTRACTS,
            {"start": "2023-03-31", "precision": "day", "flags": ("era_overflow",)},
        ),
        _row(
            "令和元年4月1日",
            CONTRACTS,
            {"start": "2019-04-01", "precision": "day", "flags": ("era_underflow",)},
        ),
        _row(
            "平成32年",
            CONTRACTS,
            {
                "start": "2020-01-01",
                "end": "2020-12-31",
                "precision": "year",
                "flags": ("era_overflow",),
            },
        ),
        _row(
            "令和7年(2025年)4月1日",
            PREFECTURES,
            {"start": "2025-04-01", "precision": "day", "flags": ("dual_calendar",)},
        ),
        _row(
            "2025年（令和7年）4月1日",
            PAGES,
            {"start": "2025-04-01", "precision": "day", "flags": ("dual_calendar",)},
        ),
        _row(
            "令和6（2024）年度",
            PREFECTURES,
            {
                "start": "2024-04-01",
                "end": "2025-03-31",
                "precision": "fiscal_year",
                "flags": ("dual_calendar",),
            },
        ),
        _row(
            "2024年4月1日（令和6年4月1日）",
            PAGES,
            {"start": "2024-04-01", "precision": "day", "flags": ("dual_calendar",)},
        ),
        _row(
            "令和7年（2024年）4月1日",
            PAGES,
            {
                "start": "2025-04-01",
                "precision": "day",
                "flags": ("dual_calendar", "calendar_mismatch", "ambiguous"),
            },
        ),
    ),
    "Coarser than a day": (
        _row(
            "令和6年4月", CITIES, {"start": "2024-04-01", "end": "2024-04-30", "precision": "month"}
        ),
        _row("R6.4", LISTS, {"start": "2024-04-01", "end": "2024-04-30", "precision": "month"}),
        _row("2024/04", LISTS, {"start": "2024-04-01", "end": "2024-04-30", "precision": "month"}),
        _row(
            "令和6年4月上旬",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2024-04-10",
                "precision": "tenday",
                "flags": ("approx",),
            },
        ),
        _row(
            "令和6年2月下旬",
            CITIES,
            {
                "start": "2024-02-21",
                "end": "2024-02-29",
                "precision": "tenday",
                "flags": ("approx",),
            },
        ),
        _row("令和6年4月末", CITIES, {"start": "2024-04-30", "precision": "day"}),
        _row(
            "令和6年度",
            CITIES,
            {"start": "2024-04-01", "end": "2025-03-31", "precision": "fiscal_year"},
        ),
        _row("令和6年度末", CITIES, {"start": "2025-03-31", "precision": "day"}),
        _row(
            "令和6年度第1四半期",
            PREFECTURES,
            {"start": "2024-04-01", "end": "2024-06-30", "precision": "quarter"},
        ),
        _row(
            "令和6年度第４・四半期",
            PREFECTURES,
            {"start": "2025-01-01", "end": "2025-03-31", "precision": "quarter"},
        ),
        _row(
            "令和6年度上半期",
            PREFECTURES,
            {"start": "2024-04-01", "end": "2024-09-30", "precision": "half_year"},
        ),
        _row(
            "令和6年度下期",
            PREFECTURES,
            {"start": "2024-10-01", "end": "2025-03-31", "precision": "half_year"},
        ),
        _row("令和6年", CITIES, {"start": "2024-01-01", "end": "2024-12-31", "precision": "year"}),
        _row(
            "令和6年秋頃",
            CITIES,
            {
                "start": "2024-09-01",
                "end": "2024-11-30",
                "precision": "season",
                "flags": ("approx", "ambiguous"),
            },
        ),
        _row(
            "令和6年7月頃",
            CITIES,
            {
                "start": "2024-07-01",
                "end": "2024-07-31",
                "precision": "month",
                "flags": ("approx",),
            },
        ),
        _row(
            "平成20年代",
            CITIES,
            {"start": "2008-01-01", "end": "2017-12-31", "precision": "year", "flags": ("approx",)},
        ),
        _row(
            "Ｒ５・６",
            LISTS,
            {
                "start": "2023-04-01",
                "end": "2025-03-31",
                "precision": "fiscal_year",
                "flags": ("title_code", "multiple"),
            },
        ),
        _row(
            "202404",
            LISTS,
            {
                "start": "2024-04-01",
                "end": "2024-04-30",
                "precision": "month",
                "flags": ("compact", "ambiguous"),
            },
        ),
    ),
    "Times": (
        _row(
            "令和7年4月1日 午後0時30分",
            CITIES,
            {"start": "2025-04-01", "time": "12:30", "precision": "day"},
        ),
        _row(
            "令和7年4月1日（火）正午",
            CITIES,
            {"start": "2025-04-01", "time": "12:00", "precision": "day"},
        ),
        _row(
            "令和7年4月1日 24時",
            CITIES,
            {"start": "2025-04-01", "time": "24:00", "precision": "day", "flags": ("time_24",)},
        ),
        _row(
            "令和7年4月1日 午後5時半",
            CITIES,
            {"start": "2025-04-01", "time": "17:30", "precision": "day"},
        ),
        _row(
            "令和7年4月1日 午後12時",
            CITIES,
            {"start": "2025-04-01", "time": "24:00", "precision": "day", "flags": ("ambiguous",)},
        ),
        _row(
            "2024-04-01 15:30", LISTS, {"start": "2024-04-01", "time": "15:30", "precision": "day"}
        ),
        _row(
            "2024/04/01 15:30:45",
            LISTS,
            {"start": "2024-04-01", "time": "15:30:45", "precision": "day"},
        ),
        _row(
            "20240401 153000",
            LISTS,
            {"start": "2024-04-01", "time": "15:30:00", "precision": "day"},
        ),
        _row(
            "2024-04-01T15:30:00+09:00",
            LISTS,
            {"start": "2024-04-01", "time": "15:30:00", "precision": "day"},
        ),
        _row(
            "2024-04-01T15:30:00Z",
            LISTS,
            {
                "start": "2024-04-01",
                "time": "15:30:00",
                "precision": "day",
                "flags": ("utc_offset",),
            },
        ),
        _row(
            "令和7年4月1日10時30分～12時",
            CITIES,
            {"start": "2025-04-01", "time": "10:30", "end_time": "12:00", "precision": "day"},
        ),
        _row(
            "8:30～17:15（土日祝を除く）",
            CITIES,
            {"time": "08:30", "end_time": "17:15", "flags": ("excludes_holidays", "time_only")},
        ),
        _row(
            "令和7年4月1日 25時",
            CITIES,
            {"start": "2025-04-01", "precision": "day", "flags": ("invalid_time",)},
        ),
    ),
    "Deadlines and open ends": (
        _row(
            "令和7年3月31日まで",
            CITIES,
            {"end": "2025-03-31", "precision": "day", "flags": ("deadline",)},
        ),
        _row(
            "令和7年3月31日（月）午後5時（必着）",
            CITIES,
            {"end": "2025-03-31", "end_time": "17:00", "precision": "day", "flags": ("deadline",)},
        ),
        _row(
            "令和7年3月31日以前",
            CITIES,
            {"end": "2025-03-31", "precision": "day", "flags": ("deadline",)},
        ),
        _row(
            "令和7年度まで",
            CITIES,
            {"end": "2026-03-31", "precision": "fiscal_year", "flags": ("deadline",)},
        ),
        _row(
            "令和7年4月1日以降",
            CITIES,
            {"start": "2025-04-01", "precision": "day", "flags": ("open_end",)},
        ),
        _row(
            "令和7年4月から",
            CITIES,
            {"start": "2025-04-01", "precision": "month", "flags": ("open_end",)},
        ),
        _row(
            "契約締結の日から令和7年3月31日まで",
            CITIES,
            {"end": "2025-03-31", "precision": "day", "flags": ("relative_start",)},
        ),
        _row(
            "契約日の翌日～令和7年3月14日（金）",
            CITIES,
            {"end": "2025-03-14", "precision": "day", "flags": ("relative_start",)},
        ),
        _row(
            "落札決定後から令和7年3月31日",
            PREFECTURES,
            {"end": "2025-03-31", "precision": "day", "flags": ("relative_start",)},
        ),
        _row(
            "令和6年4月1日～入札公告の日",
            PREFECTURES,
            {"start": "2024-04-01", "precision": "day", "flags": ("relative_end",)},
        ),
        _row(
            "令和6年4月1日から工事完成の日まで",
            PREFECTURES,
            {"start": "2024-04-01", "precision": "day", "flags": ("relative_end",)},
        ),
        _row(
            "令和6年8月5日から令和6年8月20日開札時刻まで",
            PREFECTURES,
            {
                "start": "2024-08-05",
                "end": "2024-08-20",
                "precision": "day",
                "flags": ("event_time_end",),
            },
        ),
        _row(
            "令和5年10月1日又は契約締結の日のいずれか遅い日から令和6年9月30日まで",
            PREFECTURES,
            {"end": "2024-09-30", "precision": "day", "flags": ("relative_start",)},
        ),
        _row(
            "令和5年10月1日から令和6年9月30日又は予算額に達した日のいずれか早い日まで",
            PREFECTURES,
            {"start": "2023-10-01", "precision": "day", "flags": ("relative_end",)},
        ),
        _row(
            "令和5年10月1日前",
            MINISTRIES,
            {"start": "2023-10-01", "precision": "day", "flags": ("ambiguous",)},
        ),
    ),
    "Ranges": (
        _row(
            "令和6年4月1日から令和7年3月31日まで",
            CITIES,
            {"start": "2024-04-01", "end": "2025-03-31", "precision": "day"},
        ),
        _row(
            "自\u3000令和6年4月1日\u3000至\u3000令和7年3月31日",
            MINISTRIES,
            {"start": "2024-04-01", "end": "2025-03-31", "precision": "day"},
        ),
        _row(
            "R6.4.1～R7.3.31",
            LISTS,
            {"start": "2024-04-01", "end": "2025-03-31", "precision": "day"},
        ),
        _row(
            "2024/4/1-2025/3/31",
            LISTS,
            {"start": "2024-04-01", "end": "2025-03-31", "precision": "day"},
        ),
        _row(
            "令和6年4月～令和7年3月",
            CITIES,
            {"start": "2024-04-01", "end": "2025-03-31", "precision": "month"},
        ),
        _row(
            "令和6年4～6月",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2024-06-30",
                "precision": "month",
                "flags": ("year_omitted_end",),
            },
        ),
        _row(
            "令和5年度～令和7年度",
            CITIES,
            {"start": "2023-04-01", "end": "2026-03-31", "precision": "fiscal_year"},
        ),
        _row(
            "2024-25年度",
            PAGES,
            {
                "start": "2024-04-01",
                "end": "2026-03-31",
                "precision": "fiscal_year",
                "flags": ("era_omitted_end",),
            },
        ),
        _row(
            "平成30年4月から令和2年3月まで",
            CITIES,
            {"start": "2018-04-01", "end": "2020-03-31", "precision": "month"},
        ),
        _row(
            "令和6年4月1日以降、令和7年3月31日まで",
            CITIES,
            {"start": "2024-04-01", "end": "2025-03-31", "precision": "day"},
        ),
        _row(
            "令和6年9月4日（水）から9月12日（木）",
            CITIES,
            {
                "start": "2024-09-04",
                "end": "2024-09-12",
                "precision": "day",
                "flags": ("year_omitted_end",),
            },
        ),
        _row(
            "令和6年12月20日から1月10日まで",
            CITIES,
            {
                "start": "2024-12-20",
                "end": "2025-01-10",
                "precision": "day",
                "flags": ("year_omitted_end",),
            },
        ),
        _row(
            "令和6年12月2日～7年3月14日",
            CITIES,
            {
                "start": "2024-12-02",
                "end": "2025-03-14",
                "precision": "day",
                "flags": ("era_omitted_end",),
            },
        ),
        _row(
            "R6.4.1～7.3.31",
            LISTS,
            {
                "start": "2024-04-01",
                "end": "2025-03-31",
                "precision": "day",
                "flags": ("era_omitted_end",),
            },
        ),
        _row(
            "平成30年4月～2年3月",
            CITIES,
            {
                "start": "2018-04-01",
                "end": "2020-03-31",
                "precision": "month",
                "flags": ("era_omitted_end", "ambiguous"),
            },
        ),
        _row(
            "令和6年4月1日（月）～12日（金）",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2024-04-12",
                "precision": "day",
                "flags": ("month_omitted_end",),
            },
        ),
        _row(
            "令和6年4月1日から同年9月30日まで",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2024-09-30",
                "precision": "day",
                "flags": ("same_year",),
            },
        ),
        _row(
            "令和6年4月1日から同月12日まで",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2024-04-12",
                "precision": "day",
                "flags": ("same_month",),
            },
        ),
        _row(
            "令和6年12月1日から翌年3月31日まで",
            CITIES,
            {
                "start": "2024-12-01",
                "end": "2025-03-31",
                "precision": "day",
                "flags": ("relative",),
            },
        ),
        _row(
            "令和6年4月1日午前10時から同日午後5時まで",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2024-04-01",
                "time": "10:00",
                "end_time": "17:00",
                "precision": "day",
                "flags": ("same_day",),
            },
        ),
        _row(
            "4月1日から令和7年3月31日まで",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2025-03-31",
                "precision": "day",
                "flags": ("year_omitted",),
            },
        ),
        _row(
            "令和6年6月3日(月)から6月14日(金)まで(土日祝日を除く。)の午前9時から午後5時まで",
            CITIES,
            {
                "start": "2024-06-03",
                "end": "2024-06-14",
                "time": "09:00",
                "end_time": "17:00",
                "precision": "day",
                "flags": ("year_omitted_end", "excludes_holidays", "daily_hours"),
            },
        ),
        _row(
            "令和6年4月1日から令和6年3月1日まで",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2024-03-01",
                "precision": "day",
                "flags": ("order", "ambiguous"),
            },
        ),
        _row(
            "令和5年6月1日より申請の受付を開始し、6月30日までに提出",
            MINISTRIES,
            {
                "start": "2023-06-01",
                "end": "2023-06-30",
                "precision": "day",
                "flags": ("year_omitted_end",),
            },
        ),
        _row(
            "清掃業務\n○○市本町1-5-3\nR5.4.1～R6.3.31\n役務",
            LISTS,
            {"start": "2023-04-01", "end": "2024-03-31", "precision": "day"},
        ),
    ),
    "Durations": (
        _row("120日間", CITIES, {"duration": "P120D", "flags": ("duration",)}),
        _row(
            "契約締結の日から30日以内",
            CITIES,
            {"duration": "P30D", "flags": ("relative_start", "duration")},
        ),
        _row(
            "契約締結後10営業日以内",
            CITIES,
            {"duration": "P10D", "flags": ("relative_start", "duration", "business_days")},
        ),
        _row("60か月", CITIES, {"duration": "P60M", "flags": ("duration",)}),
        _row("1年6ヶ月", CITIES, {"duration": "P1Y6M", "flags": ("duration",)}),
        _row("2週間以内", CITIES, {"duration": "P2W", "flags": ("duration",)}),
        _row("1,000日間", CITIES, {"duration": "P1000D", "flags": ("duration",)}),
        _row(
            "令和6年10月1日から5年間",
            CITIES,
            {
                "start": "2024-10-01",
                "end": "2029-09-30",
                "duration": "P5Y",
                "precision": "day",
                "flags": ("duration", "computed_end"),
            },
        ),
        _row(
            "令和6年4月1日～令和9年3月31日（36か月）",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2027-03-31",
                "duration": "P36M",
                "precision": "day",
                "flags": ("duration",),
            },
        ),
        _row("30日", CITIES, {"duration": "P30D", "flags": ("duration",)}, {"label": "工期"}),
        _row("5年", CITIES, {"duration": "P5Y", "flags": ("duration",)}, {"label": "契約期間"}),
        _row("5年", CITIES, {"duration": "P5Y", "flags": ("ambiguous", "duration")}),
        _row(
            "令和5年10月1日から令和8年9月30日まで（3年）",
            CITIES,
            {
                "start": "2023-10-01",
                "end": "2026-09-30",
                "duration": "P3Y",
                "precision": "day",
                "flags": ("duration",),
            },
        ),
    ),
    "Lists and several dates": (
        _row(
            "令和5・6年度",
            CITIES,
            {
                "start": "2023-04-01",
                "end": "2025-03-31",
                "precision": "fiscal_year",
                "flags": ("multiple",),
            },
        ),
        _row(
            "平成30・31・32年度",
            CITIES,
            {
                "start": "2018-04-01",
                "end": "2021-03-31",
                "precision": "fiscal_year",
                "flags": ("multiple",),
            },
        ),
        _row(
            "令和6年度、令和7年度",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2026-03-31",
                "precision": "fiscal_year",
                "flags": ("multiple",),
            },
        ),
        _row(
            "令和6年10月7日と21日",
            CITIES,
            {"start": "2024-10-07", "precision": "day", "flags": ("multiple", "ambiguous")},
        ),
        _row(
            "令和6年4月・5月",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2024-04-30",
                "precision": "month",
                "flags": ("multiple", "ambiguous"),
            },
        ),
        _row(
            "公告日：令和6年4月24日\u3000開札日：令和6年5月10日",
            CITIES,
            {"start": "2024-04-24", "precision": "day", "flags": ("multiple",)},
        ),
        _row(
            "令和6年度 電力調達（令和6年10月1日～令和7年9月30日）",
            CITIES,
            {"start": "2024-10-01", "end": "2025-09-30", "precision": "day"},
        ),
        _row(
            "平成29、30、31、令和2年度",
            CITIES,
            {
                "start": "2017-04-01",
                "end": "2021-03-31",
                "precision": "fiscal_year",
                "flags": ("multiple",),
            },
        ),
        _row(
            "平成30年度・令和元年度",
            CITIES,
            {
                "start": "2018-04-01",
                "end": "2020-03-31",
                "precision": "fiscal_year",
                "flags": ("multiple",),
            },
        ),
        _row(
            "平成31・令和元年度",
            CITIES,
            {
                "start": "2019-04-01",
                "end": "2020-03-31",
                "precision": "fiscal_year",
                "flags": ("multiple",),
            },
        ),
        _row(
            "H31・32・33年度 物品購入",
            LISTS,
            {
                "start": "2019-04-01",
                "end": "2022-03-31",
                "precision": "fiscal_year",
                "flags": ("multiple",),
            },
        ),
    ),
    "Completed by what stands beside": (
        _row(
            "7月上旬",
            CITIES,
            {
                "start": "2024-07-01",
                "end": "2024-07-10",
                "precision": "tenday",
                "flags": ("year_omitted", "approx"),
            },
            {"fiscal_year": 2024},
        ),
        _row(
            "2月中旬",
            CITIES,
            {
                "start": "2025-02-11",
                "end": "2025-02-20",
                "precision": "tenday",
                "flags": ("year_omitted", "approx"),
            },
            {"fiscal_year": 2024},
        ),
        _row(
            "第2四半期",
            PREFECTURES,
            {
                "start": "2024-07-01",
                "end": "2024-09-30",
                "precision": "quarter",
                "flags": ("year_omitted",),
            },
            {"fiscal_year": 2024},
        ),
        _row(
            "12月20日～1月10日",
            CITIES,
            {
                "start": "2024-12-20",
                "end": "2025-01-10",
                "precision": "day",
                "flags": ("year_omitted", "year_omitted_end"),
            },
            {"fiscal_year": 2024},
        ),
        _row(
            "本年度",
            CITIES,
            {
                "start": "2024-04-01",
                "end": "2025-03-31",
                "precision": "fiscal_year",
                "flags": ("relative",),
            },
            {"fiscal_year": 2024},
        ),
        _row(
            "1月20日",
            PAGES,
            {"start": "2025-01-20", "precision": "day", "flags": ("year_omitted",)},
            {"published": "2024-12-24"},
        ),
        _row(
            "【7月13日更新】",
            PAGES,
            {"start": "2026-07-13", "precision": "day", "flags": ("year_omitted",)},
            {"published": "2026-07-20"},
        ),
        _row(
            "去る4月1日",
            PAGES,
            {"start": "2024-04-01", "precision": "day", "flags": ("year_omitted",)},
            {"published": "2024-05-01"},
        ),
        _row(
            "6.4.1",
            PAGES,
            {"start": "2024-04-01", "precision": "day", "flags": ("era_omitted",)},
            {"published": "2024-03-25"},
        ),
        _row(
            "13年12月28日",
            MINISTRIES,
            {"start": "2001-12-28", "precision": "day", "flags": ("era_omitted",)},
            {"era": "平成"},
        ),
        _row(
            "同日午後3時",
            CITIES,
            {"start": "2024-05-01", "time": "15:00", "precision": "day", "flags": ("same_day",)},
            {"previous": "2024-05-01"},
        ),
        _row(
            "翌日",
            CITIES,
            {"start": "2024-05-01", "precision": "day", "flags": ("relative",)},
            {"previous": "2024-04-30"},
        ),
        _row("4月1日", CITIES, {"flags": ("year_omitted",)}),
        _row(
            "6.4.1",
            PAGES,
            {"start": "2024-04-01", "precision": "day", "flags": ("era_omitted", "ambiguous")},
        ),
        _row("24.4.1", PAGES, {"flags": ("era_omitted", "ambiguous")}),
    ),
    "In sentences and labels": (
        _row("更新日令和6年8月9日", PAGES, {"start": "2024-08-09", "precision": "day"}),
        _row("（令和6年8月9日公告）", PAGES, {"start": "2024-08-09", "precision": "day"}),
        _row(
            "(1)提出期間\u3000令和6年8月9日(金)から令和6年8月20日(火)まで",
            PREFECTURES,
            {"start": "2024-08-09", "end": "2024-08-20", "precision": "day"},
        ),
        _row("令和6年8月9日 市長", PAGES, {"start": "2024-08-09", "precision": "day"}),
        _row(
            "令和6年度（繰越）",
            PAGES,
            {"start": "2024-04-01", "end": "2025-03-31", "precision": "fiscal_year"},
        ),
        _row(
            "令和7年2月（予定）",
            CITIES,
            {
                "start": "2025-02-01",
                "end": "2025-02-28",
                "precision": "month",
                "flags": ("planned",),
            },
        ),
        _row(
            "平成11年法律第117号",
            MINISTRIES,
            {
                "start": "1999-01-01",
                "end": "1999-12-31",
                "precision": "year",
                "flags": ("law_reference",),
            },
        ),
        _row(
            "会計法（昭和22年法律第35号）\u3000令和6年4月1日",
            MINISTRIES,
            {"start": "2024-04-01", "precision": "day"},
        ),
        _row(
            "令和6年4月1日に開札を執行しました", PAGES, {"start": "2024-04-01", "precision": "day"}
        ),
        _row(
            "契約年月日：令和5年10月3日（火）",
            PREFECTURES,
            {"start": "2023-10-03", "precision": "day"},
        ),
        _row(
            "市民だより（2023年10月）",
            PAGES,
            {"start": "2023-10-01", "end": "2023-10-31", "precision": "month"},
        ),
    ),
    "Refused": (
        _row("令和6年2月30日", CITIES, {"flags": ("invalid_date",)}),
        _row("令和5年2月29日", CITIES, {"flags": ("invalid_date",)}),
        _row("令和6年4月31日", CITIES, {"flags": ("invalid_date",)}),
        _row("20241301", LISTS, {"flags": ("invalid_date",)}),
        _row(
            "年末年始（12月29日～1月3日）",
            PAGES,
            {"flags": ("year_omitted", "year_omitted_end", "recurring")},
            {"published": "2024-11-01"},
        ),
        _row("毎月第2火曜日", PAGES, {"flags": ("recurring",)}),
        _row("未定", CITIES, {"flags": ("undetermined",)}),
        _row("追って通知する", CITIES, {"flags": ("undetermined",)}),
        _row(
            "令和\u3000\u3000年\u3000\u3000月\u3000\u3000日",
            CITIES,
            {"flags": ("masked", "ambiguous")},
        ),
        _row("令和●年●月●日", CITIES, {"flags": ("masked", "ambiguous")}),
        _row("x和62年5月1日", OCR, {"flags": ("era_omitted", "ambiguous", "masked")}),
        _row("令和6年4月1O日", OCR, {"flags": ("ocr_garbage", "ambiguous", "typo")}),
        _row("令和5年 10 yx 11 日", OCR, {"flags": ("ocr_garbage", "ambiguous")}),
        _row("譁ｰ譌･莉伜ｹｴ譛域律", OCR, {"flags": ("mojibake",)}),
        _row("－", CITIES, {"flags": ("no_date",)}),
        _row("契約締結の日", CITIES, {"flags": ("no_date",)}),
    ),
    "Slips": (
        _row(
            "平成29度",
            CONTRACTS,
            {
                "start": "2017-04-01",
                "end": "2018-03-31",
                "precision": "fiscal_year",
                "flags": ("typo",),
            },
        ),
        _row(
            "平成28月1月18日",
            CONTRACTS,
            {"start": "2016-01-18", "precision": "day", "flags": ("typo",)},
        ),
        _row(
            "令和6年4月1",
            CONTRACTS,
            {"start": "2024-04-01", "precision": "day", "flags": ("typo",)},
        ),
        _row("令和6年4月1目", OCR, {"start": "2024-04-01", "precision": "day", "flags": ("typo",)}),
        _row(
            "令和5 10月11日", OCR, {"start": "2023-10-11", "precision": "day", "flags": ("typo",)}
        ),
        _row(
            "2024 4 1", LISTS, {"start": "2024-04-01", "precision": "day", "flags": ("dateparser",)}
        ),
        _row(
            "令和5年10月3曰", OCR, {"start": "2023-10-03", "precision": "day", "flags": ("typo",)}
        ),
    ),
}

ROWS = [
    Row(text, expected, context, origin, group)
    for group, cases in _GROUPS.items()
    for text, origin, expected, context in cases
]
