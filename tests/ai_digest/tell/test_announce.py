"""Which editions are told, with what words, and what the command says and exits with."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from ai_digest import announce
from ai_digest.announcement import announcement_of
from ai_digest.config import load_settings
from ai_digest.errors import UsageError
from ai_digest.model import Drafter
from tests.ai_digest.tell.conftest import CONF, DAY, NOW, PAGE, POINTS
from tests.ai_digest.tell.test_services import listening
from tests.bot_api import CHAT, TOKEN, Drop, Fail

if TYPE_CHECKING:
    from tests.ai_digest.tell.conftest import Newsstand


def test_the_command_tells_and_ends_with_0(set_up: Newsstand) -> None:
    """Once told, and told already: both are done."""
    done = set_up.command(str(DAY))
    assert (done.exit_code, done.output) == (0, f"{DAY} telegram {CHAT}: 1 message sent\n")
    done = set_up.command(str(DAY))
    assert (done.exit_code, done.output) == (0, f"{DAY} telegram {CHAT}: already told\n")
    assert len(set_up.api.chat) == 1


def test_without_a_date_the_edition_that_is_due_is_told(
    set_up: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in `run`: so that the scheduled job needs no date."""
    settings = set_up.settings
    monkeypatch.setattr(type(settings), "due_date", lambda _self, _now: DAY)
    assert set_up.command().exit_code == 0
    assert set_up.api.chat[1].text.endswith(PAGE)


def test_without_a_date_corrections_of_the_days_before_are_told_too(
    set_up: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The post of yesterday is edited; what was not told, or is in doubt, is left to a person."""
    set_up.command(str(DAY))
    set_up.write(more="corrections:\n  - 2026-09-04: 金额为 25 亿元")
    settings = set_up.settings
    monkeypatch.setattr(type(settings), "due_date", lambda _self, _now: DAY + dt.timedelta(days=2))
    done = set_up.command()
    assert done.exit_code == 0
    assert "the edition of 2026-09-05 is not out" in done.output
    assert "1 message edited" in done.output
    assert "更正（2026-09-04）：金额为 25 亿元" in set_up.api.chat[1].text
    set_up.write(title="另一个标题")
    monkeypatch.setenv("TELEGRAM_CHAT_ID", "@another")
    assert str(DAY) not in set_up.command().output
    assert len(set_up.api.history) == 2


def test_what_is_in_doubt_of_the_days_before_is_left_to_its_date(
    set_up: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A week of red jobs for one lost answer would be read by nobody."""
    set_up.api.enqueue(Drop())
    set_up.command(str(DAY))
    settings = set_up.settings
    monkeypatch.setattr(type(settings), "due_date", lambda _self, _now: DAY + dt.timedelta(days=1))
    assert str(DAY) not in set_up.command().output
    assert set_up.command(str(DAY)).exit_code == 3


def test_a_damaged_record_of_the_days_before_does_not_stop_todays_post(
    set_up: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and ends with 3; today's edition is told."""
    yesterday = set_up.shelf.told(DAY - dt.timedelta(days=1))
    yesterday.parent.mkdir(parents=True)
    yesterday.write_text("{", encoding="utf-8")
    settings = set_up.settings
    monkeypatch.setattr(type(settings), "due_date", lambda _self, _now: DAY)
    done = set_up.command()
    assert done.exit_code == 3
    assert "take it back from git" in done.stderr
    assert len(set_up.api.chat) == 1


def test_without_a_channel_nothing_is_to_do(stand: Newsstand) -> None:
    """A site that is told nowhere is no failure; what to set is said, whatever the edition."""
    done = stand.command("2020-01-01")
    assert done.exit_code == 0
    assert "no channel is set up" in done.output
    assert "TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID" in done.output


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"TELEGRAM_BOT_TOKEN": TOKEN}, "TELEGRAM_BOT_TOKEN is set and no chat"),
        ({"TELEGRAM_CHAT_ID": CHAT}, "is set and no bot"),
        ({"TELEGRAM_BOT_TOKEN": "12:kurz/geheim", "TELEGRAM_CHAT_ID": CHAT}, "is no bot token"),
        ({"AI_DIGEST_APPRISE_URLS": "json://127.0.0.1 geheim://geheim"}, "apprise does not know address 2"),
    ],
)
def test_half_of_a_set_up_is_wrong_use(
    stand: Newsstand, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    """Exit code 2, what is missing, no secret, and nothing sent."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    done = stand.command(str(DAY))
    assert done.exit_code == 2
    assert said in done.output
    assert "geheim" not in done.output
    assert not stand.api.history


def test_a_failure_ends_with_3(set_up: Newsstand) -> None:
    """Not told, or unclear: the job sees it, and the site is not touched."""
    set_up.api.enqueue(Drop())
    done = set_up.command(str(DAY))
    assert done.exit_code == 3
    assert "the answer broke off" in done.stderr
    assert "the site is not touched by that" in done.stderr
    assert set_up.command(str(DAY)).exit_code == 3
    assert set_up.command(str(DAY), "--again").exit_code == 0
    assert len(set_up.api.chat) == 1


def test_sent_takes_a_message_for_sent(set_up: Newsstand) -> None:
    """With its number it can be edited later."""
    set_up.api.enqueue(Drop(accepted=True))
    set_up.command(str(DAY))
    assert set_up.command(str(DAY), "--sent", "--message", "1").exit_code == 0
    set_up.write(title="另一个标题")
    assert "1 message edited" in set_up.command(str(DAY)).output


@pytest.mark.parametrize(
    "options", [("--again", "--sent"), ("--dry-run", "--again"), ("--message", "3"), ("--message", "0")]
)
def test_options_that_do_not_go_together(set_up: Newsstand, options: tuple[str, ...]) -> None:
    """Wrong use; nothing is sent."""
    assert set_up.command(str(DAY), *options).exit_code == 2
    assert not set_up.api.history


def test_a_dry_run_shows_all_and_sends_nothing(stand: Newsstand) -> None:
    """The very texts, with their lengths as Telegram counts them; neither token nor chat is needed."""
    done = stand.command(str(DAY), "--dry-run")
    assert done.exit_code == 0
    assert "message 1 of 1: photo c.png with caption; 127 of 1024 characters" in done.output
    for line in (*(f"• {point}" for point in POINTS), PAGE, "(entities: bold 0+6, text_link 81+46)"):
        assert line in done.output
    assert not stand.api.history
    assert not stand.shelf.told(DAY).exists()


def test_a_dry_run_tells_an_edit_from_a_message(set_up: Newsstand) -> None:
    """After a first post it says what a second run would do."""
    set_up.command(str(DAY))
    assert "already told" in set_up.command(str(DAY), "--dry-run").output
    set_up.write(title="另一个标题")
    assert "photo, an edit of message 1" in set_up.command(str(DAY), "--dry-run").output
    assert set_up.api.methods == ["sendPhoto"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("status: draft", "has the status 'draft'"),
        ("status: hidden", "has the status 'hidden'"),
        ("corrections:\n  - unlesbar", "corrections: 'unlesbar' cannot be read"),
    ],
)
def test_what_is_not_out_is_not_told(set_up: Newsstand, more: str, why: str) -> None:
    """A draft, a hidden page, a mistake in the front matter: wrong use, with the reason."""
    set_up.write(more=more)
    done = set_up.command(str(DAY))
    assert done.exit_code == 2
    assert why in done.output
    assert not set_up.api.history


def test_a_held_edition_is_not_told(set_up: Newsstand) -> None:
    """The reasons for which it waits are said."""
    set_up.rest_on(held=("少于五条",))
    set_up.write(more="status: draft")
    done = set_up.command(str(DAY))
    assert done.exit_code == 2
    assert f"the edition of {DAY} is held, so it is not told: 少于五条" in done.output


def test_an_edition_that_is_not_there_is_not_told(set_up: Newsstand) -> None:
    """No article of that date."""
    done = set_up.command("2020-01-01")
    assert done.exit_code == 2
    assert "no edition of 2020-01-01" in done.output


def test_tomorrows_edition_is_not_told(stand: Newsstand) -> None:
    """Production builds leave it out, so its page would not be there."""
    with pytest.raises(UsageError, match="its date 2026-09-03 is still to come"):
        announcement_of(stand.settings, DAY, NOW.replace(day=1))


def test_an_extract_is_told_as_one(stand: Newsstand) -> None:
    """自动摘录 stands below the title, in italics."""
    stand.rest_on(drafter=Drafter.EXTRACT)
    stand.tell()
    assert stand.api.chat[1].text.splitlines()[:2] == ["瓶颈移向芯片", "自动摘录"]
    assert {"type": "italic", "offset": 7, "length": 4} in stand.api.chat[1].entities


def test_the_page_needs_an_address(stand: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    """No SITEURL, or one of this machine: no post; the environment's counts where the settings have none."""
    conf = stand.folder / "pelicanconf.py"
    for site in ("", "http://localhost:8000", "http://127.0.0.1/blog", "you.github.io/blog", "https://"):
        conf.write_text(CONF.replace("https://example.org/paper", site), encoding="utf-8")
        with pytest.raises(UsageError, match="SITEURL is"):
            announcement_of(load_settings(conf), DAY, NOW)
    conf.write_text(CONF.replace("https://example.org/paper", ""), encoding="utf-8")
    monkeypatch.setenv("SITEURL", "https://example.org/paper/")
    assert announcement_of(load_settings(conf), DAY, NOW).page == PAGE


def test_points_are_plain_text_on_one_line(stand: Newsstand) -> None:
    """Markup, escapes, line breaks and unseen characters of the summary do not reach a channel."""
    stand.write("**粗体** 与 [链接](https://x.example)", "C\\\\* &lt;b&gt;", "看\u202e不\u200b见")
    assert announcement_of(stand.settings, DAY, NOW).points == ("粗体 与 链接", "C* <b>", "看不见")


def test_the_language_of_the_article_is_that_of_the_post(stand: Newsstand) -> None:
    """An English edition is corrected in English."""
    stand.write(more="lang: en\ncorrections:\n  - 2026-09-04: It is 25 billion")
    assert announcement_of(stand.settings, DAY, NOW).corrections == (
        "Correction (2026-09-04): It is 25 billion",
    )


def test_settings_of_the_chat_and_the_api(stand: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may stand in the settings, the number as a number; the environment counts before them."""
    conf = stand.folder / "pelicanconf.py"
    conf.write_text(f"{CONF}AI_DIGEST_TELEGRAM_CHAT = -100123\n", encoding="utf-8")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    [channel] = announce.channels_of(stand.settings)
    assert channel.name == "telegram -100123"
    monkeypatch.setenv("TELEGRAM_CHAT_ID", CHAT)
    [channel] = announce.channels_of(stand.settings)
    assert channel.name == f"telegram {CHAT}"
    conf.write_text(f"{CONF}AI_DIGEST_TELEGRAM_CHAT = 'my channel'\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"AI_DIGEST_.*telegram_chat"):
        load_settings(conf)


@pytest.mark.parametrize(
    "damage", ["{", '{"version": 2, "edition": "2026-09-03"}', '{"edition": "2026-09-02"}']
)
def test_a_damaged_record_stops_everything(set_up: Newsstand, damage: str) -> None:
    """Without knowing what was told, nothing is told; the record is not touched."""
    set_up.shelf.told(DAY).parent.mkdir(parents=True)
    set_up.shelf.told(DAY).write_text(damage, encoding="utf-8")
    done = set_up.command(str(DAY))
    assert done.exit_code == 2
    assert "take" in done.output
    assert "back from git" in done.output
    assert set_up.shelf.told(DAY).read_text(encoding="utf-8") == damage
    assert not set_up.api.history


def test_the_record_has_what_a_later_run_needs(set_up: Newsstand) -> None:
    """State, kind, hash and number of each message, by channel; and it is no evidence."""
    set_up.command(str(DAY))
    record = json.loads(set_up.shelf.told(DAY).read_text(encoding="utf-8"))
    assert (record["version"], record["edition"]) == (1, "2026-09-03")
    [message] = record["channels"][f"telegram {CHAT}"]["messages"]
    assert (message["state"], message["kind"], message["id"]) == ("sent", "photo", 1)
    assert not [*set_up.shelf.evidences()]


def test_a_full_disk_stops_before_the_post(set_up: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be recorded is not sent."""

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device", "x.told.json")

    monkeypatch.setattr("ai_digest.tell.record.write_atomic", full)
    done = set_up.command(str(DAY))
    assert done.exit_code == 3
    assert "No space left on device" in done.output
    assert not set_up.api.history


def test_one_channel_that_fails_stops_no_other(set_up: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram refuses, the service is told; the next run asks Telegram only."""
    set_up.api.enqueue(Fail(403, "bot was kicked from the channel chat"))
    with listening() as service:
        monkeypatch.setenv("AI_DIGEST_APPRISE_URLS", service.url)
        first = set_up.command(str(DAY))
        assert first.exit_code == 3
        assert "403 Forbidden" in first.stderr
        assert "1 message sent" in first.stdout
        assert set_up.command(str(DAY)).exit_code == 0
        assert len(service.got) == len(set_up.api.chat) == 1
