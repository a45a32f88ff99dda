"""Invented digests of the usual size for `make bench`: 17 KB of text, stories with facts and notes."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LAST = dt.date(2026, 8, 31)
_STORIES, _FACTS, _BRIEFS, _POINTS = 9, 3, 8, 10
_NAMES = "鹭洲 鹤庭 燕湖 雁行 鸥汀 松涧 柏原 榆林 槐安 枫桥 梅岭 兰溪 竹海 菊园 荷塘 芦荻".split()  # noqa: SIM905
_THINGS = "模型 芯片 算力 智能体 机器人 浏览器 数据集 推理引擎 语音助手 办公套件 耳机 数据中心".split()  # noqa: SIM905
_DEEDS = "发布 开源 下架 收购 起诉 升级 限量供应 停止维护 公开测试 降价".split()  # noqa: SIM905
_ENDS = (
    "用户可以从下周起按地区分批申请，名额满了就排到下个月",
    "合作方包括两家云服务商和一所大学，三方各出三分之一的设备",
    "分析人士认为价格还会下降，但供应链的瓶颈至少要持续两个季度",
    "团队在说明里给出了完整的测试方法，外部的人也能照着复核一遍",
    "此前的版本会继续维护到年底，之后只修补安全问题，不再加功能",
)
_TAGS = [f"{name}{kind}" for name in _NAMES for kind in ("", "科技", "研究院", "云")]


def write_digests(folder: Path, count: int, head: Callable[[dt.date, str, list[str]], str]) -> None:
    """Write digests of the days up to LAST; `head` gives the front matter for a date, a title and tags."""
    folder.mkdir(parents=True, exist_ok=True)
    for back in range(count):
        write_digest(folder, LAST - dt.timedelta(days=back), head)


def write_digest(folder: Path, date: dt.date, head: Callable[[dt.date, str, list[str]], str]) -> Path:
    """Write the digest of a day, the same one whenever it is asked for."""
    chance = random.Random(date.toordinal())  # noqa: S311  no secret
    title = f"{_headline(chance)}，{_headline(chance)}"
    path = folder / f"{date}.md"
    front = head(date, title, ["AI", "AI 日报", *chance.sample(_TAGS, 3)])
    path.write_text(f"{front}\n# {title}\n\n{_body(date, chance)}\n", encoding="utf-8")
    return path


def points(date: dt.date) -> list[str]:
    """Return the summary of a day's digest: its first stories, in other words than theirs."""
    chance = random.Random(-date.toordinal())  # noqa: S311  no secret
    return [f"{headline}，{_rest(chance)}" for headline in _headlines(date)[:_POINTS]]


def _headlines(date: dt.date) -> list[str]:
    chance = random.Random(-2 * date.toordinal())  # noqa: S311  no secret
    return [_headline(chance) for _ in range(_STORIES + _BRIEFS)]


def _body(date: dt.date, chance: random.Random) -> str:
    lines, headlines = [], iter(_headlines(date))
    for story in range(_STORIES):
        if story % 3 == 0:
            lines.append(f"## {_headline(chance)}等 {story + 3} 件事\n")
        lines.append(f"### [{next(headlines)}](https://news.example/{date}/{story}.htm)")
        lines += [f"- **{chance.choice(_THINGS)}：**{_sentence(chance)}" for _ in range(_FACTS)]
        lines += ["\n**深度解读 & 洞察：**", *(f"- {_long(chance)}" for _ in range(2))]
        lines += ["\n**影响：**", *(f"- {_sentence(chance)}" for _ in range(2)), "\n---\n"]
    lines.append("## 更多动态\n")
    lines += [
        f"- [{next(headlines)}](https://news.example/{date}/b{brief}.htm)：{_sentence(chance)}"
        for brief in range(_BRIEFS)
    ]
    return "\n".join(lines)


def _headline(chance: random.Random) -> str:
    name, deed, thing = chance.choice(_NAMES), chance.choice(_DEEDS), chance.choice(_THINGS)
    return f"{name}{deed}第 {chance.randrange(2, 90)} 代{thing}"


def _sentence(chance: random.Random) -> str:
    return f"{_headline(chance)}，{_rest(chance)}"


def _rest(chance: random.Random) -> str:
    share = chance.randrange(1, 99)
    return f"成本比去年低 {share}%，投入 {share + 7}.5 亿元；{chance.choice(_ENDS)}"


def _long(chance: random.Random) -> str:
    return f"{_sentence(chance)}。{chance.choice(_ENDS)}，{_headline(chance)}也在其中"
