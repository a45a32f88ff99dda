"""An article without a mistake, and checking it with one put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.verify import Known, Support, figures, lint
from front_matter.document import split
from front_matter.fields import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_digest.verify import Finding

LINK = "https://heron.example/1"
OTHER = "https://reed.example/a_(b)"
HEAD = """---
title: 今日要闻
date: 2026-09-03 07:30
category: AI 日报
tags: ["AI", "AI 日报"]
coverImage: "/images/covers/2026-09-03.png"
summary: "- 鹭馆开放\\n- 苇图更新\\n- 票价不变"
edition: 2026-09-03
---
"""
BODY = f"""# 今日要闻

## 场馆

### [Heron 开馆]({LINK})
- **规模**：可容纳 90 人，花费 1200 万美元
- **占比**：12%

**深度解读 & 洞察：**
- 先看两点
  1. 第一点
  2. 第二点

**影响：**
- 附近的人受益

| 展厅 | 人数 |
|---|---:|
| 北厅 | 90 |

---

## 更多动态
- [Reed 的地图]({OTHER})：共 3 层
- **苇塘的票价**[链接](https://marsh.example/3)：不变
"""
FIRST = HEAD.count("\n") + 1  # the number of the body's first line
HERON = Support(frozenset(map(str, figures("90 人，1200 万美元，12%"))), frozenset({"Heron"}))
REED = Support(frozenset(map(str, figures("共 3 层"))), frozenset({"Reed"}))
KNOWN = Known(
    links=frozenset({LINK, OTHER, "https://marsh.example/3"}),
    everything=Support.of([HERON, REED]),
    stories={"//heron.example/1": HERON, "//reed.example/a_(b)": REED, "//marsh.example/3": Support()},
    ids={"//heron.example/1": "s1", "//reed.example/a_(b)": "s2", "//marsh.example/3": "s3"},
)


def check(
    body: str = BODY,
    known: Known | None = None,
    *,
    head: str = HEAD,
    picture_problem: Callable[[str], str] = lambda _address: "",
) -> list[Finding]:
    """Check an article made of this front matter and this body."""
    text = head + body
    document = split(text)
    assert document is not None
    fields = parse(document.front_matter, document.first_line)
    lines = text.split("\n")
    first = len(lines) - document.body.count("\n")
    written = enumerate(document.front_matter.split("\n"), document.first_line)
    body_lines = enumerate(document.body.split("\n"), first)
    return lint(fields, body_lines, known, head=written, picture_problem=picture_problem)


def codes(body: str = BODY, known: Known | None = None, *, head: str = HEAD) -> list[str]:
    """Return the codes of what is found."""
    return [str(finding.code) for finding in check(body, known, head=head)]


def found(body: str, code: str, known: Known | None = None) -> list[tuple[int, str]]:
    """Return line (the body's first is 1) and message of every finding of a code."""
    return [
        (finding.line - FIRST + 1, finding.message) for finding in check(body, known) if finding.code == code
    ]
