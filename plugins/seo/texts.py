"""The words of the interface, one TOML file for each language, read by templates as `t`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FALLBACK = "zh"


@cache
def texts_for(language: str) -> dict[str, Any]:
    """Read the catalogue of a language tag (`zh-cn` → zh.toml); Chinese where there is none yet."""
    folder = Path(__file__).parent
    file = folder / f"{language.lower().partition('-')[0]}.toml"
    source = file if file.is_file() else folder / f"{_FALLBACK}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
