"""A small invented site, built once with the real settings, theme and plugins."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/paper"
PLUGINS = 'PLUGINS=["front_matter","seo","evidence","archive","feeds","sitemaps","twins","search"]'
NO_INDEX = "SEARCH_INDEX=false"
NASTY = '<script>alert("标题")</script> & “引号”'

SUMMARIES = {
    18: r"- 甲公司放出三十亿参数的小模型\n- 今天没有别的",
    19: r"- <img src=x onerror=alert(1)>\n- 另一个要点",
}

HEAD = """---
title: '{title}'
date: 2026-08-{day:02} 07:30
category: AI 日报
tags: ["AI", "AI 日报"{tags}]
summary: "{summary}"
slug: ai-daily
{more}---
"""
EDITION = """# 标题再写一遍

## 模型与产品

### [甲公司放出小模型](https://news.example.com/1)
- **参数**：三十亿
- **授权**：可商用
  - 个人免费
  - 企业另议

**深度解读 & 洞察：**
- 两点原因：
  1. 成本
  2. 时延
- 其余待看

**影响：**
- 手机厂商受益

---

### [乙公司的份额](https://news.example.com/2)
| 一月 | 86% |
| 二月 | 64% |

## 更多动态
- [丙实验室招人](https://news.example.com/3)：一句话
- **丁项目开源**[链接](https://news.example.com/4)：一句话

---

<div class="telegram-card">
  <div class="telegram-card__body"><div class="telegram-card__title">旧卡片</div></div>
</div>
"""


def write_content(content):
    """Write 20 editions (the newest complete, one with a nasty title), a page, a draft and a cover."""
    covers = content / "images/covers"
    covers.mkdir(parents=True)
    Image.new("RGB", (1200, 630), "#a8201a").save(covers / "2026-08-20.png")
    points = r"- 第一个要点\n- 第二个要点\n- **第三个**要点\n- 第四个要点\n- 第五个要点"
    editions = content / "editions/2026"
    editions.mkdir(parents=True)
    for day in range(1, 21):
        title = NASTY if day == 19 else f"第 {day} 日的头条"
        tags = ', "C++", "C#", "<b>粗</b>"' if day == 19 else ""
        summary = SUMMARIES.get(day, points)
        more = (
            'seo: ["AI 日报", "小模型"]\ncoverImage: "/images/covers/2026-08-20.png"\n'
            "modified: 2026-08-20 09:00\n"
            if day == 20
            else ""
        )
        head = HEAD.format(title=title, day=day, tags=tags, summary=summary, more=more)
        (editions / f"2026-08-{day:02}.md").write_text(head + EDITION, encoding="utf-8")
    draft = HEAD.format(title="还没写完", day=21, tags="", summary="", more="status: draft\n")
    (editions / "2026-08-21.md").write_text(draft + "正文。\n", encoding="utf-8")
    old = "---\ntitle: 旧文章\ndate: 2025-12-31\ntags: AI\ncoverImage: https://pictures.example.com/a.png\n---\n正文。\n"
    (content / "old.md").write_text(old, encoding="utf-8")
    (content / "pages").mkdir()
    about = "---\ntitle: 关于\n---\n# 关于\n\n本站是一份试印的样报。\n"
    (content / "pages/about.md").write_text(about, encoding="utf-8")


def build(content, output, *overrides, settings="pelicanconf.py", env=None):
    """Build a site as an editor would; every warning is fatal. `overrides` are Pelican's, as NAME=JSON."""
    command = [sys.executable, "-m", "pelican", content, "-s", ROOT / settings, "-o", output]
    run = subprocess.run(
        [*command, "--fatal=warnings", "--log-handler", "plain", "-e", PLUGINS, NO_INDEX, *overrides],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=content.parent, env=env,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    return Site(output, run.stdout + run.stderr)


class Site:
    """A built site, its pages by path."""

    def __init__(self, output, log):
        self.output = output
        self.log = log
        self._soups = {}

    def html(self, path):
        """Give a page as written."""
        return (self.output / path).read_text(encoding="utf-8")

    def page(self, path):
        """Give a page parsed, once for all tests."""
        if path not in self._soups:
            self._soups[path] = BeautifulSoup(self.html(path), "html.parser")
        return self._soups[path]

    @property
    def paths(self):
        """List the pages by their path in the output folder."""
        return sorted(str(path.relative_to(self.output)) for path in self.output.rglob("*.html"))


@pytest.fixture(scope="session")
def content(tmp_path_factory):
    """Write the content once."""
    folder = tmp_path_factory.mktemp("paper") / "content"
    write_content(folder)
    return folder


@pytest.fixture(scope="session")
def site(content):
    """Build the site as it is published below a path, with what its editors see."""
    return build(content, content.parent / "output", f'SITEURL="{ADDRESS}"')


@pytest.fixture(scope="session")
def local_site(content):
    """Build the site without an address and without a card."""
    return build(content, content.parent / "output-local", "TELEGRAM_CARD=null")


@pytest.fixture(scope="session")
def published_site(content):
    """Build the site with publishconf.py and an address from the environment."""
    env = os.environ | {"SITEURL": f"{ADDRESS}/"}
    return build(content, content.parent / "output-published", settings="publishconf.py", env=env)


@pytest.fixture(scope="session")
def evening_site(content):
    """Build the published site on the evening of the newest edition."""
    env = os.environ | {"SITEURL": ADDRESS, "SOURCE_DATE_EPOCH": "1787227200"}  # 2026-08-20 12:00 UTC
    return build(content, content.parent / "output-evening", settings="publishconf.py", env=env)
