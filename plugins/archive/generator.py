"""The pages of threads: the newest of them in one list, and a page for each."""

from __future__ import annotations

from typing import Any

from pelican.generators import Generator

from seo.site import site_of
from seo.texts import texts_for

LONGEST = 100  # threads in the list; the others are found from their stories


class ThreadsGenerator(Generator):  # type: ignore[misc]  # Pelican publishes no types
    """Writes `threads/` and a page below it for each thread."""

    def generate_output(self, writer: Any) -> None:
        """Write the pages. `listing` is the name and the description of a page for its head."""
        threads = self.context["threads"]
        texts = texts_for(site_of(self.settings).language)["threads"]
        described = texts["describe"].format(count=len(threads))
        shown = {"shown": threads[:LONGEST], "listing": (texts["title"], described)}
        self._write(writer, "threads/", "threads", **shown)
        for thread in threads:
            described = texts["describe_one"].format(name=thread.name, count=len(thread.steps))
            listing = (texts["of"].format(name=thread.name), described)
            self._write(writer, thread.url, "thread", thread=thread, listing=listing)

    def _write(self, writer: Any, url: str, template: str, **names: Any) -> None:
        page = self.get_template(template)
        options = {"relative_urls": self.settings["RELATIVE_URLS"], "url": url, "page_name": template}
        writer.write_file(f"{url}index.html", page, self.context, **options, **names)
