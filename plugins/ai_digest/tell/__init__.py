"""Telling of an edition that is published: the same post to a Telegram channel and to other channels.

    post ─▶ parts, each within its limit ─▶ a request each, with a record before and behind it

The record decides: what is in it as sent is not sent again, what differs from it is edited, and what nobody
knows to have arrived waits for a person. This room knows neither articles nor settings; `announce` does.
"""

from __future__ import annotations

from ai_digest.tell.bot_api import Bot
from ai_digest.tell.channel import Channel
from ai_digest.tell.post import Post
from ai_digest.tell.record import Log, State, read_told
from ai_digest.tell.telegram import Telegram

__all__ = ["Bot", "Channel", "Log", "Post", "State", "Telegram", "read_told"]
