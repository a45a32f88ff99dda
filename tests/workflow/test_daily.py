"""The scheduled workflow, played on this machine from its own file: mornings, good and bad."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.bot_api import Drop
from tests.scripted_claude import Status
from tests.workflow.conftest import MORNING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot_api import ScriptedBotApi
    from tests.scripted_claude import ScriptedClaude
    from tests.workflow.runner import Forge, Run

DAY = 24 * 3600
EDITION = "2026/09/03/ai-daily/index.html"
ARTICLE = "content/editions/2026/2026-09-03.md"
DONE = {"edition": "success", "site": "success", "deploy": "success", "tell": "success"}


def results(run: Run) -> dict[str, str]:
    """Return how the jobs ended that had something to do."""
    return {name: result for name, result in run.results.items() if result != "skipped"}


def on_main(forge: Forge) -> list[str]:
    """Return the subjects of the commits of the main branch, the newest first."""
    return forge.git("log", "--format=%s", "main").splitlines()


def test_a_morning_and_the_second_look(forge: Forge, channel: ScriptedBotApi) -> None:
    """The edition is committed, deployed below /repo/, told once; the later run finds it online."""
    first = forge.run("schedule")
    assert results(first) == DONE, first.printed
    assert on_main(forge) == ["Note what was told", "Edition of 2026-09-03", "Begin"]
    [post] = channel.chat.values()
    assert "http://blog.example/repo/2026/09/03/ai-daily/" in str(post)
    page = (forge.live / EDITION).read_text(encoding="utf-8")
    assert '<link rel="canonical" href="http://blog.example/repo/2026/09/03/ai-daily/">' in page
    assert 'href="/' not in page
    assert not list(forge.live.rglob("*.told.json"))
    for secret in forge.secrets.values():
        assert secret not in first.printed + first.summary
    again = forge.run("schedule")
    assert results(again) == {"edition": "success"}, again.printed
    assert len(on_main(forge)) == 3
    assert len(channel.chat) == 1


def test_what_was_not_deployed_is_caught_up_with(forge: Forge) -> None:
    """An edition that is committed and not online is built and deployed by the second run, not made anew."""
    forge.run("schedule")
    shutil.rmtree((forge.live / EDITION).parent)
    again = forge.run("schedule")
    assert results(again) == DONE
    assert (forge.live / EDITION).exists()
    assert len(on_main(forge)) == 3


def test_a_dead_morning_keeps_the_site_and_ends_red(forge: Forge) -> None:
    """Where no source answers, what there is is deployed again, and the summary says why."""
    forge.run("schedule")
    before = {path.relative_to(forge.live) for path in forge.live.rglob("*.html")}
    forge.environment["SOURCE_DATE_EPOCH"] = str(MORNING + 40 * DAY)
    run = forge.run("schedule")
    assert results(run) == {**DONE, "edition": "failure"}, run.printed
    assert run.red
    assert "exit code 3" in run.summary
    assert "no edition for 2026-10-13" in run.summary
    assert before <= {path.relative_to(forge.live) for path in forge.live.rglob("*.html")}
    assert len(on_main(forge)) == 3


def test_a_held_edition_waits_in_a_pull_request(forge: Forge, claude: ScriptedClaude) -> None:
    """With the reasons in its text; the site stays without it, and the second run opens no other."""
    claude.enqueue(*[Status(401)] * 4)
    run = forge.run("schedule")
    assert results(run) == DONE, run.printed
    assert on_main(forge) == ["Begin"]
    assert not (forge.live / EDITION).exists()
    assert (forge.notes / "opened").read_text(encoding="utf-8") == "edition/2026-09-03\n"
    body = (forge.notes / "body").read_text(encoding="utf-8")
    assert "    held: " in body
    assert "findings" in body
    assert "status: draft" in forge.git("show", f"edition/2026-09-03:{ARTICLE}")
    forge.run("schedule")
    assert (forge.notes / "opened").read_text(encoding="utf-8") == "edition/2026-09-03\n"


def test_a_merged_edition_is_deployed(forge: Forge, claude: ScriptedClaude, tmp_path: Path) -> None:
    """An editor publishes on the branch and merges: the push builds and deploys, and files nothing."""
    claude.enqueue(*[Status(401)] * 4)
    forge.run("schedule")
    work = tmp_path / "editor"
    forge.git("clone", "--quiet", "--branch", "edition/2026-09-03", forge.remote, work)
    article = work / ARTICLE
    article.write_text(
        article.read_text(encoding="utf-8").replace("status: draft", "status: published"), encoding="utf-8"
    )
    forge.commit(work, "Publish")
    forge.git("push", "--quiet", "origin", "HEAD:main", cwd=work)
    run = forge.run("push")
    assert results(run) == dict.fromkeys(("site", "deploy", "tell"), "success"), run.printed
    assert (forge.live / EDITION).exists()


def test_a_lost_page_stops_the_deploy(forge: Forge, tmp_path: Path) -> None:
    """A pushed change of an edition's address is not deployed: readers' links would die."""
    forge.run("schedule")
    work = tmp_path / "editor"
    forge.git("clone", "--quiet", forge.remote, work)
    article = work / ARTICLE
    text = article.read_text(encoding="utf-8")
    assert "slug: ai-daily" in text
    article.write_text(text.replace("slug: ai-daily", "slug: other"), encoding="utf-8")
    forge.commit(work, "Rename")
    forge.git("push", "--quiet", "origin", "main", cwd=work)
    run = forge.run("push")
    assert results(run) == {"site": "failure"}
    assert "it was online and is lost" in run.printed
    assert (forge.live / EDITION).exists()


def test_a_silent_channel_costs_the_post_only(forge: Forge, channel: ScriptedBotApi) -> None:
    """The site is deployed and the run ends red; what nobody knows to have arrived is not sent again."""
    channel.enqueue(Drop())
    run = forge.run("schedule")
    assert results(run) == {**DONE, "tell": "failure"}, run.printed
    assert (forge.live / EDITION).exists()
    assert on_main(forge)[0] == "Note what was told"
    posts = len(channel.history)
    assert results(forge.run("push"))["tell"] == "failure"
    assert len(channel.history) == posts


def test_an_editor_who_pushes_meanwhile_loses_nothing(forge: Forge, tmp_path: Path) -> None:
    """The commit of an edition is put on top of theirs."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for work in (ours, theirs):
        forge.git("clone", "--quiet", forge.remote, work)
    (theirs / "README.md").write_text("by hand\n", encoding="utf-8")
    forge.commit(theirs, "By hand")
    forge.git("push", "--quiet", "origin", "main", cwd=theirs)
    (ours / "content" / "new.txt").write_text("x\n", encoding="utf-8")
    for key in ("user.name", "user.email"):
        forge.git("config", key, "x", cwd=ours)
    script = ours / ".github" / "push-content.sh"
    subprocess.run([script, "Edition"], cwd=ours, env={"BRANCH": "main", "PATH": "/usr/bin:/bin"}, check=True)
    assert on_main(forge) == ["Edition", "By hand", "Begin"]


@pytest.mark.parametrize("inputs", [{"date": "2026-09-03", "drafter": "extract", "edition": True}])
def test_a_morning_by_hand(forge: Forge, claude: ScriptedClaude, inputs: dict[str, object]) -> None:
    """Started by a person with a date and a drafter, whatever the clock says."""
    forge.environment["SOURCE_DATE_EPOCH"] = str(MORNING + 3 * DAY)
    run = forge.run("workflow_dispatch", **inputs)
    assert results(run) == DONE, run.printed
    assert claude.history == []
    assert (forge.live / EDITION).exists()
