"""`ai-digest doctor`: what is set up and what is not, from the project's own files, with no network."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ai_digest import doctor
from ai_digest.cli import main
from ai_digest.gather.health import Health
from ai_digest.model import SourceReport
from tests.bot_api import TOKEN
from tests.newsroom import ROOT, settings_in

if TYPE_CHECKING:
    from pathlib import Path

    from ai_digest.config import Settings

NOW = dt.datetime(2026, 9, 3, 0, 0, tzinfo=dt.UTC)
FEED = "https://heron.example/feed"
SOURCES = f'[[source]]\nname = "鹭报"\nurl = "{FEED}"\nlanguage = "zh"\nregion = "domestic"\n'


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a newsroom with one source."""
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    return settings_in(tmp_path, tmp_path / "sources.toml")


def found(settings: Settings, root: Path, subject: str) -> doctor.Diagnosis:
    """Return what is said of a subject."""
    [said] = [each for each in doctor.examine(settings, NOW, root) if each.subject == subject]
    return said


def workflow(root: Path, *crons: str) -> None:
    """Write a workflow with that schedule."""
    path = root / doctor.WORKFLOW
    path.parent.mkdir(parents=True)
    path.write_text("".join(f'    - cron: "{cron}"\n' for cron in crons), encoding="utf-8")


def test_every_line_can_be_read_by_a_program() -> None:
    """As JSON, with the same subjects as in words, and never with the key."""
    environment = {"ANTHROPIC_API_KEY": "sk-secret"}
    runner = CliRunner()
    said = runner.invoke(
        main, ["--settings", str(ROOT / "pelicanconf.py"), "doctor", "--json"], env=environment
    )
    diagnoses = json.loads(said.stdout)
    subjects = [each["subject"] for each in diagnoses]
    for subject in (
        "python",
        "packages",
        "cover font",
        "claude",
        "edition",
        "address",
        "git remote",
        "workflow",
    ):
        assert subject in subjects
    assert all(each["ok"] is not bool(each["advice"]) for each in diagnoses)
    assert "sk-secret" not in said.output


def test_a_schedule_in_time_is_told_in_the_sites_zone(settings: Settings, tmp_path: Path) -> None:
    """The workflow's times are UTC; an editor thinks in the zone of the site."""
    workflow(tmp_path, "37 23 * * *", "17 1 * * *")
    said = found(settings, tmp_path, "workflow")
    assert "07:37, 09:17 Asia/Shanghai" in said.state
    assert not said.advice


def test_a_schedule_before_the_editions_time_is_named(settings: Settings, tmp_path: Path) -> None:
    """It would file yesterday's edition each morning."""
    workflow(tmp_path, "0 22 * * *")
    assert "before the edition's time, 07:30" in found(settings, tmp_path, "workflow").advice


def test_a_remote_is_shown_without_its_secret(settings: Settings, tmp_path: Path) -> None:
    """A token in its address stays where it is; Pages follow from the repository's name."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    remote = "https://x:ghp_secret@github.com/you/blog.git"
    subprocess.run(["git", "-C", tmp_path, "remote", "add", "origin", remote], check=True)
    assert found(settings, tmp_path, "git remote").state == "https://github.com/you/blog.git"
    assert "https://you.github.io/blog" in found(settings, tmp_path, "address").state


def test_sources_that_fail_are_named(settings: Settings, tmp_path: Path) -> None:
    """From the record of the last runs; nothing is asked."""
    assert found(settings, tmp_path, "answers").state == "no source was asked yet"
    health = Health(settings.cache)
    silent, other = (
        SourceReport("鹭报", FEED, error="HTTP 503"),
        SourceReport("苇报", "https://reed.example/feed"),
    )
    for day in (1, 2):
        health.observe([silent, other], dt.date(2026, 9, day))
    health.save()
    said = found(settings, tmp_path, "answers")
    assert said.state.startswith(
        "0 of 1 answered when they were asked last; 鹭报 failed on 2 days since 2026-09-01"
    )
    assert said.advice


def test_a_channel_set_up_by_half_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is fine, one is named, and a chat without its bot is what a lost secret looks like."""
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_CHAT_ID", "AI_DIGEST_APPRISE_URLS"):
        monkeypatch.delenv(name, raising=False)
    assert not found(settings, tmp_path, "channels").advice
    monkeypatch.setenv("TELEGRAM_CHAT_ID", "@paper")
    assert "TELEGRAM_BOT_TOKEN" in found(settings, tmp_path, "channels").advice
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    said = found(settings, tmp_path, "channels")
    assert "@paper" in said.state
    assert TOKEN not in said.state + said.advice


def test_a_cache_that_slows_runs_down_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size is told always, what to do about it only then."""
    assert found(settings, tmp_path, "cache").state.startswith("0.0 MB in 0 files")
    settings.cache.mkdir()
    (settings.cache / "page").write_bytes(bytes(2000))
    monkeypatch.setattr(doctor, "MUCH", 1000)
    assert found(settings, tmp_path, "cache").advice == "run ai-digest tidy"
