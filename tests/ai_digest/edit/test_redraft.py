"""Drafting an edition again: the editor's words are all there afterwards, whatever they did."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from ai_digest.atomic import ChangedError
from ai_digest.errors import NoEditionError, UsageError
from ai_digest.file.evidence import read_evidence
from ai_digest.file.manuscript import split_lines
from ai_digest.file.shelf import Shelf
from ai_digest.model import Drafter
from ai_digest.progress import LineReporter
from ai_digest.proofread import articles
from ai_digest.redraft import Wanted, redraft
from ai_digest.tidy import tidy
from tests.ai_digest.edit.conftest import AGAIN
from tests.newsroom import DAY, NOW, files_below, run
from tests.scripted_claude import Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.redraft import Redrafted
    from tests.scripted_claude import ScriptedClaude

    Edit = Callable[[str], str]


def again(settings: Settings, wanted: Wanted = Wanted(), **more: Any) -> Redrafted:  # noqa: B008  frozen
    """Draft again, without filing."""
    return redraft(settings, DAY, wanted, now=NOW, reporter=LineReporter(lambda _line: None), **more)


def article_of(settings: Settings) -> Path:
    path = Shelf(settings.content).find(DAY)
    assert path
    return path


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def _line(text: str, number: int, start: str) -> str:
    """Return the line that begins so, counted from 0."""
    return [line for line in text.splitlines(keepends=True) if line.startswith(start)][number]


def _change(start: str, number: int = 0) -> Edit:
    def edit(text: str) -> str:
        line = _line(text, number, start)
        return text.replace(line, line.rstrip("\n") + "，编辑部补记\n", 1)

    return edit


def _cut(start: str, number: int = 0) -> Edit:
    return lambda text: text.replace(_line(text, number, start), "", 1)


def _below(start: str, added: str, number: int = 0) -> Edit:
    def edit(text: str) -> str:
        line = _line(text, number, start)
        return text.replace(line, line + added, 1)

    return edit


def _story(text: str, number: int) -> str:
    return re.findall(r"^### .*?\n(?=\n?##)", text, re.DOTALL | re.MULTILINE)[number]


def _moved(text: str) -> str:
    story = _story(text, 0)
    at = text.index("## 更多动态")
    return (text[:at] + story + "\n" + text[at:]).replace(story, "", 1)


def _swapped(text: str) -> str:
    head, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    return head + "".join([*sections[1:-1], sections[0], sections[-1]])


EDITS: dict[str, Edit] = {
    "nothing": lambda text: text,
    "a title": lambda text: text.replace('title: "', 'title: "编辑部：', 1),
    "a heading of the page": _change("# "),
    "a section's heading": _change("## "),
    "a headline": _change("### "),
    "a fact": _change("- **"),
    "the last fact": _change("- **", -1),
    "an insight": _change("- 这一步"),
    "an impact": _change("- 相关"),
    "a label": lambda text: text.replace("**影响：**", "**影响**：", 1),
    "a brief": _change("- ["),
    "a cut fact": _cut("- **"),
    "a cut insight": _cut("- 这一步"),
    "a cut brief": _cut("- ["),
    "a cut story": lambda text: text.replace(_story(text, 1), "", 1),
    "a cut section": lambda text: re.sub(
        r"^## .*?(?=^## )", "", text, count=1, flags=re.DOTALL | re.MULTILINE
    ),
    "no briefs": lambda text: text[: text.index("## 更多动态")].rstrip() + "\n",
    "an added fact": _below("- **", "- **编辑**：自己打听到的\n"),
    "an added paragraph": _below("### ", "编辑部的一段话。\n\n"),
    "an added story": _below("## ", "\n### [自采](https://own.example/9)\n- 编辑部去了现场\n"),
    "an added section": lambda text: text.replace(
        "## 更多动态", "## 编辑手记\n\n今天就到这里。\n\n## 更多动态"
    ),
    "an added brief": lambda text: text + "- [自己的短讯](https://own.example/8)：一句话\n",
    "an added table": _below("- **", "\n| 一月 | 86% |\n| --- | --- |\n"),
    "an added comment": _below("- **", "<!-- check: accept N001 编辑部核实 -->\n"),
    "a moved story": _moved,
    "swapped sections": _swapped,
    "a moved fact": lambda text: _cut("- **")(text) + _line(text, 0, "- **"),
    "another link": lambda text: re.sub(
        r"(### \[.*?\]\()http[^)]+", r"\1https://press.example/1", text, count=1
    ),
    "front matter": lambda text: text.replace("\nstatus:", '\nauthor: "编辑"\n# 一条注释\nstatus:', 1),
    "tags": lambda text: text.replace('tags: ["', 'tags: ["编辑", "', 1),
    "a summary": lambda text: text.replace('summary: "- ', 'summary: "- 编辑改过：', 1),
    "status": lambda text: text.replace("status: published", "status: draft"),
    "CRLF": lambda text: _change("- **")(text).replace("\n", "\r\n"),
    "no newline at the end": lambda text: _change("- **")(text).removesuffix("\n"),
    "a byte order mark": lambda text: "\ufeff" + _change("- **")(text),
}


@pytest.mark.parametrize("kind", EDITS)
def test_every_kind_of_edit_is_there_after_a_redraft(
    settings: Settings, claude: ScriptedClaude, kind: str
) -> None:
    """In a git repository: what the editor committed is in the file after a redraft, line by line."""
    path = article_of(settings)
    before = text_of(path)
    _git(settings.content, "init", "--quiet")
    _commit(settings.content, "generated")
    edited = EDITS[kind](before)
    path.write_bytes(edited.encode())
    _commit(settings.content, "edited")
    done = again(settings)
    done.revision.file()
    after = text_of(path)
    mine = Counter(split_lines(edited)) - Counter(split_lines(before))
    lost = mine - Counter(split_lines(after))
    assert [line for line in lost if not line.startswith(("tags:", "summary:"))] == []
    assert "编辑改过" in after or "编辑改过" not in edited
    assert '"编辑"' in after or '"编辑"' not in edited
    assert AGAIN in after
    assert "<<<<<<<" not in after
    assert after.count("\r\n") in {0, after.count("\n")}
    assert after.endswith("\n") == edited.endswith("\n")
    cut = {line for line in split_lines(before) if line.startswith(("###", "- ["))} - set(split_lines(edited))
    assert not cut & set(split_lines(after))
    for line in _git(settings.content, "diff", "--unified=0", "--", str(path)).splitlines():
        if line.startswith("-") and not line.startswith(("---", "-tags", "-summary")):
            assert line[1:].rstrip("\r") in split_lines(before)
    assert read_evidence(Shelf(settings.content).evidence(DAY)).redrafts == 1


def test_a_renamed_article_is_found(settings: Settings, claude: ScriptedClaude) -> None:
    """An edition is what its front matter says, whatever its file is called and wherever it lies."""
    path = article_of(settings)
    moved = path.with_name("今日.md")
    path.rename(moved)
    again(settings).revision.file()
    assert AGAIN in text_of(moved)
    assert not path.exists()


def test_one_story_is_drafted_and_all_else_stays(settings: Settings, claude: ScriptedClaude) -> None:
    """With an id, of the evidence or of the page, only that story's lines are new."""
    evidence = read_evidence(Shelf(settings.content).evidence(DAY))
    path, before = article_of(settings), text_of(article_of(settings))
    again(settings, Wanted(story=evidence.stories[1].id)).revision.file()
    after = text_of(path)
    new = [line for line in after.split("\n") if line not in before.split("\n")]
    assert new
    assert all(AGAIN in line for line in new)
    start = after.index(evidence.stories[1].link)
    end = after.find("\n### ", start)
    assert AGAIN not in after[:start] + after[end:]
    facts = read_evidence(Shelf(settings.content).evidence(DAY)).stories[1].facts
    assert all(fact.text.endswith(AGAIN) for fact in facts)


def test_a_section_is_drafted_by_its_heading(settings: Settings, claude: ScriptedClaude) -> None:
    """Stories of other sections stay; an unknown section is answered with those there are."""
    heading = _line(text_of(article_of(settings)), 1, "## ").removeprefix("## ").strip()
    again(settings, Wanted(section=heading)).revision.file()
    _, *sections = re.split(r"^(?=## )", text_of(article_of(settings)), flags=re.MULTILINE)
    assert [AGAIN in section for section in sections] == [False, True] + [False] * (len(sections) - 2)
    with pytest.raises(UsageError, match=re.escape(heading)):
        again(settings, Wanted(section="没有这一栏"))
    with pytest.raises(UsageError, match="no story 's0'"):
        again(settings, Wanted(story="s0"))


def test_what_both_changed_stands_beside_the_article(settings: Settings, claude: ScriptedClaude) -> None:
    """The editor's words stay, the new ones are in a file that no program takes for an article."""
    path = article_of(settings)
    path.write_bytes(_change("- **")(text_of(path)).encode())
    mine = _line(text_of(path), 0, "- **").strip()
    beside = again(settings).revision.file()
    assert beside == path.with_name(f"{DAY}.redraft.md")
    assert mine in text_of(path)
    assert mine in text_of(beside)
    assert AGAIN in text_of(beside)
    shelf = Shelf(settings.content)
    assert list(shelf.articles()) == [path]
    assert list(articles(shelf.content)) == [path]


def test_a_redraft_asks_anew_and_a_killed_one_goes_on(settings: Settings, claude: ScriptedClaude) -> None:
    """Answers of an earlier draft do not count; those of a redraft that was not filed do."""
    shutil.rmtree(settings.cache / "redrafts")
    again(settings)
    calls = len(claude.history)
    assert calls > 0
    again(settings).revision.file()
    assert len(claude.history) == calls
    again(settings)
    assert len(claude.history) == 2 * calls


@pytest.mark.parametrize("after", ["aside", "article", "generated"])
def test_a_redraft_that_died_is_completed_by_the_next(
    settings: Settings, claude: ScriptedClaude, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    """Killed between any two of its writes and run again, it comes to the same files."""
    path = article_of(settings)
    path.write_bytes(_change("- **")(text_of(path)).encode())
    whole = again(settings).revision
    steps = {"aside": "write_over", "article": "write_atomic", "generated": "write_over"}
    with monkeypatch.context() as patch:
        real = __import__("ai_digest.file.revision", fromlist=["x"]).__dict__[steps[after]]

        def dies(target: Path, *rest: Any) -> None:
            if after != "generated" or target.suffix == ".json":
                raise KeyboardInterrupt
            real(target, *rest)

        patch.setattr(f"ai_digest.file.revision.{steps[after]}", dies)
        with pytest.raises(KeyboardInterrupt):
            whole.file()
    again(settings).revision.file()
    assert text_of(path) == whole.merged.text
    assert text_of(Shelf(settings.content).generated(DAY)) == whole.generated
    assert len(list(path.parent.glob("*.redraft*.md"))) == 1
    assert read_evidence(Shelf(settings.content).evidence(DAY)).redrafts == 1


def test_an_editor_s_save_meanwhile_is_kept(settings: Settings, claude: ScriptedClaude) -> None:
    """What was saved while the redraft was written stays, and so does everything else."""
    done = again(settings)
    path = article_of(settings)
    path.write_bytes(text_of(path).encode() + "- 刚刚存盘\n".encode())
    there = files_below(settings.content)
    with pytest.raises(ChangedError, match="changed meanwhile"):
        done.revision.file()
    assert files_below(settings.content) == there


def test_lost_texts_are_asked_for_again(settings: Settings, claude: ScriptedClaude) -> None:
    """Without the kept texts the pages are; a story whose page is gone, too, stays as it was."""
    for path in (settings.cache / "told").iterdir():
        path.unlink()
    done = again(settings)
    assert done.drafted > 0


def test_claude_s_failure_changes_nothing(settings: Settings, claude: ScriptedClaude) -> None:
    """There is no redraft by extracts unless one is asked for."""
    there = files_below(settings.content)
    shutil.rmtree(settings.cache / "redrafts")
    claude.enqueue(*[Status(403, "permission_error")] * 20)
    with pytest.raises(NoEditionError, match="nothing was changed"):
        again(settings)
    assert files_below(settings.content) == there


def test_extracts_need_to_be_asked_for(settings: Settings) -> None:
    """Without a key an edition of Claude's is left alone; asked for, extracts are labelled one by one."""
    with pytest.raises(UsageError, match="no key"):
        again(settings)
    story = read_evidence(Shelf(settings.content).evidence(DAY)).stories[0]
    again(settings, Wanted(story=story.id), drafter=Drafter.EXTRACT).revision.file()
    text = text_of(article_of(settings))
    assert text.count("*自动摘录*") == 1
    assert "本期部分内容为自动摘录" in text


def test_what_is_not_there_is_said(settings: Settings) -> None:
    """No edition, no evidence, broken front matter: one line each, and nothing is written."""
    reporter = LineReporter(lambda _line: None)
    with pytest.raises(UsageError, match="no edition of 2020-01-01"):
        redraft(settings, dt.date(2020, 1, 1), Wanted(), now=NOW, reporter=reporter)
    path = article_of(settings)
    path.write_bytes(text_of(path).replace("title: ", "title: [", 1).encode())
    with pytest.raises(UsageError, match=rf"{path.name}:\d+: not valid YAML"):
        again(settings)
    Shelf(settings.content).evidence(DAY).unlink()
    with pytest.raises(UsageError, match="wholly yours"):
        again(settings)


def test_run_leaves_a_changed_article_alone(settings: Settings, claude: ScriptedClaude) -> None:
    """Run after run, an editor's file is theirs to the byte."""
    path = article_of(settings)
    path.write_bytes(_change("- **")(text_of(path)).encode())
    there = files_below(settings.content)
    run(settings)
    assert files_below(settings.content) == there


def _git(folder: Path, *arguments: str) -> str:
    names = ["-c", "user.name=e", "-c", "user.email=e@example.org", "-c", "core.autocrlf=false"]
    command = ["git", *names, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def _commit(folder: Path, message: str) -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def test_an_edition_whose_evidence_was_made_slim_can_be_drafted_again(
    settings: Settings, claude: ScriptedClaude
) -> None:
    """A slim record has all that a redraft needs, and keeps its counts."""
    evidence = Shelf(settings.content).evidence(DAY)
    article = article_of(settings)
    published = text_of(article).replace("status: draft", "status: published")
    article.write_text(published, encoding="utf-8")
    tidy(settings, now=NOW + dt.timedelta(days=200))
    counts = read_evidence(evidence).folded
    assert counts
    again(settings).revision.file()
    assert AGAIN in text_of(article)
    assert read_evidence(evidence).folded == counts
    assert read_evidence(evidence).redrafts == 1
