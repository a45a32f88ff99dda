"""Every story has a link; no link stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_digest.links import canonical
from ai_digest.verify.form.address import links
from ai_digest.verify.form.finding import Code, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ai_digest.verify.form.page import Page


def addresses(page: Page) -> Iterator[Finding]:
    """Yield stories without a link, and links to a page that the article links to already."""
    for story in page.stories:
        if not story.links:
            yield Finding(story.line.number, Code.NO_LINK, f"the story has no link: {story.headline!r}")
    first: dict[str, int] = {}
    for line in page.lines:
        for link in links(line.text):
            there = first.setdefault(canonical(link), 0)
            if there:
                message = f"the link stands in line {there} already: {link}"
                yield Finding(line.number, Code.LINK_TWICE, message)
            else:
                first[canonical(link)] = line.number
