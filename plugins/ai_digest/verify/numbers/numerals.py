"""Chinese numerals in a text: which of them are figures, and which are parts of words and names."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ai_digest.verify.numbers import chinese
from ai_digest.verify.numbers.context import after, before
from ai_digest.verify.numbers.digits import SHARE_OF, value_of
from ai_digest.verify.numbers.figure import Figure, Mark
from ai_digest.verify.numbers.finish import SPANS, finish
from ai_digest.verify.numbers.found import Core, Found
from ai_digest.verify.numbers.scales import take_scale
from ai_digest.verify.numbers.units import PERCENT, SHARE, TIMES, unit_at

if TYPE_CHECKING:
    from ai_digest.verify.numbers.found import Text

DOUBLINGS = "翻(?:了?一)?[倍番]|翻了?两番|成倍|倍增|过半|近半|超半|减半|腰斩|折半"
_HALVINGS = frozenset({"减半", "腰斩", "折半"})
_THOUSAND = 1000
_VAGUE_BEFORE = frozenset("数几上若好成")  # 数百万, 上千万: how many is not said
_UNDERS = {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10_000)}
_ODD = re.compile("[多余](?=[万亿千百家个名人年天次种项款位倍元美])")
_WEEKDAY = re.compile("(?:周|星期|礼拜|週)$")
_ONE_IN_WORD = re.compile("(?:[统唯之同单逐专万划]|初|老|合|均|归|不)$")
# words and names that begin with a numeral
_WORDS = {
    "一": (
        "带一路|些|起|直|定|样|切|般|旦|体|致|流|度|边|线|方面|时|向|同|并|共|再|举|经|味|气|系列|站式|键"
        "|手|面|道|路|下|点"
    ),
    "十分": "(?!钟|之|鐘)",
    "万": "一|分|物|能|维|达|向|科|众|家|事|象|岁|里|卡",
    "千": "万(?!元|美|人|级|用|次|台|辆|吨|户|亿)|问|寻|里|古|年|禧|帆|军|百",
    "百": "度|川|姓|科|货|年|分(?!之)|胜|强|灵|炼|事|丽|模",
    "三": "星|方|思|维|亚|农|角|明|峡|国|权|观|餐|体|甲|氯|元里|十六计|一重工",
    "四": "川|处|海|通|季|面|射|平|肢|周",
    "五": "角|官|金|一|四运|粮|湖|谷|颜|星级",
    "六": "一儿|神|合|福|安",
    "七": "夕|牛|彩|匹",
    "八": "卦|达|一建|方",
    "九": "州|阳|号(?!线)|章|寨|一八",
    "十": "一假|一黄|一长|字|足|全",
    "两": "会|岸|地(?!区)|者|极|院|难|端|手|侧|旁|边|性|仪|用",
    "二": "手|维|次元|次开发|次创作|级市场|者|线|胎|向箔",
    "零": "售|件|部件|跑|食|碎|一万物|日漏洞|样本|信任|和|散|钱|担保|距离|点|基础",
    "亿": "欧|联|纬|邦|航",
}
_IN_WORD = re.compile("|".join(f"{numeral}(?:{rest})" for numeral, rest in _WORDS.items()))


def read_doubling(text: Text, start: int, word: str) -> Found:
    """Read 翻倍, 翻两番, 过半, 减半."""
    if word in _HALVINGS:
        figure = Figure(Fraction(1, 2), SHARE)
    elif word.endswith("半"):
        figure = Figure(Fraction(1, 2), SHARE, mark=Mark.NEARLY if word[0] == "近" else Mark.OVER)
    else:
        figure = Figure(Fraction(4 if "两" in word else 2), TIMES)
    return Found.at(text, figure, start, start + len(word))


def read_numerals(text: Text, start: int, run: str) -> Found | None:
    """Read the run of numerals at a place; one alone is a figure only with a unit."""
    end = start + len(run)
    share = SHARE_OF.match(text.low, end)
    if share:
        return _share(text, start, run, share)
    if run == "半":
        return _half(text, start)
    if run == "一" and text.after(end) == "半" and not _is_span(text, end + 1):
        return Found.at(text, Figure(Fraction(1, 2), SHARE), start, end + 1)
    core = None if _is_in_word(text, start, end) else _core(text, start, run)
    found = finish(core, text, start, run) if core else None
    return found if found and (len(run) > 1 or found.figure.unit) else None


def _core(text: Text, start: int, run: str) -> Core | None:
    """Return the number of a run, None where it is vague: 数百万, 几十, 十几."""
    end, before_it = start + len(run), text.before(start, 1)
    value, checked = chinese.value_of(run), True
    if value is None:
        value, checked = chinese.magnitude_of(run), False
    is_vague = before_it in _VAGUE_BEFORE if not checked else before_it in {"数", "几"}
    if value is None or is_vague or text.after(end) == "几":
        return None
    core = Core(value, end, digits=False, scaled=value >= _THOUSAND, checked=checked and value != 1)
    odd = _ODD.match(text.low, end)
    if odd:
        core.odd, core.end = True, odd.end()
        take_scale(core, text, start)
    return core


def _share(text: Text, start: int, run: str, share: re.Match[str]) -> Found | None:
    """Read 百分之三 as a percentage, 三分之二 as a share."""
    under, over = _UNDERS.get(run) or chinese.value_of(run), value_of(share["over"])
    if not under or over is None:
        return None
    beside, (mark_after, sign_after) = before(text.low, start), after(text.low, share.end())
    value, unit = (over * 100 / under, PERCENT) if run in _UNDERS else (over / under, SHARE)
    figure = Figure(value, unit, beside.sign or sign_after, beside.mark or mark_after)
    return Found.at(text, figure, start, share.end())


def _half(text: Text, start: int) -> Found | None:
    """Read 半年, 半小时, 半个月; 半 in other words is no figure, and 半天 is a way of speaking."""
    place = start + 1
    if text.after(place) == "个" and unit_at(text.low, place) is None:
        place += 1
    read = unit_at(text.low, place)
    if read is None or read[0].name not in SPANS or text.before(read[1], 1) in {"日", "周"}:
        return None
    unit, end = read
    return Found.at(text, Figure(unit.factor / 2, unit.name), start, end, checked=text.after(place) != "天")


def _is_span(text: Text, place: int) -> bool:
    read = unit_at(text.low, place)
    return read is not None and read[0].name in SPANS


def _is_in_word(text: Text, start: int, end: int) -> bool:
    """Tell whether the numeral is a part of a word or a name: 一些, 统一, 三星, 周三, 双十一."""
    back, is_one_char = text.before(start, 2), end - start == 1
    if _IN_WORD.match(text.low, start) or back.endswith("双"):
        return True
    if is_one_char and _WEEKDAY.search(back):
        return True
    return is_one_char and text.low[start] == "一" and _ONE_IN_WORD.search(back) is not None
