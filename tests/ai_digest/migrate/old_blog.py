"""An invented blog of the old kind: Markdown with YAML front matter, with all the habits of such files."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FIRST = dt.date(2025, 11, 1)
CARD = """<div class="telegram-card">
  <div class="telegram-card__body">
    <div class="telegram-card__title">别错过下一期</div>
    <a class="telegram-card__cta" href="https://t.me/old_paper">加入</a>
  </div>
</div>"""
HEAD = """---
title: {title}
date: {date}
category: AI 日报
tags: ["AI","AI 日报"]
seo: ["AI 日报","澄湖实验室","Orbit"]
coverImage: "{cover}"
summary: "{summary}"
{more}---
"""
SUMMARY = (
    r"- 澄湖实验室公布第 {number} 份测试记录\n- 山岚科技说“不\"急\"于上市”\n- 丙所招人\n- 丁项目开源"
    r"\n- 戊城试用\n- 己厂扩建\n- 庚网改版\n- 辛会延期"
)
BODY = """# {title}

## 模型与产品：第 {number} 期

### [澄湖实验室公布第 {number} 份测试记录](https://news.example/{number}/1)
- 记录有 {number} 页，**可下载**
- 两处订正：
  1. 单位
  2. 日期

**深度解读 & 洞察：**
- 记录公开，外人可以复核

**影响：**
- 同行会跟进

### [山岚科技的份额](https://news.example/{number}/2)
| 2025-01 | 山岚 86% |
| 2026-01 | 山岚 64% |

---

### [丙所招人](https://news.example/{number}/3)

- **人数**：{number} 人
- **要求**：
  - 会写代码
  - 会读论文

## 更多动态

- [丁项目开源](https://news.example/{number}/4)：一句话
- **戊城试用**[链接](https://news.example/{number}/5)：一句话

---

{card}"""


def article(number: int = 1, *, more: str = "", cover: str = "", card: str = CARD, date: str = "") -> str:
    """Return the text of an old article."""
    title = f"第{number}期:澄湖公布记录，山岚份额下滑"
    cover = cover or f"https://pictures.example/n8n/{number}.png"
    day = date or f"{FIRST + dt.timedelta(days=number)}"
    summary = SUMMARY.format(number=number)
    head = HEAD.format(title=title, date=day, cover=cover, summary=summary, more=more)
    return head + BODY.format(title=title, number=number, card=card)


def write_old_blog(folder: Path, count: int = 50) -> list[Path]:
    """Write so many articles, each with one habit or another, and return their paths."""
    paths = []
    for number in range(1, count + 1):
        day = FIRST + dt.timedelta(days=number)
        date = (f"{day}", f"{day} 07:30", f"{day}T07:30:00+08:00", f"{day} 23:30:00 +0000")[number % 4]
        more = ("", "slug: ai-daily\n", f"permalink: /p/{number}/\n", "layout: post\n")[number // 4 % 4]
        path = folder / f"{day:%Y}" / f"{day}-issue-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = article(number, more=more, date=date) + ("\n" if number % 3 else "")
        if number % 5 == 0:
            text = text.replace("\n", "\r\n")
        path.write_bytes((b"\xef\xbb\xbf" if number % 7 == 0 else b"") + text.encode())
        paths.append(path)
    return paths


def picture(
    colour: str = "#a8201a", size: tuple[int, int] = (120, 63), kind: str = "PNG", mode: str = "RGB"
) -> bytes:
    """Return a small picture."""
    output = io.BytesIO()
    Image.new(mode, size, colour if mode == "RGB" else 1).save(output, kind)
    return output.getvalue()
