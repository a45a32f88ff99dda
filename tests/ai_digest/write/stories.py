"""Builders for the tests of `write`: items, stories and selections about invented companies."""

from __future__ import annotations

import datetime as dt

from ai_digest.model import Item, Region, Score, Selection, Source, Story

NOON = dt.datetime(2026, 8, 12, 4, 0, tzinfo=dt.UTC)
_ZH = (
    "星河科技发布远航二号模型，推理价格下调四成",
    "青松芯片完成 12 亿元融资，量产推理芯片",
    "海川市出台机器人上路规则，九月起施行",
    "云杉实验室开源代码助手，支持 30 种语言",
    "白鹭汽车召回一批自动驾驶车辆",
    "北斗大学论文提出新的评测基准",
    "山岚公司起诉数据商，要求赔偿",
    "长风终端推出新款眼镜，续航 12 小时",
)


def source(name: str = "晨星网", *, language: str = "zh", region: Region = Region.DOMESTIC) -> Source:
    """Return a source."""
    return Source(name=name, url="https://news.example/feed", language=language, region=region)


def item(number: int, *, title: str = "", text: str = "", of: Source | None = None) -> Item:
    """Return the item of that number; its text has sentences with figures that can stand alone."""
    title = title or _ZH[number % len(_ZH)]
    body = (
        f"项目{number}号的负责人在发布会上公布了详细计划。"
        f"新方案第一阶段投入 {number + 3}.5 亿元，覆盖 {number + 20} 座城市。"
        f"测试显示平均等待时间缩短到 {number + 9} 毫秒。"
    )
    return Item(
        id=f"item-{number}",
        source=of or source(),
        title=title,
        link=f"https://news.example/{number}",
        published=NOON,
        day_only=False,
        text=text or body,
        captured=NOON,
    )


def story(number: int, *items: Item) -> Story:
    """Return the story of that number."""
    return Story(id=f"story-{number}", items=items or (item(number),), score=Score(3.0, 1.0, 0.5, 0.2))


def selection(full: int = 6, briefs: int = 3) -> Selection:
    """Return a selection of so many stories."""
    stories = [story(number) for number in range(full + briefs)]
    return Selection(full=tuple(stories[:full]), briefs=tuple(stories[full:]))
