"""A small site whose articles once had other addresses, built as an editor builds it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.newsroom import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ADDRESS = "https://example.org/paper"
ARTICLE = """---
title: {title}
date: 2026-01-{day:02}
category: AI 日报
slug: ai-daily
{more}
---
第 {day} 日的正文。
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write an article of a day in January, with further lines of front matter."""

    def write_article(day: int, more: str = "", title: str = "旧文") -> Path:
        path = tmp_path / "content" / f"{day:02}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE.format(day=day, more=more, title=title), encoding="utf-8")
        return path

    return write_article


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., list[str]]:
    """Build into `site/`, and return the warnings; with `strict` there may be none."""

    def build_site(*, strict: bool = True, url: str = ADDRESS) -> list[str]:
        command = [sys.executable, "-m", "pelican", "content", "-o", "site", "-s", ROOT / "pelicanconf.py"]
        options = ["--log-handler", "plain", "-e", "AI_DIGEST_AT_BUILD=false", f'SITEURL="{url}"']
        run = subprocess.run(
            [*map(str, command), *options, *(["--fatal", "warnings"] if strict else [])],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stdout + run.stderr
        return [line for line in (run.stdout + run.stderr).splitlines() if "alias" in line]

    return build_site
