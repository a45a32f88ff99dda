"""The writer of a preview: the page of an article that is as it was stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican.writers import Writer

_written: dict[str, object] = {}


class PreviewWriter(Writer):  # type: ignore[misc]  # Pelican publishes no types
    """Writes lists always, articles only if they, their neighbours or the theme are new."""

    def write_file(self, name: str, template: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Write a page, or leave it as it is."""
        article = kwargs.get("article")
        if article is not None:
            now = _state(article, self.settings["THEME"])
            if _written.get(name) == now and (Path(self.output_path) / name).exists():
                return None
            _written[name] = now
        return super().write_file(name, template, context, *args, **kwargs)


def _state(article: Any, theme: str) -> object:
    """Return all that the page of an article shows, as far as it can change while a preview runs."""
    neighbours = tuple(
        (str(near.title), near.url)
        for near in (getattr(article, "prev_article", None), getattr(article, "next_article", None))
        if near
    )
    head = {name: str(value) for name, value in article.metadata.items()}
    templates = max((path.stat().st_mtime_ns for path in Path(theme).rglob("*.html")), default=0)
    return hash(article._content), head, neighbours, templates  # noqa: SLF001  before links are put in
