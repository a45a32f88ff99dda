"""Requests to Claude: the shared system prefix, the task, and the sources behind a fence.

The system prompt is the same bytes for all calls of a kind, style guide first, and marked for the prompt
cache; what changes from call to call stands in the user message behind it. Texts of sources are hostile until
proven otherwise: every marker that structures them carries a token that is derived from a hash of all of
them, so that no source can forge one (it would have to contain a hash of itself and its neighbours), while
the same sources always give the same request.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any

from ai_digest.model import Region

from .schema import ChooseAnswer, RepairAnswer, WriteAnswer, output_schema
from .sentences import split_sentences
from .style import Depth
from .wording import one_line, title_limit, visible

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from pydantic import BaseModel

    from ai_digest.model import Drop, Fact, Item, PlannedStory, Story

    from .style import Style

EXCERPT = 160
TITLE = 200
BRIEF_TEXT = 400
ITEM_TEXT = 2_400
STORY_TEXT = 5_000
EDITION_TEXT = 30_000
_LEAST_ITEM = 120
_LATIN_CHARS = 3
_MAX_TOKENS = 16_000
# The most an answer plausibly has, in tokens, thinking included: for the budget, not for the API.
_THINKING = 2_000
_TOKENS_CHOSEN, _TOKENS_FULL, _TOKENS_BRIEF, _TOKENS_REPAIRED = 120, 1_400, 150, 250
_LANGUAGES = {"zh-CN": "简体中文", "en": "English"}
_WHERE = {
    "headline": "标题",
    "fact": "事实",
    "insight": "解读",
    "impact": "影响",
    "brief": "简讯",
    "heading": "栏目名",
    "summary": "要点",
    "title": "本期标题",
}
_REGIONS = {Region.DOMESTIC: "国内", Region.INTERNATIONAL: "国际"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, what its short ids stand for, and how many tokens its answer may plausibly have."""

    request: Mapping[str, Any]
    stories: Mapping[str, Story]
    items: Mapping[str, Item]
    output_tokens: int = _MAX_TOKENS


def choose_request(
    stories: Sequence[Story], *, most: int, model: str, style: Style, edition: dt.date
) -> Asked:
    """Ask for the plan of an edition of which `most` stories may be told in full; a line a story."""
    named = {f"S{number}": story for number, story in enumerate(stories, 1)}
    lines = [_story_line(name, story) for name, story in named.items()]
    fence = fence_for(lines)
    content = "\n".join(
        [
            f"{edition.isoformat()} 的日报，共 {len(lines)} 条新闻，详写不超过 {most} 条。",
            f"<sources-{fence}>",
            *lines,
            f"</sources-{fence}>",
            "资料到此为止。请按任务排版。",
        ]
    )
    request = _request(model, _system("choose", style), content, ChooseAnswer)
    return Asked(request, named, {}, _likely(len(lines) * _TOKENS_CHOSEN))


def write_request(
    full: Sequence[PlannedStory],
    briefs: Sequence[PlannedStory],
    *,
    share: int,
    model: str,
    effort: str | None,
    style: Style,
) -> Asked:
    """Ask for the text of some stories; a story told in full may show `share` characters of its items."""
    told = [(planned.story, "详写", share, ITEM_TEXT) for planned in full]
    told += [(planned.story, "简讯", BRIEF_TEXT, BRIEF_TEXT) for planned in briefs]
    fence = fence_for([item.title + item.text for story, *_ in told for item in story.items])
    stories: dict[str, Story] = {}
    items: dict[str, Item] = {}
    lines = [f"共 {len(told)} 条新闻：详写 {len(full)} 条，简讯 {len(briefs)} 条。", f"<sources-{fence}>"]
    for number, (story, manner, limit, item_limit) in enumerate(told, 1):
        stories[f"S{number}"] = story
        lines.append(f"<story-{fence} S{number} {manner}>")
        lines += _item_blocks(story, fence, items, limit=limit, item_limit=item_limit)
    lines += [f"</sources-{fence}>", "资料到此为止。请按任务撰写。"]
    request = _request(model, _system("write", style), "\n".join(lines), WriteAnswer, effort=effort)
    tokens = len(full) * _TOKENS_FULL + len(briefs) * _TOKENS_BRIEF
    return Asked(request, stories, items, _likely(tokens))


def repair_request(
    failed: Sequence[tuple[Drop, Fact | None]],
    stories: Sequence[Story],
    *,
    share: int,
    model: str,
    effort: str | None,
    style: Style,
) -> Asked:
    """Ask for other words for statements that failed a check, R1 first; facts come with their quote."""
    named = {f"S{number}": story for number, story in enumerate(stories, 1)}
    names = {story.id: name for name, story in named.items()}
    own = [text for drop, fact in failed for text in (drop.text, drop.reason, fact.quote if fact else "")]
    fence = fence_for([*own, *(item.title + item.text for story in stories for item in story.items)])
    lines = [f"没有通过核对的共 {len(failed)} 句。", f"<statements-{fence}>"]
    for number, (drop, fact) in enumerate(failed, 1):
        lines.append(f"<statement-{fence} R{number} {names[drop.story_id]} {_WHERE[drop.where]}>")
        lines.append(f"原句：{one_line(drop.text)}")
        lines += [f"原引文：{one_line(visible(fact.quote))[:TITLE]}"] if fact else []
        lines.append(f"原因：{one_line(visible(drop.reason))[:TITLE]}")
    lines += [f"</statements-{fence}>", f"<sources-{fence}>"]
    items: dict[str, Item] = {}
    for name, story in named.items():
        lines.append(f"<story-{fence} {name} 资料>")
        lines += _item_blocks(story, fence, items, limit=share, item_limit=ITEM_TEXT)
    lines += [f"</sources-{fence}>", "资料到此为止。请按任务修正。"]
    request = _request(model, _system("repair", style), "\n".join(lines), RepairAnswer, effort=effort)
    return Asked(request, named, items, _likely(len(failed) * _TOKENS_REPAIRED))


def _likely(tokens: int) -> int:
    return min(_MAX_TOKENS, _THINKING + tokens)


def story_share(count: int) -> int:
    """Return how many characters each of `count` stories may show within the day's budget."""
    return min(STORY_TEXT, EDITION_TEXT // max(1, count))


def fence_for(texts: Sequence[str]) -> str:
    """Return the token of the fence: 16 hex digits that the fenced texts decide and cannot contain."""
    digest = hashlib.sha256("\x00".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
    while any(digest[:16] in text for text in texts):
        digest = hashlib.sha256(digest.encode()).hexdigest()
    return digest[:16]


def clip(text: str, limit: int) -> str:
    """Cut a text to at most `limit` characters, at the end of a sentence where that keeps at least half."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    sentences = split_sentences(cut)
    whole = cut[: cut.rfind(sentences[-1])].rstrip() if sentences else ""
    return whole if len(whole) * 2 >= limit else cut


def _story_line(name: str, story: Story) -> str:
    lead = story.lead
    title = one_line(visible(lead.title))[:TITLE]
    excerpt = clip(one_line(visible(lead.text)), EXCERPT)
    publishers = "、".join(one_line(publisher) for publisher in story.publishers[:4])
    return "｜".join([name, _REGIONS[lead.source.region], publishers, title, excerpt])


def _item_blocks(
    story: Story, fence: str, items: dict[str, Item], *, limit: int, item_limit: int
) -> list[str]:
    """Lay out the items of a story until `limit` is used up; one that would be a mere scrap is left out."""
    lines: list[str] = []
    room = limit
    for position, item in enumerate(story.items):
        if position and room < _LEAST_ITEM:
            break
        factor = 1 if item.source.language.startswith("zh") else _LATIN_CHARS
        text = clip(visible(item.text), min(item_limit, room * factor))
        room -= len(text) // factor
        name = f"I{len(items) + 1}"
        items[name] = item
        title = one_line(visible(item.title))[:TITLE]
        lines += [f"<item-{fence} {name} {one_line(item.source.name)}>", title, text]
    return lines


def _request(
    model: str,
    system: list[dict[str, Any]],
    content: str,
    answer: type[BaseModel],
    *,
    effort: str | None = None,
) -> dict[str, Any]:
    output: dict[str, Any] = {"format": {"type": "json_schema", "schema": output_schema(answer)}}
    if effort is not None:
        output["effort"] = effort
    return {
        "model": model,
        "max_tokens": _MAX_TOKENS,
        "system": system,
        "messages": [{"role": "user", "content": content}],
        "output_config": output,
    }


@functools.cache
def _prompt(name: str, style: Style) -> str:
    """Return a prompt in the style of a run: its placeholders are words, numbers and smaller prompts."""
    depth = "full" if style.depth is Depth.FULL else "short"
    markets = _shipped("markets-on" if style.markets else "markets-off").substitute().strip()
    words = {
        "language": _LANGUAGES.get(style.language, style.language),
        "title_limit": title_limit(style.language),
        "facts": style.depth.value.facts,
        "markets": markets,
        "depth": _shipped(f"depth-{depth}").safe_substitute(markets=markets).strip(),
    }
    return _shipped(name).substitute(words)


def _shipped(name: str) -> Template:
    return Template(
        resources.files(__package__).joinpath("prompts", f"{name}.md").read_text(encoding="utf-8")
    )


def _system(task: str, style: Style) -> list[dict[str, Any]]:
    """Return style guide and task, each ending a prefix that the API may cache."""
    return [
        {"type": "text", "text": _prompt(name, style), "cache_control": {"type": "ephemeral"}}
        for name in ("style", task)
    ]
