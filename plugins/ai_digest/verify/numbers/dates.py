"""Dates, quarters, halves and times of day, in both languages, as labels.

    2026-08-13    --08-13    ---13    2026-08    --08    2026    2026-Q4    Q4    2026-H1    T09:00    T9?

`---13` is a day without its month, `T9?` nine o'clock of either half of the day. A date covers another if all
it says is said by the other.
"""

from __future__ import annotations

import re

from ai_digest.verify.numbers import chinese, english

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
_MONTH = rf"(?:{_LONG}|(?:{_SHORT})\b\.?)"
# "may", "march" and "august" are months beside a number only
SURE_MONTH = r"(?:january|february|april|june|july|september|october|november|december|august)\b"
_MONTH_CUES = "|".join(
    f"(?<={word})"
    for word in ("late ", "early ", "mid-", "in ", "since ", "by ", "until ", "last ", "this ", "next ")
)
_HAN = f"[{chinese.RUN}]"
_YEAR = r"(?:19|20)[0-9]{2}"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_NUMBER_OF = {word: value for word, value in english.ORDINALS.items() if value <= 4}  # noqa: PLR2004
_ANY_YEAR = rf"(?P<year>{_YEAR}|{_HAN}{{4}})"
_FISCAL = r"(?:of )?(?:fiscal (?:year )?|fy ?)?"
_EN_YEAR = rf"(?:(?:,? |,){_FISCAL}(?P<year>{_YEAR})(?![0-9]))?"
_ZH_MONTH = rf"(?P<month>1[0-2]|0?[1-9]|{_HAN}{{1,2}}) ?月(?:份|初|底|末)?"
_ZH_DAY = rf"(?: ?(?P<day>{_DAY}|{_HAN}{{1,3}}) ?[日号](?!线))?"
_EN_DAY = rf"(?P<day>{_DAY})(?:st|nd|rd|th)?"
_QUARTER = r"(?P<quarter>[1-4一二三四]) ?个?(?:季度?|财季)(?!军)"
_PATTERNS = [
    rf"(?P<year>{_YEAR})[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>{_DAY})(?![0-9])",
    rf"{_ANY_YEAR} ?(?:财年|财政年度|年)度? ?(?:第 ?)?{_QUARTER}",
    (
        rf"(?:(?P<year>{_YEAR}) ?)?q(?P<quarter>[1-4])(?![0-9a-z])"
        rf"(?:[ ,]{{0,2}}{_FISCAL}(?P<year2>{_YEAR}|(?<=fy)[0-9]{{2}})(?![0-9]))?"
    ),
    rf"(?:(?P<year>{_YEAR}) ?)?h(?P<half>[12])(?![0-9a-z])(?: {_FISCAL}(?P<year2>{_YEAR})(?![0-9]))?",
    rf"{_ANY_YEAR} ?年 ?(?P<half>[上下])半年",
    rf"{_ANY_YEAR} ?年 ?{_ZH_MONTH}{_ZH_DAY}",
    rf"{_ZH_MONTH}(?! ?[活均费薪租供底]){_ZH_DAY}",
    rf"{_ANY_YEAR} ?(?:财年|财政年度|年(?!多|级))",
    rf"(?:第 ?)?{_QUARTER}",
    rf"(?P<month>{_MONTH}) ?{_EN_DAY}(?![0-9.:%]| ?(?:million|billion|percent)){_EN_YEAR}",
    rf"(?P<month>{_MONTH}),? (?P<year>{_YEAR})(?![0-9])",
    rf"{_EN_DAY}(?: of)?[ -](?P<month>{_MONTH})(?![a-z]){_EN_YEAR}",
    (
        r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:fiscal |calendar )?quarter"
        rf"(?!s|-final| final){_EN_YEAR}"
    ),
    rf"(?P<half>first|second) half {_FISCAL}(?P<year>{_YEAR})(?![0-9])",
    rf"(?:fy|fiscal|fiscal year) ?'?(?P<year>{_YEAR}|[0-9]{{2}})(?![0-9])",
    rf"(?P<month>{SURE_MONTH})",
    rf"(?:{_MONTH_CUES})(?P<month>march|may)(?![a-z])",
]
_HALF = re.compile(r"(?P<half>[上下])半年")
_DAY_ONLY = re.compile(
    rf"(?P<day>{_DAY}|{_HAN}{{1,3}}) ?[日号](?!线|内|间|后|前|均|活|常|之内|以内|元|机|店|楼|馆|房)"
)
_CUES = "上午|早上|早晨|清晨|凌晨|早|中午|下午|午后|晚上|晚间|傍晚|夜间|深夜|晚|夜"
_TIMES = [
    r"(?P<hour>2[0-3]|[01]?[0-9]):(?P<minute>[0-5][0-9])(?!:?[0-9])(?: ?(?P<half>[ap])\.?m\b)?",
    r"(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5][0-9]))? ?(?P<half>[ap])\.?m\b\.?",
    (
        rf"(?P<hour>2[0-4]|[01]?[0-9]|{_HAN}{{1,3}}) ?[点时點時](?!间|代|期|区|候|速|光|刻|而|机|事|长|尚|段)"
        rf"(?: ?(?P<minute>[0-5]?[0-9]|半|{_HAN}{{1,3}}) ?分?|整|许|钟)?"
    ),
]
_MORE = re.compile("整|许|钟|分$|半$")
_CUE = re.compile(rf"(?:{_CUES}) ?$")


def _numbered(pattern: str, index: int) -> str:
    return re.sub(r"\(\?P<(\w+?)>", rf"(?P<\1_{index}>", pattern)


_DATE = [re.compile(pattern) for pattern in _PATTERNS]
_ANY_DATE = re.compile(
    "|".join(f"(?:{_numbered(pattern, index)})" for index, pattern in enumerate(_PATTERNS))
)
_TIME = [re.compile(pattern) for pattern in _TIMES]
SEED = rf"(?<![a-z0-9])(?:[qh][1-4](?![0-9a-z])|fy ?'?[0-9]|fiscal [y'0-9]|{_MONTH})"


def date_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the date that stands at a place of a lower-case text, and where it ends."""
    match = _ANY_DATE.match(text, start)
    if match:
        parts = {name.rpartition("_")[0]: value for name, value in match.groupdict().items() if value}
        label = _label(parts)
        return (label, match.end()) if label else None
    match = _HALF.match(text, start)
    if match:
        return f"H{1 if match['half'] == '上' else 2}", match.end()
    match = _DAY_ONLY.match(text, start)
    day = _small(match["day"]) if match else 0
    return (f"---{day:02}", match.end()) if match and 0 < day <= 31 else None  # noqa: PLR2004


def time_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the time of day at a place, and where it ends; 9 点 needs a word that says it is one."""
    for pattern in _TIME:
        match = pattern.match(text, start)
        if match:
            break
    else:
        return None
    hour, minute = _small(match["hour"]), 30 if match["minute"] == "半" else _small(match["minute"] or "0")
    half = match.groupdict().get("half") or ""
    if pattern is _TIME[2]:
        cue = _CUE.search(text, max(0, start - 4), start)
        if not (cue or _MORE.search(match[0])) or hour < 0:
            return None
        half = _half_of(cue[0].strip(), hour) if cue else ""
    known = bool(half) or hour > 12 or pattern is _TIME[0]  # noqa: PLR2004
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (f"T{hour:02}:{minute:02}" if known else f"T{hour}:{minute:02}?"), match.end()


def _half_of(cue: str, hour: int) -> str:
    if cue == "中午":
        return "p" if hour in {12, 1, 2} else "a"
    if cue in {"下午", "午后", "晚上", "晚间", "傍晚", "夜间", "深夜", "晚", "夜"}:
        return "p" if hour <= 12 else ""  # noqa: PLR2004
    return "a" if hour < 12 else ""  # noqa: PLR2004


def _label(parts: dict[str, str]) -> str:
    year = _year(parts.get("year") or parts.get("year2") or "")
    quarter, half = parts.get("quarter"), parts.get("half")
    if quarter:
        return f"{year}{'-' if year else ''}Q{_NUMBER_OF.get(quarter) or _small(quarter[:1])}"
    if half:
        return f"{year}{'-' if year else ''}H{1 if half in {'上', '1', 'first'} else 2}"
    month = _month(parts["month"]) if "month" in parts else 0
    day = _small(parts["day"]) if "day" in parts else 0
    if not 0 <= month <= 12 or not 0 <= day <= 31 or ("month" in parts and not month):  # noqa: PLR2004
        return ""
    if not month:
        return year
    return f"{year or '-'}-{month:02}" + (f"-{day:02}" if day else "")


def _year(text: str) -> str:
    if len(text) == 2:  # noqa: PLR2004
        return f"20{text}"
    if text and not text.isdigit():
        value = chinese.value_of(text)
        return str(value) if value and 1900 <= value < 2100 else ""  # noqa: PLR2004
    return text


def _month(text: str) -> int:
    return _MONTHS.index(text[:3]) + 1 if text[0].isascii() and text[0].isalpha() else _small(text)


def _small(text: str) -> int:
    """Return a small number in digits or Chinese numerals, -1 if it is none."""
    if text.isascii():
        return int(text)
    value = chinese.value_of(text)
    return int(value) if value is not None and value < 100 else -1  # noqa: PLR2004


def covers(known: str, said: str, years: frozenset[str]) -> bool:
    """Tell whether a known date says all of another; its year may stand elsewhere."""
    if said.startswith("T") or known.startswith("T"):
        return _same_time(known, said)
    mine, theirs = _parts(known), _parts(said)
    return all(
        mine.get(name) == value or (name == "year" and "year" not in mine and value in years)
        for name, value in theirs.items()
    )


def year_of(label: str) -> str:
    """Return the year of a date, "" if it names none."""
    return label[:4] if label[:4].isdigit() else ""


def _parts(label: str) -> dict[str, str]:
    parts = {"year": year_of(label)} if year_of(label) else {}
    rest = label[4:] if parts else label
    rest = rest.removeprefix("-") if parts else rest
    if rest[:1] in {"Q", "H"}:
        return parts | {rest[0]: rest[1:]}
    month, _, day = rest.removeprefix("--").partition("-")
    return parts | ({"month": month} if month else {}) | ({"day": day} if day else {})


def _same_time(known: str, said: str) -> bool:
    if known == said:
        return True
    mine, theirs = _clock(known), _clock(said)
    either = known.endswith("?") or said.endswith("?")
    return either and None not in {mine, theirs} and (mine or 0) % 720 == (theirs or 0) % 720


def _clock(label: str) -> int | None:
    if not label.startswith("T"):
        return None
    hour, _, minute = label[1:].rstrip("?").partition(":")
    return int(hour) * 60 + int(minute or 0)
