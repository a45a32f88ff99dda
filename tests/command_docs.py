"""The page of all commands, from their own help: `make docs` writes docs/commands.md anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from ai_digest.cli import main as ai_digest
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = ROOT / "docs" / "commands.md"
MAKEFILE = ROOT / "Makefile"
WIDTH = 100
_TARGET = re.compile(r"^([a-z]+):.*## (.*)$", re.MULTILINE)
_HEAD = """# Commands

Written from the commands' own help by `make docs`; a test compares the two. They live in `.venv/bin/`.

Exit codes: 0 done or already there · 1 findings · 2 wrong use or settings · 3 it could not be done, nothing
is half-written · 4 filed but held. What each failure looks like is in [operating.md](operating.md).
"""


def commands() -> dict[str, click.Command]:
    """Return every command by the words that call it, groups' own ones too."""
    return dict(_walk(ai_digest, "ai-digest"))


def page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for words, command in commands().items():
        context = click.Context(
            command,
            info_name=words,
            max_content_width=WIDTH,
            terminal_width=WIDTH,
            help_option_names=ai_digest.context_settings["help_option_names"],
        )
        parts.append(f"## {words}\n\n```text\n{command.get_help(context).rstrip()}\n```\n")
    rows = _TARGET.findall(MAKEFILE.read_text(encoding="utf-8"))
    parts.append(
        "## make\n\n| target | |\n|---|---|\n"
        + "".join(f"| `make {name}` | {does} |\n" for name, does in rows)
    )
    return "\n".join(parts)


def _walk(command: click.Command, words: str) -> Iterator[tuple[str, click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _walk(command.commands[name], f"{words} {name}")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")
