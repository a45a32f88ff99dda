"""Whether asking once more can help, and after how long (RFC 9110 §10.2.3 and §15.6, RFC 6585 §4).

It can when the connection broke off, when a server is overloaded or being restarted (502, 503, 504), and when
it says itself when to come back. It cannot when nothing listens, when the answer is no HTTP, or when the time
is up already: a second wait would be as long.
"""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

import httpcore2

BUSY = frozenset({502, 503, 504})
TOO_MANY = 429
# what httpcore2 says when the other side hung up before or inside an answer
_HUNG_UP = ("Server disconnected", "peer closed connection")


def pause_after_status(status: int, retry_after: str, *, pause: float, now: dt.datetime) -> float | None:
    """Return the seconds to wait before asking once more, None if that would not help.

    `retry_after` is the header's text: seconds or a date; what cannot be read counts as "not soon".
    """
    if status not in BUSY and not (status == TOO_MANY and retry_after):
        return None
    return _seconds(retry_after, now) if retry_after else pause


def pause_after_error(error: Exception, *, pause: float) -> float | None:
    """Return the seconds to wait before asking once more, None if that would not help."""
    broken = isinstance(error, httpcore2.ReadError | httpcore2.WriteError)
    hung_up = isinstance(error, httpcore2.RemoteProtocolError) and str(error).startswith(_HUNG_UP)
    return pause if broken or hung_up else None


def _seconds(retry_after: str, now: dt.datetime) -> float | None:
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or dt.UTC) - now).total_seconds())
