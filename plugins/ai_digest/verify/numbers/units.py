"""Scales and units: what may stand behind a number, or before it, and what it makes of the value.

A scale multiplies (万, 亿, million, K); a unit says what is counted and is part of the figure. Units that
convert exactly share a base: 97 毫秒 is 0.097 s, 30 MW are 30,000,000 W, half a year is 6 months. Currencies
never convert. Words for what is counted without measure (个, 家, 人, people) are the unit "n".
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

COUNT, PERCENT, POINTS, TIMES, OFTEN, ORDINAL, AGE = "n", "%", "pp", "x", "times", "nth", "age"
SECONDS, MONTHS = "s", "mo"
SHARE, RATIO = "frac", "ratio"
CURRENCIES = frozenset(
    [
        "USD",
        "CNY",
        "EUR",
        "GBP",
        "JPY",
        "¥",
        "KRW",
        "HKD",
        "TWD",
        "SGD",
        "AUD",
        "CAD",
        "CHF",
        "INR",
        "RUB",
        "BRL",
        "VND",
        "AED",
        "SAR",
        "pound",
    ]
)
ZH_SCALES = {
    "百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "百万": 6, "百萬": 6, "千万": 7, "千萬": 7, "亿": 8,
    "億": 8, "十亿": 9, "十億": 9, "百亿": 10, "百億": 10, "千亿": 11, "千億": 11, "万亿": 12, "萬億": 12,
    "兆": 12, "十万亿": 13, "百万亿": 14,
}  # fmt: skip
EN_SCALES = {
    "hundred thousand": 5, "hundred million": 8, "hundred billion": 11, "hundred": 2, "thousand": 3,
    "million": 6, "mln": 6, "mn": 6, "mil": 6, "billion": 9, "bln": 9, "bn": 9, "trillion": 12, "trn": 12,
    "tn": 12, "lakh": 5, "crore": 7, "k": 3, "m": 6, "b": 9, "t": 12,
}  # fmt: skip
_DAY = 86_400
_METRIC = {"n": -9, "μ": -6, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}


class Unit(NamedTuple):
    """A unit and what a value in it is multiplied by."""

    name: str
    factor: Fraction = Fraction(1)


def _names(unit: str, names: str, factor: Fraction | int = 1) -> dict[str, Unit]:
    return {name: Unit(unit, Fraction(factor)) for name in names.split("|")}


_ZH_UNITS = (
    _names(POINTS, "个百分点|個百分點|百分点|个点位")
    | _names(POINTS, "个基点|基点", Fraction(1, 100))
    | _names(TIMES, "倍")
    | _names(PERCENT, "成", 10)
    | _names("USD", "美元|美金|美刀")
    | _names("USD", "美分", Fraction(1, 100))
    | _names("CNY", "元人民币|人民币|元|块钱|圆")
    | _names("CNY", "分钱", Fraction(1, 100))
    | _names("EUR", "欧元|歐元")
    | _names("GBP", "英镑|英鎊")
    | _names("JPY", "日元|日圆|日圓|円")
    | _names("KRW", "韩元|韩圆|韓元")
    | _names("HKD", "港元|港币|港幣")
    | _names("TWD", "新台币|新台幣|台币")
    | _names("SGD", "新加坡元|新元")
    | _names("AUD", "澳元|澳大利亚元")
    | _names("CAD", "加元|加拿大元")
    | _names("CHF", "瑞士法郎|瑞郎")
    | _names("INR", "印度卢比|卢比")
    | _names("RUB", "卢布")
    | _names("BRL", "雷亚尔")
    | _names("VND", "越南盾")
    | _names("AED", "迪拉姆")
    | _names("SAR", "里亚尔|沙特里亚尔")
    | _names(SECONDS, "纳秒", Fraction(1, 10**9))
    | _names(SECONDS, "微秒", Fraction(1, 10**6))
    | _names(SECONDS, "毫秒", Fraction(1, 1000))
    | _names(SECONDS, "秒钟|秒鐘|秒")
    | _names(SECONDS, "分钟|分鐘", 60)
    | _names(SECONDS, "个小时|個小時|小时|小時|个钟头|钟头", 3600)
    | _names(SECONDS, "个工作日|天(?![然下津])|日(?![活均常])", _DAY)
    | _names(SECONDS, "个星期|星期|个礼拜|礼拜|周(?![活年期末边报刊])|週", 7 * _DAY)
    | _names(MONTHS, "个月|個月|月(?![活均])")
    | _names(MONTHS, "个季度", 3)
    | _names(MONTHS, "年(?![均化活轻])", 12)
    | _names(AGE, "周岁|岁|歲")
    | _names(ORDINAL, "周年|週年|世纪|世紀")
    | _names("°", "摄氏度|℃|度(?![假角的电])")
    | _names("B", "字节|位元组")
    | _names("B", "兆字节", 10**6)
    | _names("W", "瓦特|瓦(?![片尔])")
    | _names("W", "千瓦", 1000)
    | _names("W", "兆瓦", 10**6)
    | _names("W", "吉瓦", 10**9)
    | _names("Wh", "瓦时", 1)
    | _names("Wh", "千瓦时|度电|千瓦小时", 1000)
    | _names("Wh", "兆瓦时", 10**6)
    | _names("Wh", "吉瓦时", 10**9)
    | _names("m", "纳米", Fraction(1, 10**9))
    | _names("m", "微米", Fraction(1, 10**6))
    | _names("m", "毫米", Fraction(1, 1000))
    | _names("m", "厘米", Fraction(1, 100))
    | _names("m", "米(?![其兰老])")
    | _names("m", "公里|千米", 1000)
    | _names("m2", "平方米|平米")
    | _names("m2", "平方公里", 10**6)
    | _names("m3", "立方米")
    | _names("mi", "英里")
    | _names("sqmi", "平方英里")
    | _names("ft", "英尺")
    | _names("sqft", "平方英尺")
    | _names("in", "英寸|寸")
    | _names("acre", "英亩")
    | _names("mu", "亩")
    | _names("ha", "公顷")
    | _names("g", "毫克", Fraction(1, 1000))
    | _names("g", "克(?![拉隆服])")
    | _names("g", "千克|公斤", 1000)
    | _names("g", "吨|噸|公吨", 10**6)
    | _names("lb", "磅")
    | _names("l", "升(?![级至到幅温值])|公升")
    | _names("l", "毫升", Fraction(1, 1000))
    | _names("gal", "加仑")
    | _names("bbl", "桶")
    | _names("Hz", "赫兹")
    | _names("Hz", "兆赫", 10**6)
    | _names("Hz", "吉赫", 10**9)
    | _names("V", "伏特|伏")
    | _names("fps", "帧/秒|帧每秒|帧")
    | _names("折", "折(?![叠腾磨射])")
    | _names("param", "个参数|參數|参数|个参数量|参数量")
    | _names("token", "个词元|词元|个令牌|個詞元")
    | _names(OFTEN, "次(?![元世要日时品])|遍|回合")
)
_COUNTED = (
    "个|個|家|款|项|項|名|位(?!于|居|列)|人|台|臺|辆|輛|张|張|部(?!分|署|门|队)|种|種|座|篇|所(?!有|以|在|谓|需|示)|件"
    "|枚|颗|顆|块|塊|片|套|层(?!面)|層|步|轮(?!换)|輪|例(?!如|外|行)|起|场|場|支(?!持|撑|付)|架(?!构)|艘|份|页|頁|行(?!业|动|为)"
    "|只|隻|条|條|本|笔|筆|幅|首|道|根|头|匹|间|門|门|户|处|處|点|分(?!别|布|析|享|为|之|成|配|支|离|散|子)|字|词|句|段|章|节|卷|集"
    "|幕|代|级|号(?!称|召)|期|批|组|类|大(?!幅|型|模|量|规|约|概|于|会|家)|强|席|站|城|国|州|省|市|县|区|院|校|班|队|代人|用户|员工|企业"
    "|公司|国家|城市|开发者|机构|工程师|学生|论文|模型|产品|芯片|显卡|卡|核|节点|样本|图像|机器人|活跃用户|订阅|下载"
)
_LATIN_METRIC = {
    "W": "k M G T", "Wh": " k M G T", "m": "n μ m k", "g": "m k", "Hz": " k M G T", "B": "K k M G T P E",
    "V": "k m", "Ah": "m ", "bps": "K k M G T", "FLOPS": " G T P E", "OPS": "T P", "b/s": "K M G T",
}  # fmt: skip
_EN_UNITS = (
    _names(PERCENT, "%|percent|per cent|pct|percents")
    | _names(PERCENT, "‰|per mille", Fraction(1, 10))
    | _names(
        POINTS, "percentage points|percentage point|percentage-points|percentage-point|pct points|ppts|ppt|pp"
    )
    | _names(POINTS, "basis points|basis point|bps|bp", Fraction(1, 100))
    | _names(TIMES, "x|×|fold")
    | _names(OFTEN, "times|time")
    | _names("USD", "us dollars|us dollar|u.s. dollars|dollars|dollar|usd|us$")
    | _names("USD", "cents|cent|¢", Fraction(1, 100))
    | _names("CNY", "rmb|cny|yuan|renminbi|chinese yuan")
    | _names("EUR", "euros|euro|eur|€")
    | _names("GBP", "gbp|pounds sterling|british pounds|£")
    | _names("pound", "pounds|pound")
    | _names("JPY", "jpy|japanese yen|yen")
    | _names("KRW", "krw|korean won|south korean won|won")
    | _names("HKD", "hkd|hong kong dollars|hk$")
    | _names("TWD", "twd|new taiwan dollars|nt$")
    | _names("SGD", "sgd|singapore dollars")
    | _names("AUD", "aud|australian dollars")
    | _names("CAD", "cad|canadian dollars")
    | _names("CHF", "chf|swiss francs")
    | _names("INR", "inr|rupees|indian rupees")
    | _names("RUB", "rub|rubles|roubles")
    | _names("BRL", "brl|reais")
    | _names("AED", "aed|dirhams")
    | _names(SECONDS, "ns|nanoseconds|nanosecond", Fraction(1, 10**9))
    | _names(SECONDS, "μs|microseconds|microsecond", Fraction(1, 10**6))
    | _names(SECONDS, "ms|msec|milliseconds|millisecond", Fraction(1, 1000))
    | _names(SECONDS, "seconds|second|secs|sec|s")
    | _names(SECONDS, "minutes|minute|mins|min", 60)
    | _names(SECONDS, "hours|hour|hrs|hr|h", 3600)
    | _names(SECONDS, "business days|working days|days|day", _DAY)
    | _names(SECONDS, "weeks|week|wks", 7 * _DAY)
    | _names(MONTHS, "months|month|mos")
    | _names(MONTHS, "quarters", 3)
    | _names(AGE, "years old|year old|years-old|year-olds|year-old|years of age|yo")
    | _names(MONTHS, "years|year|yrs|yr", 12)
    | _names(MONTHS, "decades|decade", 120)
    | _names(ORDINAL, "st|nd|rd|th")
    | _names("°", "°c|degrees celsius|degrees|degree|℃")
    | _names("°F", "°f|degrees fahrenheit")
    | _names("B", "bytes|byte")
    | _names("W", "watts|watt")
    | _names("W", "kilowatts|kilowatt", 1000)
    | _names("W", "megawatts|megawatt", 10**6)
    | _names("W", "gigawatts|gigawatt", 10**9)
    | _names("Wh", "kilowatt-hours|kilowatt hours|kilowatt-hour", 1000)
    | _names("Wh", "megawatt-hours|megawatt hours", 10**6)
    | _names("Wh", "gigawatt-hours|gigawatt hours", 10**9)
    | _names("B", "kilobytes|kilobyte", 1000)
    | _names("B", "megabytes|megabyte", 10**6)
    | _names("B", "gigabytes|gigabyte|gigs", 10**9)
    | _names("B", "terabytes|terabyte", 10**12)
    | _names("B", "petabytes|petabyte", 10**15)
    | _names("B", "gib", 2**30)
    | _names("B", "tib", 2**40)
    | _names("B", "mib", 2**20)
    | _names("m", "nanometers|nanometer|nanometres|nanometre", Fraction(1, 10**9))
    | _names("m", "micrometers|microns|micron", Fraction(1, 10**6))
    | _names("m", "millimeters|millimetres|millimeter|millimetre", Fraction(1, 1000))
    | _names("m", "centimeters|centimetres|centimeter|centimetre|cm", Fraction(1, 100))
    | _names("m", "meters|metres|meter|metre")
    | _names("m", "kilometers|kilometres|kilometer|kilometre", 1000)
    | _names("m2", "square meters|square metres|square meter|sq m|m2|sqm")
    | _names("m2", "square kilometers|square kilometres|km2", 10**6)
    | _names("m3", "cubic meters|cubic metres|m3")
    | _names("sqmi", "square miles|square mile")
    | _names("mi", "miles|mile")
    | _names("sqft", "square feet|square foot|square-foot|sq ft|sqft|sq. ft.")
    | _names("ft", "feet|foot|ft")
    | _names("in", "inches|inch")
    | _names("acre", "acres|acre")
    | _names("ha", "hectares|hectare")
    | _names("g", "grams|gram")
    | _names("g", "kilograms|kilogram|kilos|kilo|kgs", 1000)
    | _names("g", "tonnes|tonne|metric tons|tons|ton", 10**6)
    | _names("lb", "lbs|lb")
    | _names("l", "liters|litres|liter|litre")
    | _names("l", "milliliters|millilitres|ml", Fraction(1, 1000))
    | _names("gal", "gallons|gallon")
    | _names("bbl", "barrels|barrel")
    | _names("Hz", "hertz")
    | _names("Hz", "megahertz", 10**6)
    | _names("Hz", "gigahertz", 10**9)
    | _names("V", "volts|volt")
    | _names("fps", "fps|frames per second|frames/s")
    | _names("param", "parameters|parameter|params|param")
    | _names("token", "tokens|token|tok")
    | _names("p", "p")
    | {
        f"{prefix}{unit}".lower(): Unit(unit, Fraction(10) ** _METRIC[prefix.replace("K", "k")])
        for unit, prefixes in _LATIN_METRIC.items()
        for prefix in prefixes.split(" ")
    }
    | _names("W", "w")
    | _names("V", "v")
)
PREFIXES = {
    "us$": "USD", "$": "USD", "usd": "USD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "au$": "AUD",
    "c$": "CAD", "ca$": "CAD", "s$": "SGD", "r$": "BRL", "cn¥": "CNY", "jp¥": "JPY", "rmb¥": "CNY",
    "¥": "¥", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₽": "RUB", "rmb": "CNY", "cny": "CNY",
    "人民币": "CNY", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "krw": "KRW", "hkd": "HKD", "inr": "INR",
    "chf": "CHF", "sgd": "SGD", "aud": "AUD", "cad": "CAD", "美元": "USD", "rs.": "INR", "aed": "AED",
}  # fmt: skip


def _pattern(names: dict[str, Unit]) -> str:
    """Return an alternation that tries the longest name first; look-aheads within a name stay."""
    plain = [name if "(?" in name else re.escape(name) for name in names]
    return "|".join(sorted(plain, key=lambda name: len(_bare(name)), reverse=True))


def _bare(name: str) -> str:
    return name.partition("(?")[0]


_ZH = {_bare(name): unit for name, unit in _ZH_UNITS.items()}
_EN = {_bare(name): unit for name, unit in _EN_UNITS.items()}
_LATER_ZH = "(?!宇宙|素|旦|老|件|年度?报)"
_UNIT = re.compile(
    rf"[ -]?(?:(?P<zh>{_pattern(_ZH_UNITS)}){_LATER_ZH}|(?P<en>{_pattern(_EN_UNITS)})(?![a-z0-9])"
    rf"|(?P<sign>%|‰|°c|°f|¢|€|£|×))"
)
_COUNT = re.compile(rf" ?(?:{_COUNTED})(?!分点|基点)")
_THING = re.compile(
    r"[ -](?!(?:to|in|on|at|of|for|and|or|by|from|as|is|was|are|were|has|with|vs|per|than|but|a|an|the"
    r"|that|which|who|million|billion|am|pm)(?![a-z]))[a-z]{2,}"
)
ZH_SCALE = "|".join(sorted(ZH_SCALES, key=len, reverse=True))
EN_SCALE = "|".join(sorted((name for name in EN_SCALES if len(name) > 1), key=len, reverse=True))


def unit_at(text: str, place: int) -> tuple[Unit, int] | None:
    """Return the unit that stands at a place of a lower-case text, and where it ends."""
    match = _UNIT.match(text, place)
    if match is None:
        return None
    name = match["zh"] or match["en"] or match["sign"]
    return (_ZH.get(name) or _EN[name]), match.end()


def counted_at(text: str, place: int) -> int:
    """Return where the word for what is counted ends, 0 if none stands there."""
    match = _COUNT.match(text, place)
    return match.end() if match else 0


def thing_at(text: str, place: int) -> bool:
    """Tell whether an English word for a thing follows: 90 people, a 12-layer map."""
    return _THING.match(text, place) is not None
