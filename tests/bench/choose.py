"""Choose: CPU of grouping and ordering a day of so many items, against comparing all pairs with rapidfuzz.

The days are invented: events about made-up companies, each told once or a few times, in one of two languages.
About one pair in thirty shares enough words to be compared, as on real days.
"""

from __future__ import annotations

import random
import time
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rich.table import Table

from ai_digest.choose import Quota, Topics, group, select
from tests.builders import WINDOW, item, source

if TYPE_CHECKING:
    from ai_digest.model import Item

SIZES = (250, 500, 1000, 2000)
TOLD_AGAIN = 0.35  # chance that an event is told once more
BUDGET = 2.0
PUBLISHERS = 40

_SYLLABLES = "ba del fen go hal ki lum mo nim pol ru sel ta vor wyn zet an er is ou".split()  # noqa: SIM905
_HAN = "澄湖苇鹭鸥鹈鹕燕隼堤岸沼泽桥舟帆浪潮岛湾石松枫柳桦栎槐桐梅兰竹菊荷莲芦荻蒲山川云雨风雪星月"
_EVENTS = [line.split("|") for line in """
launches {a} for {b}|推出面向{y}的{x}
raises ${n} million to build {a}|融资 {n} 万美元开发{x}
is sued over {a} {b}|因{x}{y}被起诉
cuts {n} jobs in its {b} unit|在{y}部门裁员 {n} 人
opens a {a} lab in {b}|在{y}开设{x}实验室
delays its {b} chip until spring|推迟{y}芯片
hires the head of {a}|聘请{x}主管
patches a flaw in {a} {b}|修复{x}漏洞
signs a {b} deal with {c}|与{z}签署{y}协议
says {a} will cost {n} a month|称{x}每月收费 {n} 元
publishes a study of {a} and {b}|发表关于{x}与{y}的研究
wins approval for {b} tests|{y}测试获批
buys {c} in a push into {a}|收购{z}进军{x}
shuts down {a} after {b} complaints|在{y}投诉后关停{x}
open-sources {a} weights|开源{x}权重
ships {n} {b} robots|交付 {n} 台{y}机器人
warns of {a} shortages|警告{x}短缺
adds {b} voices to {a}|为{x}增加{y}语音
moves {a} training to {b}|把{x}训练迁往{y}
beats {c} on the {a} benchmark|在{x}榜单上超过{z}
""".strip().splitlines()]  # fmt: skip


def measure() -> Table:
    """Time days of growing size."""
    table = Table(title="choose: CPU seconds of one core", title_justify="left")
    for heading in ("items", "stories", "group and select", "all pairs with rapidfuzz", "ratio"):
        table.add_column(heading, justify="right")
    for size in SIZES:
        day = _day(size)
        ours, stories = _ours(day)
        theirs = _all_pairs([found.title for found in day])
        table.add_row(str(size), str(stories), f"{ours:.2f}", f"{theirs:.2f}", f"{theirs / ours:.1f}")
    table.caption = f"budget for {SIZES[-1]} items: {BUDGET:.0f} s"
    return table


def _ours(items: list[Item]) -> tuple[float, int]:
    started = time.process_time()
    stories = group(items)
    select(stories, window=WINDOW, topics=Topics.of(), quota=Quota())
    return time.process_time() - started, len(stories)


def _all_pairs(titles: list[str]) -> float:
    started = time.process_time()
    for one, two in combinations(titles, 2):
        fuzz.token_set_ratio(one, two, score_cutoff=80)
    return time.process_time() - started


def _day(size: int) -> list[Item]:
    """Make a day of invented news; the same size is the same day."""
    chance = random.Random(size)  # noqa: S311  no secret
    titles: list[str] = []
    while len(titles) < size:
        event, words = chance.choice(_EVENTS), _words(chance)
        titles.append(_title(event, words, chance))
        while chance.random() < TOLD_AGAIN:
            titles.append(_title(event, words, chance))
    return [_item(place, title, chance) for place, title in enumerate(titles[:size])]


def _item(place: int, title: str, chance: random.Random) -> Item:
    publisher = chance.randrange(PUBLISHERS)
    link = f"https://news{publisher}.example/{place}"
    return item(title, of=source(f"publisher {publisher}"), link=link, hours=chance.uniform(0.1, 23.9))


def _title(event: list[str], words: dict[str, str], chance: random.Random) -> str:
    chinese = chance.random() < 0.5
    label = chance.choice(["", "", "", _latin(chance) + ": "])
    return label + f"{words['name']}{'' if chinese else ' '}" + event[chinese].format(**words)


def _words(chance: random.Random) -> dict[str, str]:
    latin = {key: _latin(chance) for key in ("a", "b", "c", "name")}
    han = {key: "".join(chance.choices(_HAN, k=chance.randrange(2, 4))) for key in "xyz"}
    return {**latin, **han, "n": str(chance.randrange(10, 900))}


def _latin(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).title()
