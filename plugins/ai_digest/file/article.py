"""A checked draft → the article: YAML front matter and Markdown, as an editor would write it.

Everything that came from a source or a model is plain text; here, and only here, it is escaped into Markdown.
Every link is an item's own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ai_digest.links import story_id
from ai_digest.model import Drafter, Status, WrittenBrief

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from ai_digest.model import Draft, Story, WrittenSection, WrittenStory

SLUG = "ai-daily"
_MARKUP = re.compile(r"[\\`*<>\[\]{}]|&(?=#|\w+;)|(?<![^\W_])_|_(?![^\W_])")
_LINE_START = re.compile(r"^(\d+)([.)])(?=\s)|^([-+#|])")
_ENDS_LINK = re.compile(r"[\s<>\"'`\\^{}|\[\]]")


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed texts of an article in one language."""

    insights: str
    impact: str
    more: str
    extract_note: str
    mixed_note: str
    colon: str
    before: str
    quiet_note: str


WORDS = {
    "zh-CN": Words(
        insights="深度解读 & 洞察：",
        impact="影响：",
        more="更多动态",
        extract_note="自动摘录：本期由程序从各来源的原文中摘出句子编成，未经改写，也未经模型撰写。",
        mixed_note="本期部分内容为自动摘录：标有「自动摘录」的报道由程序从来源原文中摘出，未经模型撰写。",
        colon="：",
        before="前情：",
        quiet_note="今天值得一读的新闻不多，本期只有 {} 条。",
    ),
    "en": Words(
        insights="Insights:",
        impact="Impact:",
        more="More news",
        extract_note="Automatic extracts: this edition is made of sentences taken verbatim from its sources.",
        mixed_note="Stories marked as automatic extracts consist of sentences taken verbatim from sources.",
        colon=": ",
        before="Earlier: ",
        quiet_note="A quiet day: there are {} stories worth telling.",
    ),
}
EXTRACT_LABEL = {"zh-CN": "自动摘录", "en": "automatic extract"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the draft: the edition's moment and the site's standing words."""

    published: dt.datetime
    category: str
    tags: tuple[str, ...]
    seo: tuple[str, ...]
    cover: str
    status: Status
    language: str = "zh-CN"
    quiet_below: int = 0


def render_article(draft: Draft, frame: Frame) -> str:
    """Return the whole file; one blank line between blocks, a newline at the end."""
    head = f"{_front_matter(draft, frame)}\n# {escape(draft.title)}"
    return "\n\n".join([head, *_notes(draft, frame), *_body(draft, frame.language)]) + "\n"


def _front_matter(draft: Draft, frame: Frame) -> str:
    """Write the keys in the contract's order. JSON strings are YAML strings, whatever is in them."""
    fields = {
        "title": _string(draft.title),
        "date": f"{frame.published:%Y-%m-%d %H:%M}",
        "category": _string(frame.category),
        "tags": _list([*frame.tags, *draft.tags]),
        "seo": _list([*frame.seo, *draft.seo]),
        "coverImage": _string(frame.cover),
        "summary": summary_value(point.text for point in draft.summary),
        "status": frame.status.value,
        "slug": SLUG,
        "edition": f"{frame.published:%Y-%m-%d}",
    }
    return "\n".join(["---", *(f"{key}: {value}" for key, value in fields.items()), "---"])


def _notes(draft: Draft, frame: Frame) -> Iterator[str]:
    """Say before anything else what kind of edition this is."""
    words = WORDS[frame.language]
    if draft.drafter is Drafter.EXTRACT:
        yield f"> {words.extract_note}"
    elif any(story.drafter is Drafter.EXTRACT for story in draft.stories):
        yield f"> {words.mixed_note}"
    if len(draft.stories) < frame.quiet_below:
        yield f"> {words.quiet_note.format(len(draft.written))}"


def _body(draft: Draft, language: str) -> Iterator[str]:
    words = WORDS[language]
    for section in draft.sections:
        yield from _section(section, draft.drafter, language)
    if draft.briefs:
        yield "\n".join([f"## {words.more}", *(_brief(brief, words) for brief in draft.briefs)])


def _section(section: WrittenSection, drafter: Drafter, language: str) -> Iterator[str]:
    yield f"## {escape(section.heading)}"
    for story in section.stories:
        marked = story.drafter is Drafter.EXTRACT and drafter is not Drafter.EXTRACT
        yield from _story(story, WORDS[language], EXTRACT_LABEL[language] if marked else "")


def _story(story: WrittenStory, words: Words, mark: str) -> Iterator[str]:
    headline = f"### {_link(story.headline, story.planned.story.lead.link)}"
    facts = [_fact(fact.label, fact.text, words) for fact in story.facts]
    if mark:
        yield f"{headline}\n*{mark}*"
        yield "\n".join(facts)
    else:
        yield "\n".join([headline, *facts])
    for heading, lines in ((words.insights, story.insights), (words.impact, story.impact)):
        if lines:
            yield "\n".join([f"**{heading}**", *(f"- {escape(line)}" for line in lines)])
    before = _before(story.planned.story, words)
    if before:
        yield before


def _fact(label: str, text: str, words: Words) -> str:
    return f"- **{escape(label)}**{words.colon}{escape(text)}"


def _before(story: Story, words: Words) -> str:
    """Return the line that leads to what an earlier edition told, "" if there is no page of it."""
    if story.follows is None or not story.follows.earlier.article:
        return ""
    earlier = story.follows.earlier
    place = f"{{filename}}/{earlier.article}#{story_id(earlier.links[0])}"
    return f"{words.before}[{escape(earlier.headline)}]({place})（{earlier.edition}）"


def _brief(brief: WrittenBrief, words: Words) -> str:
    line = f"{words.colon}{escape(brief.line)}" if brief.line else ""
    link = _link(brief.headline, brief.planned.story.lead.link)
    return " ".join(filter(None, (f"- {link}{line}", _before(brief.planned.story, words))))


def story_text(written: WrittenStory | WrittenBrief, language: str) -> str:
    """Return one story as it stands in an article, without the mark of an extract."""
    words = WORDS[language]
    if isinstance(written, WrittenBrief):
        return _brief(written, words)
    return "\n\n".join(_story(written, words, ""))


def fact_line(label: str, text: str, language: str) -> str:
    """Return a fact as it stands in an article."""
    return _fact(label, text, WORDS[language])


def summary_value(points: Iterable[str]) -> str:
    """Return the summary's value in the front matter."""
    return _string("\n".join(f"- {escape(point)}" for point in points))


def _link(text: str, address: str) -> str:
    return f"[{escape(text)}]({escape_link(address)})"


def escape(text: str) -> str:
    """Return plain text as Markdown that shows it as it is, on one line."""
    line = _MARKUP.sub(
        lambda match: "&amp;" if match[0] == "&" else _escaped(match[0]), " ".join(text.split())
    )
    return _LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", line)


def _escaped(char: str) -> str:
    return {"<": "&lt;", ">": "&gt;"}.get(char, f"\\{char}")


def escape_link(address: str) -> str:
    """Return the address with what could end its Markdown link percent-encoded; all else stays as it was.

    Parentheses may stand in a link when they are balanced.
    """
    if address.count("(") != address.count(")") or ")" in address.partition("(")[0]:
        address = address.replace("(", "%28").replace(")", "%29")
    return _ENDS_LINK.sub(lambda match: quote(match[0]), address)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(texts: Iterable[str]) -> str:
    return json.dumps(list(dict.fromkeys(texts)), ensure_ascii=False)
