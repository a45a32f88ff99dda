"""What time it is: the clock's, or what SOURCE_DATE_EPOCH says (https://reproducible-builds.org).

Commands and builds ask here once and hand the answer on; with the variable set, a morning can be repeated.
"""

from __future__ import annotations

import datetime as dt
import os

from ai_digest.errors import UsageError


def current_time() -> dt.datetime:
    """Return the moment of this run, in UTC. Raises UsageError for a variable that is no number."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return dt.datetime.now(dt.UTC)
    try:
        return dt.datetime.fromtimestamp(int(given), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH {given!r} is no number of seconds; unset it") from error
