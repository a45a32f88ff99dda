"""The Nu checker of the W3C on every page and the style sheet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.site_check.result import Result
from tests.site_check.tools import NODE_MODULES, run

if TYPE_CHECKING:
    from tests.site_check.site import Site

JAR = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
SHOWN = 40
# it does not know these parts of CSS yet
_UNKNOWN_CSS = ("light-dark", "text-autospace", "color-mix", "text-size-adjust")


def check(site: Site) -> Result:
    """Count errors; what it only warns of is not counted."""
    command = ["java", "-jar", JAR, "--format", "json", "--errors-only", "--skip-non-html", site.output]
    done = run(command, ok=(0, 1))
    messages = json.loads(done.stderr or '{"messages": []}')["messages"]
    errors = [message for message in messages if not any(word in message["message"] for word in _UNKNOWN_CSS)]
    problems = [
        f"{message['url'].rpartition(str(site.output))[2]}:{message.get('lastLine', 1)}: {message['message']}"
        for message in errors[:SHOWN]
    ]
    return Result("Nu checker", f"{len(errors)} errors on {len(site.pages)} pages", problems)
