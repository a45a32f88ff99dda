"""Plays GitHub's runner on this machine: the jobs of a workflow, with their real shell steps.

The remote is a bare repository on disk, the cache and the deployed site are folders; the actions that others
wrote are played by what they do. `gh` is a script that notes down what it was asked.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.newsroom import ROOT
from tests.workflow.expressions import filled, holds

WORKFLOW = ROOT / ".github" / "workflows" / "daily.yml"
SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
GH = """#!/usr/bin/env bash
[ "$1 $2" = "pr create" ] || exit 0
while [ $# -gt 0 ]; do
  case $1 in --head) head=$2 ;; --body-file) cp "$2" "$GH_NOTES/body" ;; esac
  shift
done
echo "$head" >> "$GH_NOTES/opened"
"""


@dataclass
class Run:
    """What came of a run: how each job ended, what was written to the summary, what was printed."""

    results: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    printed: str = ""

    @property
    def red(self) -> bool:
        """Whether the run counts as failed."""
        return "failure" in self.results.values()


@dataclass
class Forge:
    """The repository, its settings, and what it keeps between runs, below one folder."""

    folder: Path
    address: str
    secrets: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    runs: int = 0

    @property
    def remote(self) -> Path:
        """Return the bare repository."""
        return self.folder / "remote.git"

    @property
    def live(self) -> Path:
        """Return the folder of the deployed site."""
        return self.folder / "live"

    @property
    def notes(self) -> Path:
        """Return where `gh` notes what it was asked."""
        return self.folder / "gh"

    def found(self) -> None:
        """Make the repository of the project as it stands here, with a sources file of its own."""
        work = self.folder / "first"
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
        )
        for name in listed.stdout.decode().rstrip("\0").split("\0"):
            if name.startswith(("tests/", "docs/", "demo/")) or not (ROOT / name).is_file():
                continue
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, work / name)
        shutil.copy(self.folder / "sources.toml", work)
        for path in (self.notes, self.folder / "bin"):
            path.mkdir()
        gh = self.folder / "bin" / "gh"
        gh.write_text(GH, encoding="utf-8")
        gh.chmod(0o755)
        self.git("init", "--quiet", "--bare", "--initial-branch=main", self.remote, cwd=self.folder)
        self.git("init", "--quiet", "--initial-branch=main", ".", cwd=work)
        self.commit(work, "Begin")
        self.git("remote", "add", "origin", self.remote, cwd=work)
        self.git("push", "--quiet", "origin", "main", cwd=work)

    def commit(self, work: Path, message: str) -> None:
        """Commit everything in a work tree as an editor."""
        self.git("add", "--all", cwd=work)
        self.git("-c", "user.name=E", "-c", "user.email=e@example.org", "commit", "-qm", message, cwd=work)

    def git(self, *arguments: object, cwd: Path | None = None) -> str:
        """Run git and return what it printed."""
        command = ["git", *map(str, arguments)]
        done = subprocess.run(command, cwd=cwd or self.remote, capture_output=True, text=True, check=True)
        return done.stdout

    def run(self, event: str, **inputs: Any) -> Run:
        """Run the workflow for an event."""
        self.runs += 1
        run = Run()
        jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
        github = {
            "event_name": event, "ref": "refs/heads/main", "ref_name": "main", "token": "t0ken",
            "run_id": self.runs, "run_attempt": 1,
        }  # fmt: skip
        context = {
            "github": github,
            "inputs": inputs,
            "secrets": self.secrets,
            "vars": self.variables,
            "needs": {},
        }
        for name, job in jobs.items():
            needed = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
            failed = any(run.results[other] != "success" for other in needed)
            if not holds(job.get("if"), context, failed=failed):
                run.results[name] = "skipped"
            else:
                _Job(self, run, name, job, context).play()
            context["needs"].setdefault(name, {"outputs": {}})["result"] = run.results[name]
        return run


class _Job:
    """One job of a run, in a work tree of its own."""

    def __init__(
        self, forge: Forge, run: Run, name: str, job: dict[str, Any], context: dict[str, Any]
    ) -> None:
        self.forge, self.run, self.name, self.job = forge, run, name, job
        self.context = {**context, "steps": {}}
        self.shared = context
        self.work = forge.folder / "work" / name  # a runner has the same folder each time
        shutil.rmtree(self.work, ignore_errors=True)
        self.temporary = forge.folder / f"temporary-{forge.runs}-{name}"
        self.temporary.mkdir()
        self.actions = {
            "actions/checkout": self._checkout,
            "actions/setup-python": lambda _with: {},
            "actions/cache/restore": self._restore,
            "actions/cache/save": self._save,
            "actions/configure-pages": lambda _with: {"base_url": forge.address},
            "actions/upload-pages-artifact": self._upload,
            "actions/deploy-pages": self._deploy,
        }

    def play(self) -> None:
        """Play the steps in order; what failed skips those that do not ask for it."""
        failed = False
        for step in self.job["steps"]:
            if not holds(step.get("if"), self.context, failed=failed):
                continue
            outputs, ended_well = self._shell(step) if "run" in step else (self._act(step), True)
            failed |= not ended_well
            if "id" in step:
                self.context["steps"][step["id"]] = {"outputs": outputs}
        self.run.results[self.name] = "failure" if failed else "success"
        outputs = {key: filled(value, self.context) for key, value in self.job.get("outputs", {}).items()}
        self.shared["needs"][self.name] = {"outputs": outputs}

    def _act(self, step: dict[str, Any]) -> dict[str, str]:
        return self.actions[step["uses"].partition("@")[0]](step.get("with", {}))

    def _shell(self, step: dict[str, Any]) -> tuple[dict[str, str], bool]:
        outputs, summary = self.temporary / "outputs", self.temporary / "summary"
        outputs.write_text("", encoding="utf-8")
        summary.write_text("", encoding="utf-8")
        given = {key: filled(str(value), self.context) for key, value in step.get("env", {}).items()}
        own = {
            "GITHUB_OUTPUT": outputs, "GITHUB_STEP_SUMMARY": summary, "RUNNER_TEMP": self.temporary,
            "GH_NOTES": self.forge.notes, "HOME": self.forge.folder,
            "PATH": f"{self.forge.folder / 'bin'}:{os.environ['PATH']}",
        }  # fmt: skip
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "ANTHROPIC_"))
        }
        environment = {**kept, **self.forge.environment, **{k: str(v) for k, v in own.items()}, **given}
        done = subprocess.run(
            [*SHELL, "-c", step["run"]],
            cwd=self.work,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.run.printed += done.stdout + done.stderr
        self.run.summary += summary.read_text(encoding="utf-8")
        said = dict(re.findall(r"^([\w-]+)=(.*)$", outputs.read_text(encoding="utf-8"), re.MULTILINE))
        return said, done.returncode == 0

    def _checkout(self, _given: dict[str, Any]) -> dict[str, str]:
        self.forge.git("clone", "--quiet", "--branch", "main", self.forge.remote, self.work)
        (self.work / ".venv").symlink_to(Path(sys.prefix))
        for name in ("requirements.txt", "pyproject.toml"):  # older than the environment: nothing to install
            os.utime(self.work / name, (0, 0))
        return {}

    def _restore(self, given: dict[str, Any]) -> dict[str, str]:
        kept = self._kept(given)
        if kept.exists():
            shutil.copytree(kept, self.work / given["path"], dirs_exist_ok=True)
        return {}

    def _save(self, given: dict[str, Any]) -> dict[str, str]:
        if (self.work / given["path"]).exists():
            shutil.rmtree(self._kept(given), ignore_errors=True)
            shutil.copytree(self.work / given["path"], self._kept(given))
        return {}

    def _kept(self, given: dict[str, Any]) -> Path:
        return self.forge.folder / "kept" / given["path"].strip(".")

    def _upload(self, given: dict[str, Any]) -> dict[str, str]:
        shutil.copytree(self.work / given["path"], self.forge.folder / "artifact", dirs_exist_ok=False)
        return {}

    def _deploy(self, _given: dict[str, Any]) -> dict[str, str]:
        shutil.rmtree(self.forge.live, ignore_errors=True)
        (self.forge.folder / "artifact").rename(self.forge.live)
        return {"page_url": self.forge.address}
