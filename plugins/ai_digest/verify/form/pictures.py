"""Pictures: the cover is there, those of the text are there and say what they show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ai_digest.verify.form.finding import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ai_digest.verify.form.page import Page
    from front_matter.fields import Field

_IMAGE = re.compile(r"!\[(?P<alt>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\(\s*<?(?P<src>[^\s()<>]*)")
_TAG = re.compile(r"<img\b(?P<rest>[^>]*)", re.IGNORECASE)
_SRC = re.compile(r"\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"\s*[^\"\s]|'\s*[^'\s]|[^\s\"'>])", re.IGNORECASE)


def pictures(page: Page, fields: Mapping[str, Field], wrong: Callable[[str], str]) -> Iterator[Finding]:
    """Yield the pictures that cannot be shown, and those without a description."""
    cover = fields.get("coverimage")
    if cover and cover.texts:
        yield from _broken(cover.line, cover.texts[0], wrong)
    for line in page.lines:
        if "![" not in line.text and "<img" not in line.text.lower():
            continue
        for source, described in _pictures(line.text):
            yield from _broken(line.number, source, wrong)
            if not described:
                message = f"the picture {source!r} has no description; write it as ![what it shows](…)"
                yield Finding(line.number, Code.NO_DESCRIPTION, message)


def _pictures(text: str) -> Iterator[tuple[str, bool]]:
    for image in _IMAGE.finditer(text):
        yield image["src"], bool(image["alt"].strip())
    for tag in _TAG.finditer(text):
        source = _SRC.search(tag["rest"])
        yield source[1] if source else "", bool(_ALT.search(tag["rest"]))


def _broken(line: int, address: str, wrong: Callable[[str], str]) -> Iterator[Finding]:
    problem = wrong(address)
    if problem:
        yield Finding(line, Code.NO_PICTURE, problem)
