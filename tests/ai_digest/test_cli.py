"""The command as a person runs it: exit codes, one line for each mistake, a closing summary."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ai_digest.cli import main
from demo.server import serving, write_sources
from tests.newsroom import ROOT, files_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    Command = Callable[..., Result]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Serve the demo's sources for all tests of this file."""
    with serving() as base:
        path = tmp_path_factory.mktemp("sources") / "sources.toml"
        write_sources(base, path)
        yield path


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Call the command with a scratch content folder and a settings file beside it."""
    settings = tmp_path / "pelicanconf.py"
    settings.write_text(
        'PATH = "content"\nSITENAME = "AI 日报"\nTIMEZONE = "Asia/Shanghai"\n', encoding="utf-8"
    )
    (tmp_path / "content").mkdir()

    def call(*arguments: object) -> Result:
        given = ["--settings", str(settings), *map(str, arguments)]
        return CliRunner().invoke(main, given)

    return call


def test_run_files_an_edition_and_sums_up(command: Command, sources: Path, tmp_path: Path) -> None:
    """`run` ends with 0 and a summary that names sources, stories, facts, tokens, time and the path."""
    done = command("run", "--date", "2026-09-03", "--sources", sources, "--drafter", "extract")
    assert done.exit_code == 0, done.output
    path = tmp_path / "content" / "editions" / "2026" / "2026-09-03.md"
    assert path.exists()
    for part in (
        "5 answered, 1 failed",
        "沉默的来源: HTTP 503",
        "in the window",
        "in full from",
        "cost $0",
        " s\n",
    ):
        assert part in done.stderr
    assert f"article: {path}" in done.stderr


def test_second_run_says_already_filed(command: Command, sources: Path) -> None:
    """A filed edition is left alone with exit code 0."""
    arguments = ("run", "--date", "2026-09-03", "--sources", sources, "--drafter", "extract")
    command(*arguments)
    again = command(*arguments)
    assert again.exit_code == 0
    assert again.stderr.startswith("already filed: ")


def test_no_edition_is_exit_3(command: Command, tmp_path: Path) -> None:
    """Dead sources: one line with the reason, exit code 3, content/ as it was."""
    dead = tmp_path / "dead.toml"
    dead.write_text(
        '[[source]]\nname = "甲"\nurl = "http://127.0.0.1:9/a"\nlanguage = "zh"\nregion = "domestic"\n'
        "private = true\n",
        encoding="utf-8",
    )
    done = command("run", "--date", "2026-09-03", "--sources", dead)
    assert done.exit_code == 3
    assert done.stderr.splitlines()[-1].startswith(
        "ai-digest: no edition for 2026-09-03: 0 of 1 sources answered"
    )
    assert files_below(tmp_path / "content") == {}


def test_held_edition_is_exit_4(command: Command, sources: Path) -> None:
    """An edition that Claude could not write is filed, held, and says so in the exit code."""
    done = command("run", "--date", "2026-09-03", "--sources", sources, "--drafter", "claude")
    assert done.exit_code == 4
    assert "held: claude could not write" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--date", "13.08.2026"), "--date '13.08.2026' is no date; write it as 2026-08-13"),
        (("run", "--sources", "none.toml"), "cannot read sources"),
        (("--settings", "none.py", "run"), "no settings file 'none.py'"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(command: Command, arguments: tuple[str, ...], said: str) -> None:
    """What a person got wrong is said in one line with what to do, without a traceback."""
    done = command(*arguments)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_unknown_setting_names_the_nearest(command: Command, tmp_path: Path, sources: Path) -> None:
    """A misspelt AI_DIGEST_ setting is an error that names the one that was meant."""
    with (tmp_path / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write('AI_DIGEST_WRITE_MODLE = "x"\n')
    done = command("run", "--sources", sources)
    assert done.exit_code == 2
    assert "'write_modle'; did you mean 'write_model'?" in done.stderr


def test_check_finds_what_an_editor_broke(command: Command, sources: Path, tmp_path: Path) -> None:
    """`check` is silent on a filed edition and names line and code of a figure that no source has."""
    command("run", "--date", "2026-09-03", "--sources", sources, "--drafter", "extract")
    assert command("check").exit_code == 0
    path = tmp_path / "content" / "editions" / "2026" / "2026-09-03.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n- 销量增长 77.7%\n- 见[来源](https://else.example/x)\n", encoding="utf-8")
    done = command("check", path)
    assert done.exit_code == 1
    line = text.count("\n") + 2
    assert f"{path}:{line}: N001 no source has 77.7%" in done.stdout
    assert f"{path}:{line + 1}: L003" in done.stdout


def test_check_prints_json_and_puts_right(command: Command, sources: Path, tmp_path: Path) -> None:
    """`--json` lists what is found; `--fix` corrects what is mechanical, says so, and then all is well."""
    command("run", "--date", "2026-09-03", "--sources", sources, "--drafter", "extract")
    path = tmp_path / "content" / "editions" / "2026" / "2026-09-03.md"
    filed = path.read_text(encoding="utf-8")
    path.write_text(filed.replace("## 更多动态", "##更多动态"), encoding="utf-8")
    line = filed.split("## 更多动态")[0].count("\n") + 1
    listed = command("check", "--json")
    assert listed.exit_code == 1
    assert json.loads(listed.stdout) == [
        {
            "path": str(path),
            "line": line,
            "code": "W002",
            "message": "no blank after '##'",
            "fixable": True,
            "fixed": False,
        }
    ]
    fixed = command("check", "--fix")
    assert fixed.exit_code == 0
    assert fixed.stdout == f"{path}:{line}: W002 fixed: no blank after '##'\n"
    assert fixed.stderr == "1 articles checked, 0 findings, 1 fixed\n"
    assert path.read_text(encoding="utf-8") == filed
    assert json.loads(command("check", "--json").stdout) == []


def test_check_refuses_what_is_no_article(command: Command, tmp_path: Path) -> None:
    """A file of another kind is wrong use: one line and exit code 2."""
    path = tmp_path / "a.json"
    path.write_text("{}", encoding="utf-8")
    done = command("check", path)
    assert done.exit_code == 2
    assert "no article: its name ends in '.json'" in done.stderr


def test_check_reports_broken_front_matter(command: Command, tmp_path: Path) -> None:
    """Front matter that cannot be read is a finding with its line, not a crash."""
    path = tmp_path / "content" / "broken.md"
    path.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    done = command("check", path)
    assert done.exit_code == 1
    assert f"{path}:" in done.stdout


def test_cover_is_drawn_where_the_article_says(command: Command, tmp_path: Path) -> None:
    """`cover` draws the picture at coverImage, and refuses a path outside content/."""
    path = tmp_path / "content" / "a.md"
    path.write_text("---\ntitle: 甲\ndate: 2026-09-03\ncoverImage: /images/x.png\n---\n", encoding="utf-8")
    assert command("cover", path).exit_code == 0
    assert (tmp_path / "content" / "images" / "x.png").read_bytes().startswith(b"\x89PNG")
    path.write_text("---\ntitle: 甲\ndate: 2026-09-03\ncoverImage: /../x.png\n---\n", encoding="utf-8")
    assert command("cover", path).exit_code == 2
    assert not (tmp_path / "x.png").exists()


def test_all_covers_are_drawn_once(command: Command, tmp_path: Path) -> None:
    """`cover --all` draws what is missing and leaves the rest; with neither files nor --all it asks."""
    for name in ("a", "b"):
        text = f"---\ntitle: {name}\ndate: 2026-09-03\n---\n"
        (tmp_path / "content" / f"{name}.md").write_text(text, encoding="utf-8")
    assert command("cover").exit_code == 2
    first, second = command("cover", "--all"), command("cover", "--all")
    assert first.stdout.split() == [str(tmp_path / f"content/images/covers/{name}.png") for name in "ab"]
    assert "2 covers drawn, 0 left as they are" in first.stderr
    assert (second.exit_code, second.stdout) == (0, "")


def test_the_cover_of_a_filed_edition_is_not_drawn_again(command: Command, sources: Path) -> None:
    """What `run` draws is what `cover` would draw."""
    command("run", "--date", "2026-09-03", "--sources", sources, "--drafter", "extract")
    assert "0 covers drawn, 1 left as they are" in command("cover", "--all").stderr


def test_a_cover_says_what_its_font_lacks(command: Command, tmp_path: Path) -> None:
    """A character without a glyph is named, and the cover is drawn all the same."""
    path = tmp_path / "content" / "a.md"
    path.write_text("---\ntitle: 龘的\ndate: 2026-09-03\n---\n", encoding="utf-8")
    done = command("cover", path)
    assert done.exit_code == 0
    assert "the cover font has no 龘" in done.stderr


def test_doctor_says_what_is_missing(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """`doctor` never shows the key, and fails only for what no run works without."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret")
    done = command("doctor")
    assert done.exit_code == 2
    assert "!! sources" in done.stdout
    assert "key present" in done.stdout
    assert "sk-secret" not in done.output


def test_terminal_run_is_live(tmp_path: Path, sources: Path) -> None:
    """On a terminal (here a pseudo-terminal) each stage has a live line and the summary is a table."""
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "120", "PYTHONPATH": "plugins"}
    arguments = ["--content", str(tmp_path), "run", "--date", "2026-09-03", "--sources", str(sources)]
    code = (
        "import json, os, pty, sys\n"
        "chunks = []\n"
        "def read(fd):\n"
        "    chunk = os.read(fd, 4096); chunks.append(chunk); return chunk\n"
        "status = pty.spawn(json.loads(sys.argv[1]), read)\n"
        "sys.exit(os.waitstatus_to_exitcode(status))\n"
    )
    spawned = json.dumps([sys.executable, "-m", "ai_digest.cli", *arguments, "--drafter", "extract"])
    done = subprocess.run(
        [sys.executable, "-c", code, spawned],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
        timeout=60,
    )
    screen = done.stdout.decode()
    assert "\x1b[" in screen
    assert "5 of 6 sources answered" in screen
    assert "Edition of 2026-09-03: filed" in screen


def test_explain_prints_scores_and_reasons(command: Command, sources: Path, tmp_path: Path) -> None:
    """Why each story is in or out; once more, from the evidence, for an edition that is filed."""
    options = ["run", "--date", "2026-09-03", "--sources", sources, "--drafter", "extract", "--explain"]
    first, again = command(*options), command(*options)
    assert first.exit_code == again.exit_code == 0
    for said in ("relevance", "in full", "Left out", "off topic", "gives orders to the program"):
        assert said in first.output
        assert said in again.output
    evidence = json.loads((tmp_path / "content/evidence/2026/2026-09-03.json").read_text(encoding="utf-8"))
    for story in evidence["stories"]:
        assert story["headline"][:12] in first.output
