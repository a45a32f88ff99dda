"""A small invented site of sixty days, and ways to change it."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.newsroom import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FIRST = dt.date(2026, 7, 1)
TAGS = ["云鹤", "芯片", "雁湖", "苇塘", "C++", "谷歌"]
PLUGINS = [
    "front_matter", "seo", "evidence", "archive", "feeds", "sitemaps", "twins", "search", "ai_digest",
    "fast_build",
]  # fmt: skip
# the news sitemap asks for the time
NOW = dt.datetime(2026, 8, 30, 12, tzinfo=dt.UTC)


class Newsroom:
    """A content folder, a theme and settings of its own, which a test may change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content, self.theme = folder / "content", folder / "theme"
        self.settings: dict[str, object] = {}
        self.more = ""  # lines of Python for the settings
        self.now = str(int(NOW.timestamp()))
        shutil.copytree(ROOT / "theme", self.theme)
        for name in ("editions", "pages", "images", "evidence"):
            (self.content / name).mkdir(parents=True)
        (self.content / "pages" / "about.md").write_text("---\ntitle: 关于\n---\n正文\n", encoding="utf-8")

    def path(self, day: int) -> Path:
        """Return where the article of a day lies."""
        return self.content / "editions" / f"{FIRST + dt.timedelta(days=day)}.md"

    def write(self, day: int, *, words: str = "", tags: tuple[str, ...] = (), more: str = "") -> None:
        """Write the article of a day."""
        date = FIRST + dt.timedelta(days=day)
        own = tags or (TAGS[day % len(TAGS)], TAGS[day // 3 % len(TAGS)])
        before = FIRST + dt.timedelta(days=day - 1)
        link = f"[前一天]({{filename}}{before}.md)" if day % 7 == 3 else "无"
        self.path(day).write_text(
            f"---\ntitle: 第 {day} 日{words}\ndate: {date} 07:30\ncategory: AI 日报\nedition: {date}\n"
            f"tags: {json.dumps(['AI', *own], ensure_ascii=False)}\nslug: ai-daily\n"
            f'summary: "- 鹭洲发布第 {day} 代芯片{words}\\n- 别的"\ncoverImage: /images/{day % 5}.png\n'
            f"{more}---\n# 第 {day} 日\n\n## 模型\n\n### [鹭洲发布第 {day} 代芯片](https://x.example/{day})\n"
            f"- **价**：{day} 元{words}\n\n"
            f"前情：{link}\n\n## 更多动态\n- [短讯 {day}](https://x.example/b{day})：一句\n",
            encoding="utf-8",
        )

    def draw(self, number: int, color: int) -> None:
        """Draw one of the covers, in one colour, which also is its size."""
        made = io.BytesIO()
        Image.new("L", (120 + color, 63), color).save(made, "PNG")
        (self.content / "images" / f"{number}.png").write_bytes(made.getvalue())

    def add_plugin(self, name: str, code: str) -> Path:
        """Put a plugin before the project's own, and return the folder it lies in."""
        folder = self.folder / "more"
        folder.mkdir()
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
        self.settings |= {"PLUGINS": [name, *PLUGINS], "PLUGIN_PATHS": [str(ROOT / "plugins"), str(folder)]}
        return folder

    def build(self, output: Path, *, cache: Path | None, hash_seed: int = 0) -> str:
        """Build the site, with a cache or from nothing, and return the log."""
        settings = self.write_settings(quick=cache is not None)
        env = os.environ | {
            "SOURCE_DATE_EPOCH": self.now,
            "FAST_BUILD_CACHE": str(cache),
            "PYTHONHASHSEED": str(hash_seed),
            "COLUMNS": "300",
        }
        command = [sys.executable, "-m", "pelican", self.content, "-o", output, "-s", settings, "-v"]
        run = subprocess.run(
            [*map(str, command)], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout + run.stderr

    def write_settings(self, *, quick: bool) -> Path:
        """Write the settings, which are the project's but for a few."""
        mine = {
            "SITEURL": "https://example.org/x", "THEME": str(self.theme), "PLUGINS": PLUGINS,
            "AI_DIGEST_AT_BUILD": False, "AI_DIGEST_COVER_SIZES": 1, "FAST_BUILD": quick,
        }  # fmt: skip
        lines = [f"import sys\nsys.path.append({str(ROOT)!r})\nfrom pelicanconf import *"]
        lines += [f"{name} = {value!r}" for name, value in (mine | self.settings).items()]
        path = self.folder / "settings.py"
        path.write_text("\n".join([*lines, self.more]), encoding="utf-8")
        return path


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """Return a site of sixty days, as nobody has changed it yet."""
    made = Newsroom(tmp_path)
    for day in range(60):
        made.write(day)
    for number in range(5):
        made.draw(number, number)
    return made
