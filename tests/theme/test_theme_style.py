"""The style sheet and the script: small, complete, and legible in both themes."""

import gzip
import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[2] / "theme"
CSS = (THEME / "static/style.css").read_text(encoding="utf-8")
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
COLOURS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", CSS))
PAIRS = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "insight"), ("ink", "impact-tint"), ("soft", "paper"),
    ("soft", "surface"), ("accent", "paper"), ("accent", "surface"), ("accent", "insight"),
    ("impact", "impact-tint"), ("on-accent", "accent"), ("soft", "line"),
]  # fmt: skip


def luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast_is_enough(text, ground, theme):
    """Text has a contrast of at least 4.5 with its ground, as WCAG AA asks."""
    a, b = sorted(luminance(COLOURS[name].split(", ")[theme]) for name in (text, ground))
    assert (b + 0.05) / (a + 0.05) >= 4.5


def test_the_light_colours_are_the_same_twice():
    """What old browsers get is the light theme."""
    plain = dict(re.findall(r"--([\w-]+): (#\w{6});", CSS))
    assert {name: colours.split(", ")[0] for name, colours in COLOURS.items()} == plain


def test_the_style_and_the_script_are_small():
    """At most 12 KB of CSS and 6 KB of script, compressed."""
    assert len(gzip.compress(CSS.encode())) <= 12 * 1024
    assert len(gzip.compress((THEME / "static/site.js").read_bytes())) <= 6 * 1024


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_partials_are_short_and_trust_only_rendered_text(template):
    """At most 80 lines each; `|safe` only where Markdown made the HTML."""
    text = template.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    trusted = {"page.content"}
    assert {m[1] for m in re.finditer(r"([\w.]+)\s*\|\s*safe", text)} <= trusted


def test_every_class_of_the_style_is_used():
    """The style sheet has no rule for a class that neither templates nor Markdown write."""
    plugins = THEME.parent / "plugins"
    markdown = [*(plugins / "front_matter").glob("*.py")]
    scripts = [*(THEME / "static").glob("*.js")]
    written = "".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *markdown, *scripts])
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}|\"[^\"]*\"", " ", CSS, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]*)", rules))
    assert {name for name in classes if name not in written} == set()


def test_every_word_of_the_interface_is_in_the_catalogue():
    """Templates have no Chinese of their own outside comments."""
    for template in TEMPLATES:
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"[\u4e00-\u9fff]", text), template
