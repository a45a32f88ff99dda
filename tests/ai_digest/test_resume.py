"""A run that is killed at any moment is gone on with: the same edition, and no answered call sent twice."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from ai_digest.edition import Outcome
from ai_digest.errors import NoEditionError
from ai_digest.file.evidence import read_evidence
from ai_digest.file.shelf import Shelf
from ai_digest.model import Drafter
from ai_digest.write import WaitingError
from demo.server import serving, write_sources
from tests.newsroom import DAY, files_below, run, settings_in
from tests.scripted_claude import Reply, ScriptedClaude, Status, newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from ai_digest.config import Settings
    from tests.scripted_claude import Body

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["anthropic", "ai_digest.edition", "tests.newsroom"])
OPTIONS = {"full_stories": 12}
MOMENTS = {
    "before gathering ends": ("file", "cache/seen.json"),
    "behind gathering": ("file", "cache/runs/2026-09-03.json"),
    "in the middle of choose": ("call", 0, "half"),
    "behind choose": ("call", 0, "answered"),
    "in the middle of a section": ("call", 2, "half"),
    "behind a section": ("call", 3, "answered"),
    "in the last section": ("call", 6, "half"),
    "behind repair": ("call", 7, "answered"),
    "behind the cover": ("file", "content/images/covers/2026-09-03.png"),
    "behind the evidence": ("file", "content/evidence/2026/2026-09-03.json"),
    "behind the article": ("file", "content/editions/2026/2026-09-03.md"),
}


def unsupported(body: Body) -> Reply:
    """Answer as the newsroom does, with a figure that no source has, so that there is work for repair."""
    answer = json.loads(newsroom(body).text)
    for told in answer.get("stories", [])[:1]:
        told["insights"] = ["因为规模扩大了 4321 倍。"]
    return Reply(json.dumps(answer))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Serve the demo's sources for all tests of this file."""
    with serving() as base:
        path = tmp_path_factory.mktemp("sources") / "sources.toml"
        write_sources(base, path)
        yield path


@pytest.fixture
def claude(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedClaude]:
    """A scripted Claude whose texts need a repair."""
    with ScriptedClaude(default=unsupported) as scripted:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", scripted.base_url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "scripted")
        yield scripted


@pytest.fixture
def settings(tmp_path: Path, sources: Path) -> Settings:
    return settings_in(tmp_path, sources, **OPTIONS)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, sources: Path) -> dict[str, bytes]:
    """The files of a run that nothing happened to, evidence apart."""
    settings = settings_in(tmp_path_factory.mktemp("undisturbed"), sources, **OPTIONS)
    with ScriptedClaude(default=unsupported) as claude, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANTHROPIC_BASE_URL", claude.base_url)
        patch.setenv("ANTHROPIC_API_KEY", "scripted")
        assert run(settings).outcome is Outcome.FILED
        assert [received.asks_for_repair for received in claude.history].count(True) == 1
        assert len(claude.history) == 8
    assert read_evidence(Shelf(settings.content).evidence(DAY)).repaired
    return published(settings)


def published(settings: Settings) -> dict[str, bytes]:
    """Return what readers get: article and cover."""
    files = files_below(settings.content)
    return {name: content for name, content in files.items() if not name.endswith(".json")}


def _run_there(settings: Settings, environment: dict[str, str]) -> None:
    os.environ.update(environment)
    run(settings)


def killed_run(settings: Settings, claude: ScriptedClaude, moment: tuple[object, ...]) -> None:
    """Run in a process of its own and kill it at a moment."""
    environment = {"ANTHROPIC_BASE_URL": claude.base_url, "ANTHROPIC_API_KEY": "scripted"}
    process = PROCESSES.Process(target=_run_there, args=(settings, environment))
    killed = threading.Event()

    def kill() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid or 0, signal.SIGKILL)
        killed.set()

    def on_call(number: int, what: str) -> None:
        if ("call", number, what) == moment:
            kill()

    claude.watch = on_call
    process.start()
    if moment[0] == "file":
        _await(settings.content.parent / str(moment[1]), process)
        kill()
    process.join(60)
    claude.watch = lambda _number, _what: None
    assert killed.is_set()
    assert process.exitcode == -signal.SIGKILL or moment[0] == "file"


def _await(path: Path, process: BaseProcess) -> None:
    while process.is_alive() and not path.exists():
        time.sleep(0.001)


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_the_next_run_files_the_same_edition(
    settings: Settings, claude: ScriptedClaude, undisturbed: dict[str, bytes], moment: tuple[object, ...]
) -> None:
    """Killed at this moment and run again: the same bytes, and no request whose answer was kept."""
    killed_run(settings, claude, moment)
    kept = {path.stem for path in (settings.cache / "claude").glob("*.json")}
    before = len(claude.history)
    result = run(settings)
    assert result.outcome in {Outcome.FILED, Outcome.ALREADY}
    assert published(settings) == undisturbed
    assert not kept & {_hash(received.body) for received in claude.history[before:]}
    assert not (settings.cache / "runs").exists() or not list((settings.cache / "runs").iterdir())
    assert not [name for name in files_below(settings.content) if name.endswith(".tmp")]


def _hash(body: Body) -> str:
    from ai_digest.write.answers import request_hash

    return request_hash({key: value for key, value in body.items() if key != "stream"})


def test_what_a_killed_run_paid_for_is_in_the_evidence(settings: Settings, claude: ScriptedClaude) -> None:
    """The run that goes on counts the calls of the one that died as its own."""
    killed_run(settings, claude, ("call", 3, "arrives"))
    run(settings)
    calls = read_evidence(Shelf(settings.content).evidence(DAY)).calls
    assert len(calls) == 8
    assert all(call.cost and not call.cached for call in calls)


def test_feeds_that_change_meanwhile_change_nothing(
    settings: Settings, claude: ScriptedClaude, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """A run that goes on does not ask the sources again."""
    killed_run(settings, claude, ("call", 2, "half"))
    settings.sources.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ai_digest.gather.gather", lambda *_, **__: pytest.fail("it gathered"))
        run(settings)
    assert published(settings) == undisturbed


@pytest.mark.parametrize("damage", ["{", '{"belongs_to": 1}'])
def test_a_damaged_checkpoint_is_dropped_with_one_line(
    settings: Settings,
    claude: ScriptedClaude,
    undisturbed: dict[str, bytes],
    caplog: pytest.LogCaptureFixture,
    damage: str,
) -> None:
    """The run starts anew, says so, and files."""
    path = settings.cache / "runs" / f"{DAY}.json"
    path.parent.mkdir(parents=True)
    path.write_text(damage, encoding="utf-8")
    assert run(settings).outcome is Outcome.FILED
    assert published(settings) == undisturbed
    assert len([line for line in caplog.messages if "damaged and starts anew" in line]) == 1


def test_other_settings_start_anew(
    settings: Settings, claude: ScriptedClaude, caplog: pytest.LogCaptureFixture
) -> None:
    """A checkpoint of other settings is no way back."""
    killed_run(settings, claude, ("call", 1, "arrives"))
    options = settings.options.model_copy(update={"full_stories": 8})
    result = run(settings.model_copy(update={"options": options}))
    assert result.outcome is Outcome.FILED
    assert "settings or sources have changed" in caplog.text


def test_a_run_without_an_edition_leaves_no_checkpoint(settings: Settings) -> None:
    """No edition is an orderly end: the next run gathers again."""
    options = settings.options.model_copy(update={"min_stories": 500})
    with pytest.raises(NoEditionError):
        run(settings.model_copy(update={"options": options}))
    assert list((settings.cache / "runs").iterdir()) == []


def test_a_batch_is_collected_by_the_next_run(
    settings: Settings, claude: ScriptedClaude, undisturbed: dict[str, bytes]
) -> None:
    """Submitted, waited for, collected: the same edition, at half the price, each call answered once."""
    claude.batch_polls = 1
    assert run(settings, batch=True).outcome is Outcome.SUBMITTED
    assert files_below(settings.content) == {}
    assert len(claude.history) == 1
    with pytest.raises(WaitingError, match="has not ended") as waiting:
        run(settings)
    assert waiting.value.exit_code == 3
    result = run(settings)
    assert result.outcome is Outcome.FILED
    assert published(settings) == undisturbed
    assert [received.asks_for_repair for received in claude.history] == [False, True]
    calls = read_evidence(Shelf(settings.content).evidence(DAY)).calls
    assert [call.batch for call in calls] == [False] + [True] * 6 + [False]
    assert len(claude.batches) == 1


def test_what_a_batch_lacks_is_asked_directly(
    settings: Settings, claude: ScriptedClaude, undisturbed: dict[str, bytes]
) -> None:
    """A call of the batch that did not succeed is asked once more, directly, and recorded."""
    claude.batch_fates = {0: "errored", 1: "expired", 3: "canceled", 4: "missing"}
    run(settings, batch=True)
    run(settings, batch=True)
    assert published(settings) == undisturbed
    assert len(claude.history) == 1 + 4 + 1
    failures = [failure.reason for failure in read_evidence(Shelf(settings.content).evidence(DAY)).failures]
    assert sorted(reason for reason in failures if "asked directly" in reason) == [
        "1 calls have no result; asked directly",
        "a call canceled; asked directly",
        "a call errored (scripted); asked directly",
        "a call expired; asked directly",
    ]


def test_a_batch_that_is_gone_is_asked_directly(settings: Settings, claude: ScriptedClaude) -> None:
    """A batch that the API does not know any more costs the calls again, and nothing else."""
    run(settings, batch=True)
    claude.batches.clear()
    assert run(settings).outcome is Outcome.FILED
    assert len(claude.history) == 8


def test_a_batch_that_cannot_be_submitted_is_asked_directly(
    settings: Settings, claude: ScriptedClaude
) -> None:
    """The edition does not wait for what was never taken."""
    claude.batch_status = Status(403, "permission_error")
    assert run(settings, batch=True).outcome is Outcome.FILED
    assert claude.batches == {}


def test_a_batch_nobody_tells_about_is_waited_for(
    settings: Settings, claude: ScriptedClaude, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the API does not answer there is no edition, and no second payment."""
    run(settings, batch=True)
    with monkeypatch.context() as patch:
        patch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
        with pytest.raises(WaitingError, match="no connection"):
            run(settings)
    assert run(settings).outcome is Outcome.FILED
    assert len(claude.batches) == 1


def test_a_batch_is_found_again_if_the_run_died_while_submitting(
    settings: Settings, claude: ScriptedClaude, undisturbed: dict[str, bytes]
) -> None:
    """The batch exists, its id was never written down: it is looked up, not submitted again."""
    run(settings, batch=True)
    path = settings.cache / "runs" / f"{DAY}.json"
    state = json.loads(path.read_bytes())
    path.write_text(json.dumps(state | {"pending": state["pending"] | {"id": ""}}), encoding="utf-8")
    assert run(settings, batch=True).outcome is Outcome.FILED
    assert published(settings) == undisturbed
    assert len(claude.batches) == 1


def test_a_batch_that_never_was_is_submitted(settings: Settings, claude: ScriptedClaude) -> None:
    """Killed before the batch was created: it is submitted now."""
    run(settings, batch=True)
    claude.batches.clear()
    path = settings.cache / "runs" / f"{DAY}.json"
    state = json.loads(path.read_bytes())
    path.write_text(json.dumps(state | {"pending": state["pending"] | {"id": ""}}), encoding="utf-8")
    assert run(settings, batch=True).outcome is Outcome.SUBMITTED
    assert len(claude.batches) == 1


def test_a_batch_can_be_done_without(settings: Settings, claude: ScriptedClaude) -> None:
    """`--drafter extract` files an extract now and forgets the batch."""
    run(settings, batch=True)
    assert run(settings, drafter=Drafter.EXTRACT).outcome is Outcome.FILED
    assert list((settings.cache / "runs").iterdir()) == []
    assert run(settings).outcome is Outcome.ALREADY
