"""What a scripted Claude writes: it reads a request as a model would, and answers in form.

It finds the fenced stories and answers with a plan, with texts whose quotes are verbatim, or with repairs.
With `at_length` the texts are as long as a model's, for measures of time and cost.
"""

from __future__ import annotations

import re
from typing import Any

Body = dict[str, Any]
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d")
_INSIGHT = "这一步的成效取决于后续能否持续落地，因为前提仍待验证。"
_IMPACT = "相关从业者可以留意官方后续公布的细节。"


def answer_for(body: Body, *, at_length: bool = False) -> Body:
    """Answer a request of the digest with a valid plan, valid texts or valid repairs."""
    prompt = body["messages"][0]["content"]
    asked = properties_of(body)
    if "sections" in asked:
        return plan_for(prompt)
    return repairs_for(prompt) if "repairs" in asked else texts_for(prompt, at_length=at_length)


def properties_of(body: Body) -> set[str]:
    """Return the fields of the answer that a request asks for."""
    schema = body.get("output_config", {}).get("format", {}).get("schema", {})
    return set(schema.get("properties", {}))


def plan_for(prompt: str) -> Body:
    """Plan an edition: sections of up to three stories, the rest as briefs."""
    lines = [line.split("｜") for line in fenced(prompt).splitlines()]
    stories = [(parts[0], parts[1], parts[3]) for parts in lines]
    match = re.search(r"不超过 (\d+) 条", prompt)
    most = int(match[1]) if match else len(stories)
    full, briefs = stories[:most], stories[most:]
    size = max(1, min(5, -(-len(full) // 6)))
    groups = [full[start : start + size] for start in range(0, len(full), size)]
    return {
        "same": [],
        "sections": [
            {
                "heading": f"{headline_for(group[0][2])[:20]}等",
                "stories": [_pick(each, full) for each in group],
            }
            for group in groups
        ],
        "briefs": [_brief_pick(each) for each in briefs],
        "left_out": [],
        "title": headline_for(stories[0][2])[:38] if stories else "",
        "tags": ["人工智能"],
        "seo": ["人工智能", "大模型"],
    }


def texts_for(prompt: str, *, at_length: bool = False) -> Body:
    """Write every story of a request; one without a sentence to quote goes to the briefs."""
    texts: Body = {"stories": [], "briefs": []}
    for name, manner, items in stories_in(prompt):
        title = items[0][1] if items else ""
        facts = [fact for item in items for fact in _facts(item)][:4]
        if manner == "详写" and facts:
            texts["stories"].append(_story(name, title, facts, times=3 if at_length else 1))
        else:
            texts["briefs"].append({"story": name, "headline": headline_for(title), "line": ""})
    return texts


def repairs_for(prompt: str) -> Body:
    """Put every statement in words without figures; a fact in those of a passage of its story."""
    stories = {name: items for name, _, items in stories_in(prompt)}
    repairs = []
    for name, story, kind in re.findall(
        r"^<statement-[0-9a-f]{16} (R\d+) (S\d+) (\S+)>$", prompt, re.MULTILINE
    ):
        facts = [fact for item in stories[story] for fact in _facts(item)]
        empty = {"item": "", "quote": "", "label": "", "text": "这一句换了说法，不再带有数字。"}
        repairs.append({"statement": name, **(facts[0] if kind == "事实" and facts else empty)})
    return {"repairs": repairs}


def fenced(prompt: str) -> str:
    """Return what stands in the fence of a prompt."""
    match = re.search(r"<sources-([0-9a-f]{16})>\n(.*)\n</sources-\1>", prompt, re.DOTALL)
    return match[2] if match else ""


def stories_in(prompt: str) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Return (id, manner, items) of a write request's stories; an item is (id, title, text)."""
    parts = re.split(r"<story-[0-9a-f]{16} (S\d+) (\S+)>\n", fenced(prompt) + "\n")[1:]
    return [
        (name, manner, _items_in(block))
        for name, manner, block in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def headline_for(title: str) -> str:
    """Return a Chinese headline: the title if it is Chinese, else one that names what the title names."""
    if _HAN.search(title):
        return title[:36]
    names = re.findall(r"\b[A-Z][A-Za-z]+\b", title)[:2]
    return f"{'、'.join(names) or '海外公司'}公布新进展"


def _items_in(block: str) -> list[tuple[str, str, str]]:
    parts = re.split(r"<item-[0-9a-f]{16} (I\d+) [^\n]*>\n", block)[1:]
    return [
        (name, *text.rstrip("\n").partition("\n")[::2])
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def _facts(item: tuple[str, str, str]) -> list[Body]:
    name, _title, text = item
    passages = [passage.strip() for passage in re.split(r"(?<=[。！？])|(?<=[.!?]) (?=[A-Z])|\n", text)]
    quotes = [passage for passage in passages if 12 <= len(passage) <= 120]
    return [
        {
            "item": name,
            "quote": quote,
            "label": "要点",
            "text": quote if _HAN.search(quote) else f"原文写道：{quote}",
        }
        for quote in sorted(quotes, key=lambda quote: not _FIGURE.search(quote))[:3]
    ]


def _story(name: str, title: str, facts: list[Body], *, times: int) -> Body:
    return {
        "story": name,
        "facts": facts,
        "insights": [_INSIGHT * times] * min(2, times),
        "impact": [_IMPACT * times] * min(2, times),
        "headline": headline_for(title),
        "point": headline_for(title),
    }


def _pick(story: tuple[str, str, str], full: list[tuple[str, str, str]]) -> Body:
    return {**_brief_pick(story), "importance": "lead" if story in full[:2] else "main"}


def _brief_pick(story: tuple[str, str, str]) -> Body:
    region = "domestic" if story[1] == "国内" else "international"
    return {"story": story[0], "region": region, "reason": "当天值得知道的进展", "tags": ["人工智能"]}
