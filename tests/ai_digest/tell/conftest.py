"""A site with one published edition, a scripted Bot API, and a bot that does not really wait."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from PIL import Image

from ai_digest import announce, verify
from ai_digest.cli import main
from ai_digest.config import load_settings
from ai_digest.file.evidence import record, to_json
from ai_digest.file.shelf import Shelf
from ai_digest.tell import Bot, Telegram
from ai_digest.tell.record import ChannelRecord, read_told
from tests.bot_api import CHAT, TOKEN, ScriptedBotApi
from tests.evidence.conftest import edition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from ai_digest.config import Settings

DAY = dt.date(2026, 9, 3)
NOW = dt.datetime(2026, 9, 3, 0, 30, tzinfo=dt.UTC)
PAGE = "https://example.org/paper/2026/09/03/ai-daily/"
POINTS = (
    "岚屿智能把「云鹤 2」输入价格下调 17%",
    "雁湖开馆，可容纳 90 人 🏛️",
    "Velmora 的 V6 降至 15,300 美元",
)
CONF = """
PATH = "content"
SITENAME = "AI 日报"
TIMEZONE = "Asia/Shanghai"
SITEURL = "https://example.org/paper"
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
"""


@dataclass
class Newsstand:
    """The site, its channel, and what can be done with both."""

    folder: Path
    api: ScriptedBotApi
    waited: list[float] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        """What the program knows of the site."""
        return load_settings(self.folder / "pelicanconf.py")

    @property
    def shelf(self) -> Shelf:
        """Its content folder."""
        return Shelf(self.folder / "content")

    @property
    def entry(self) -> ChannelRecord:
        """What the record says of the channel."""
        return read_told(self.shelf.told(DAY), DAY).channels.get(f"telegram {CHAT}", ChannelRecord())

    def bot(self, **changes: Any) -> Bot:
        """A bot that writes down how long it would have waited."""
        given = {"address": self.api.address, "sleep": self.waited.append}
        return Bot(TOKEN, **given | changes)

    def tell(self, bot: Bot | None = None, **answer: Any) -> announce.Outcome:
        """Tell the edition in the channel."""
        channels = [Telegram(CHAT, bot or self.bot())]
        given = announce.Answer(**answer)
        [outcome] = announce.announce(self.settings, DAY, channels, now=NOW, answer=given)
        return outcome

    def command(self, *arguments: str) -> Result:
        """Run `ai-digest tell` as a person does."""
        given = ["--settings", str(self.folder / "pelicanconf.py"), "tell", *arguments]
        return CliRunner().invoke(main, given)

    def write(
        self, *points: str, title: str = "瓶颈移向芯片", cover: str = "/images/covers/c.png", more: str = ""
    ) -> None:
        """File the edition anew."""
        summary = "\\n".join(f"- {point}" for point in points or POINTS)
        lines = [f'title: "{title}"', "date: 2026-09-03 07:30", f'summary: "{summary}"', "slug: ai-daily"]
        lines += ["edition: 2026-09-03", *([f'coverImage: "{cover}"'] if cover else []), more]
        path = self.shelf.article(DAY)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["---", *filter(None, lines), "---", f"# {title}", ""]), encoding="utf-8")

    def rest_on(self, **changes: Any) -> None:
        """Put evidence beside the edition."""
        made = record(edition(), "", figures=verify.figures, names=verify.names)
        self.shelf.evidence(DAY).parent.mkdir(parents=True, exist_ok=True)
        self.shelf.evidence(DAY).write_bytes(to_json(made.model_copy(update=changes)))

    def draw(self, size: tuple[int, int] = (120, 63), name: str = "c.png") -> bytes:
        """Put a cover into its place."""
        path = self.folder / "content" / "images" / "covers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = io.BytesIO()
        Image.new("1", size).save(picture, "PNG")
        path.write_bytes(picture.getvalue())
        return picture.getvalue()


@pytest.fixture
def api() -> Iterator[ScriptedBotApi]:
    """A Bot API with one empty channel."""
    with ScriptedBotApi() as scripted:
        yield scripted


@pytest.fixture
def stand(tmp_path: Path, api: ScriptedBotApi) -> Newsstand:
    """An edition that is published and not told yet."""
    (tmp_path / "pelicanconf.py").write_text(CONF, encoding="utf-8")
    made = Newsstand(tmp_path, api)
    made.draw()
    made.write()
    return made


@pytest.fixture
def set_up(stand: Newsstand, monkeypatch: pytest.MonkeyPatch) -> Newsstand:
    """The same with the environment set up, for the command."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_CHAT_ID", CHAT)
    monkeypatch.setenv("TELEGRAM_API_URL", stand.api.address)
    return stand
