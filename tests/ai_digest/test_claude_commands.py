"""What a person sees of Claude on the command line: a dry run, a batch, an interruption, models and costs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ai_digest.cli import main
from demo.server import serving, write_sources
from tests.newsroom import ROOT, files_below
from tests.scripted_claude import ScriptedClaude

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    Command = Callable[..., Result]

UNABLE = {"supported": False}
SONNET, HAIKU = "claude-sonnet-5-5", "claude-haiku-5-5"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Serve the demo's sources for all tests of this file."""
    with serving() as base:
        path = tmp_path_factory.mktemp("sources") / "sources.toml"
        write_sources(base, path)
        yield path


@pytest.fixture
def claude(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedClaude]:
    """A scripted Claude behind the real SDK."""
    with ScriptedClaude() as scripted:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", scripted.base_url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "scripted")
        yield scripted


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A settings file beside a scratch content folder."""
    path = tmp_path / "pelicanconf.py"
    path.write_text('PATH = "content"\nSITENAME = "AI 日报"\nTIMEZONE = "Asia/Shanghai"\n', encoding="utf-8")
    (tmp_path / "content").mkdir()
    return path


@pytest.fixture
def command(settings: Path, sources: Path) -> Command:
    """Call the command; `run` is of the demo's day and sources."""

    def call(name: str, *arguments: object) -> Result:
        day = ("--date", "2026-09-03", "--sources", sources) if name == "run" else ()
        given = ["--settings", str(settings), name, *map(str, day), *map(str, arguments)]
        return CliRunner().invoke(main, given)

    return call


def add(settings: Path, text: str) -> None:
    """Add a line to the settings."""
    settings.write_text(f"{settings.read_text(encoding='utf-8')}{text}\n", encoding="utf-8")


def test_a_dry_run_says_what_it_would_send_and_sends_nothing(
    command: Command, claude: ScriptedClaude, tmp_path: Path
) -> None:
    """Each call with tokens and price, and the sum; no request, no edition, no item marked as seen."""
    done = command("run", "--dry-run")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"choose: {HAIKU}, about ")
    assert all(f": {SONNET}, about " in line for line in lines[1:-2])
    assert lines[-2].startswith(f"total: {len(lines) - 2} calls, about ")
    assert claude.history == []
    assert files_below(tmp_path / "content") == {}
    left = set(files_below(tmp_path / ".cache"))
    assert not [name for name in left if "seen.json" in name or "runs" in name or "health" in name]


def test_a_dry_run_needs_no_key_and_says_what_is_over_the_limits(command: Command, settings: Path) -> None:
    """A limit that would be exceeded is named; a model without a price is said to have none."""
    add(settings, 'AI_DIGEST_MAX_COST = 0.01\nAI_DIGEST_CHOOSE_MODEL = "claude-next"')
    done = command("run", "--dry-run", "--batch")
    assert done.exit_code == 0, done.output
    assert "over AI_DIGEST_MAX_COST = 0.01" in done.stdout
    assert done.stdout.splitlines()[0].endswith("price unknown")
    assert " in a batch" in done.stdout


def test_the_bodies_of_a_dry_run_are_what_a_run_sends(
    command: Command, claude: ScriptedClaude, tmp_path: Path
) -> None:
    """The request for the plan is the very one that the run after it sends."""
    command("run", "--dry-run", "--bodies", tmp_path / "bodies")
    choose = json.loads((tmp_path / "bodies" / "0-choose.json").read_bytes())
    assert command("run").exit_code == 0
    assert {**choose, "stream": True} == claude.history[0].body


def test_bodies_without_a_dry_run_are_wrong_use(command: Command, tmp_path: Path) -> None:
    """What would be written down is said to need a dry run."""
    done = command("run", "--bodies", tmp_path)
    assert done.exit_code == 2
    assert "add --dry-run" in done.stderr


def test_a_batch_is_submitted_waited_for_and_collected(command: Command, claude: ScriptedClaude) -> None:
    """Exit codes 0, 3 and 0, each with a line that says what is going on."""
    claude.batch_polls = 1
    submitted = command("run", "--batch")
    assert submitted.exit_code == 0
    assert "submitted: batch msgbatch_1 with " in submitted.stderr
    waiting = command("run", "--batch")
    assert waiting.exit_code == 3
    assert waiting.stderr.splitlines()[-1].startswith("ai-digest: no edition yet: batch msgbatch_1 of ")
    assert command("run").exit_code == 0


def test_an_edition_beyond_the_budget_is_exit_3(command: Command, settings: Path, tmp_path: Path) -> None:
    """If even one story in full is too dear nothing is asked or written, and the figure is named."""
    add(settings, "AI_DIGEST_MAX_COST = 0.001")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANTHROPIC_API_KEY", "scripted")
        done = command("run")
    assert done.exit_code == 3
    assert "the limit is $0.001 (AI_DIGEST_MAX_COST); raise the limit" in done.stderr
    assert files_below(tmp_path / "content") == {}


def test_ctrl_c_ends_at_once_and_the_next_run_goes_on(
    command: Command, settings: Path, sources: Path, tmp_path: Path
) -> None:
    """In the middle of answers: exit code 130, one line, nothing half-written, answered calls kept."""
    arguments = ["--settings", str(settings), "run", "--date", "2026-09-03", "--sources", str(sources)]
    begun = threading.Event()
    with ScriptedClaude(speed=250.0) as claude, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANTHROPIC_BASE_URL", claude.base_url)
        patch.setenv("ANTHROPIC_API_KEY", "scripted")
        claude.enqueue(lambda body: _at_once(claude, body))
        claude.watch = lambda number, what: begun.set() if (number, what) == (2, "half") else None
        process = subprocess.Popen(
            [sys.executable, "-m", "ai_digest.cli", *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": "plugins"},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert begun.wait(60)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 130
        assert said.splitlines()[-1].startswith("ai-digest: interrupted; nothing is half-written")
        assert files_below(tmp_path / "content") == {}
        assert not [name for name in files_below(tmp_path / ".cache") if name.endswith(".tmp")]
        sent, claude.speed = len(claude.history), None
        claude.watch = lambda _number, _what: None
        assert command("run").exit_code == 0
        assert not [each for each in claude.history[sent:] if each.asks_for_plan]


def _at_once(claude: ScriptedClaude, body: dict[str, object]) -> object:
    from tests.scripted_claude import newsroom

    claude.speed = None
    reply = newsroom(body)
    threading.Timer(0.3, lambda: setattr(claude, "speed", 250.0)).start()
    return reply


def model(name: str, **changes: object) -> dict[str, object]:
    """Return a model as the API describes it."""
    able = {"supported": True}
    return {
        "id": name,
        "type": "model",
        "display_name": name,
        "created_at": "2026-01-01T00:00:00Z",
        "lifecycle": "active",
        "capabilities": {"structured_outputs": able, "batch": able},
    } | changes


def test_doctor_asks_for_the_models_only_when_told_to(command: Command, claude: ScriptedClaude) -> None:
    """Without --models nothing is asked; with it each model is one line."""
    claude.models = {HAIKU: model(HAIKU), SONNET: model(SONNET)}
    assert "structured outputs" not in command("doctor").output
    said = command("doctor", "--models").output
    assert f"{HAIKU}: active, structured outputs, batches" in said
    assert f"{SONNET}: active, structured outputs, batches" in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lifecycle": "deprecated", "retires_at": "2026-11-30T00:00:00Z"}, "it retires on 2026-11-30"),
        ({"lifecycle": "retired"}, "it is retired"),
        ({"capabilities": {"structured_outputs": UNABLE, "batch": UNABLE}}, "it has no"),
        (None, "the api does not know it"),
    ],
)  # fmt: skip
def test_a_model_to_leave_is_named_by_doctor_and_by_each_run(
    command: Command, claude: ScriptedClaude, changes: dict[str, object] | None, said: str
) -> None:
    """What the API said once is kept, and the next run warns without asking."""
    claude.models = {HAIKU: model(HAIKU)} | ({SONNET: model(SONNET, **changes)} if changes else {})
    assert f"{said}" in command("doctor", "--models").output
    claude.models = {}
    assert f"failure: write, {SONNET}: {said}" in command("run").output


def test_doctor_says_when_the_api_cannot_be_asked(command: Command) -> None:
    """Without a key the models are not asked for, and the line says what to do."""
    done = command("doctor", "--models")
    assert "models       not asked; no api key" in done.output


def test_doctor_adds_up_what_the_editions_cost(command: Command, claude: ScriptedClaude) -> None:
    """A line for each purpose, day and month, from the evidence; before the first edition it says so."""
    assert command("doctor", "--costs").output == "no edition has cost anything yet\n"
    command("run")
    lines = command("doctor", "--costs").output.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"each call choose, {HAIKU}",
        f"each call write, {SONNET}",
        "day 2026-09-03",
        "month 2026-09",
    ]
    assert "7 calls" in lines[2]
    assert "$0.0" in lines[3]


def test_damaged_evidence_is_named_in_the_costs(command: Command, tmp_path: Path) -> None:
    """What cannot be read is left out by name."""
    path = tmp_path / "content" / "evidence" / "2026" / "2026-09-01.json"
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    assert command("doctor", "--costs").output.startswith(f"left out: {path}")
