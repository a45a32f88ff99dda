"""Gold days: the project's own, and others in JSON.

A gold file is a JSON list, one item each: `id`, `title`, `title_translated` ("" if none), `url`, `source`,
`published_at` (ISO 8601), `story` (the id of the event).
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_digest.choose import group, may_merge
from ai_digest.write.merging import merge
from tests.builders import END, digest_of, item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ai_digest.model import Item

OWN = "day.tsv"


@dataclass(frozen=True, slots=True)
class Day:
    """The items of a day, their titles in the other language, and the story each belongs to, by id."""

    name: str
    items: tuple[Item, ...]
    translations: dict[str, str]
    stories: dict[str, str]

    def grouped(self, *, translated: bool) -> dict[str, str]:
        """Group the items as the program does; the story's id by the item's."""
        stories = group(self.items, self.translations if translated else None)
        return {item.id: story.id for story in stories for item in story.items}

    def merged(self) -> dict[str, str]:
        """Group the items, then merge by id what a scripted call to choose proposes: all that is one event.

        What the guards refuse stays apart, as in a run; so this is what a model that knows all could reach.
        """
        stories = {story.id: story for story in group(self.items)}
        proposals: defaultdict[str, list[str]] = defaultdict(list)
        for name, story in stories.items():
            told = Counter(self.stories[item.id] for item in story.items)
            proposals[told.most_common(1)[0][0]].append(name)
        merges = merge(stories, [names for names in proposals.values() if len(names) > 1], may_merge)
        return {item.id: story.id for story in merges.stories.values() for item in story.items}


def own_day(folder: Path) -> Day:
    """Read the project's own day."""
    with (folder / OWN).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if not row[0].startswith("#")]
    items, translations, stories = [], {}, {}
    for story, name, hours, title, translated in rows:
        link = f"https://{digest_of(name)}.example/{digest_of(title)}"
        found = item(title, of=source(name), hours=float(hours), link=link)
        items.append(found)
        translations[found.id] = translated
        stories[found.id] = story
    return Day("own", tuple(items), translations, stories)


def gold_days(folder: Path) -> Iterator[Day]:
    """Read the gold files of a folder, in order of their names."""
    for path in sorted(folder.glob("*.json")):
        rows = json.loads(path.read_text(encoding="utf-8"))
        yield Day(
            path.stem,
            tuple(map(_item, rows)),
            {row["id"]: row["title_translated"] for row in rows},
            {row["id"]: row["story"] for row in rows},
        )


def _item(row: dict[str, str]) -> Item:
    published = dt.datetime.fromisoformat(row["published_at"]).astimezone(END.tzinfo)
    midnight = row["published_at"][11:19] == "00:00:00"  # a day without a time is written so
    return item(
        html.unescape(html.unescape(row["title"])),
        of=source(row["source"]),
        id=row["id"],
        link=row["url"],
        published=published,
        day_only=midnight,
    )
