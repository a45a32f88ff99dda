"""What the documents say can be done as they say it: commands, options, targets, links between them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.command_docs import MAKEFILE, PAGE, commands, page
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_CALL = re.compile(r"ai-digest((?: [a-z]+)*)((?: (?!ai-digest)[^\s;|&]+)*)")
_MAKE = re.compile(r"(?:^|[\s;&])make ([a-z]+)")
_LINK = re.compile(r"\]\(([^)#\s:]+)(#[^)\s]*)?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@cache
def code_of(document: Path) -> tuple[str, ...]:
    """Return what a document shows as code, line by line."""
    found = _CODE.findall(document.read_text(encoding="utf-8"))
    return tuple(line for block, span in found for line in (block or span).splitlines())


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    """`make docs` writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_and_options_exist(document: Path) -> None:
    """Each call of `ai-digest` in code names a command that there is, with options that it has."""
    known = commands()
    for line in code_of(document) if document != PAGE else ():
        for words, rest in _CALL.findall(line.replace("\\|", "|")):
            name = f"ai-digest{words}"
            while name not in known:
                shorter = name.rpartition(" ")[0]
                assert shorter != "ai-digest", f"{document.name}: no command {name!r}: {line}"
                name = shorter
            options = {option for given in known[name].params for option in given.opts}
            shared = {option for given in known["ai-digest"].params for option in given.opts}
            for option in re.findall(r"(?<![\w-])--[a-z-]+", rest):
                assert option in options | shared | {"--help", "--version"}, f"{document.name}: {line}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_targets_exist(document: Path) -> None:
    """Each `make X` in code is a target."""
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for line in code_of(document) for name in _MAKE.findall(line)}
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    """Each link to a file of the project leads to one, and to a heading that it has."""
    for target, place in _LINK.findall(_CODE.sub("", document.read_text(encoding="utf-8"))):
        path = (document.parent / target).resolve()
        assert path.exists(), f"{document.name}: {target}"
        if place and path.suffix == ".md":
            names = _HEADING.findall(path.read_text(encoding="utf-8"))
            slugs = {re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-") for name in names}
            assert place[1:] in slugs, f"{document.name}: {target}{place}"
