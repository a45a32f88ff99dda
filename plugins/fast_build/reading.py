"""Reading: a file that is as it was is not rendered again; those that are new are rendered on all cores.

A text is kept under a key: the hash of its file, its path, its reader, and all that every text depends on. A
reader whose output depends on more says so by a method `depends_on(path)`, whose answer (a text, or None:
keep nothing) goes into the key. A text is not kept if reading it logged a warning, opened a second file, gave
metadata that `coding` cannot write, or if the file was saved meanwhile.
"""

from __future__ import annotations

import json
import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pelican.utils import SafeDatetime, posixize_path

from .coding import Decoder, NotKeepable, encode
from .contents import LazyText, kept
from .digest import ABSENT, HASH, digest, of_file
from .store import Text
from .watching import watching
from .workers import FEWEST, spread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .build import Build

logger = logging.getLogger(__name__)


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


class Rendered(NamedTuple):
    """A text as it was rendered now; `text` is None for one that may not be kept."""

    content: str
    metadata: Any
    text: Text | None


class KeptReaders:
    """Stands for Pelican's readers of a generator."""

    def __init__(self, readers: Any, build: Build, root: str) -> None:
        """`root` is the content folder."""
        self._readers, self._build, self._root = readers, build, root
        self._decoder = Decoder(readers.settings)
        for extension, reader in readers.readers.items():
            if extension not in {"static", ""}:
                readers.readers[extension] = _KeptReader(reader, self)

    def __getattr__(self, name: str) -> Any:
        """Give everything else as Pelican's readers do."""
        return getattr(self._readers, name)

    def read_file(self, base_path: str, path: str, content_class: Any = None, **options: Any) -> Any:
        """Read a file into a content whose text may be lazy."""
        return self._readers.read_file(base_path, path, content_class=kept(content_class), **options)

    def prepare(self, files: Iterable[str]) -> None:
        """Render the files that are new, side by side."""
        # as Pelican's readers name them
        paths = (os.path.abspath(os.path.join(self._root, name)) for name in sorted(files))  # noqa: PTH100, PTH118
        stale = [path for path in paths if self._is_stale(path)]
        if len(stale) < FEWEST:
            return
        self._build.store.commit()
        with self._build.progress("texts", len(stale)) as advance:
            for path, text in spread(stale, self._prepared, advance):
                if text is not None:
                    self._keep(self._name(path), text)
        self._build.store.commit()

    def _is_stale(self, path: str) -> bool:
        reader = self._reader(path)
        if reader is None:
            return False
        key = self._key(path, reader)
        known = self._build.texts.get(self._name(path))
        return key is not None and (known is None or known[0] != key)

    def _prepared(self, path: str) -> Text | None:
        """Render a text in a process of its own; None for one that its own reading has to give."""
        reader = self._reader(path)
        return self._render(path, reader, self._key(path, reader)).text

    def _keep(self, name: str, text: Text) -> None:
        self._build.new_texts += 1
        self._build.store.put_texts([(name, text)])
        self._build.texts[name] = (text.key, digest(text.html) + text.facts)

    def read(self, path: str, reader: Any) -> tuple[str, Any]:
        """Give a text and its metadata, kept or new."""
        name, key = self._name(path), self._key(path, reader)
        known = self._build.texts.get(name)
        if key is not None and known is not None and known[0] == key:
            found = self._kept(path, name, reader, known)
            if found is not None:
                return found
        rendered = self._render(path, reader, key)
        if rendered.text is None or key is None:
            return rendered.content, rendered.metadata
        self._keep(name, rendered.text)
        return self._kept(path, name, reader, self._build.texts[name]) or (
            rendered.content,
            rendered.metadata,
        )

    def _kept(self, path: str, name: str, reader: Any, known: tuple[str, str]) -> tuple[str, Any] | None:
        key, signed = known
        try:
            facts = json.loads(signed[HASH:])
            metadata = {of: self._decoder.decode(value) for of, value in facts["metadata"].items()}
        except (ValueError, KeyError, TypeError, IndexError):
            return None
        self._build.used.add(name)
        text = LazyText()
        text.key, text.links, text.metadata = key, facts["links"], metadata

        def load() -> str:
            html = self._build.store.html(name, key)
            return reader.read(path)[0] if html is None else html

        text.load = load
        # Pelican looks at the text itself for pictures without a description, and for its typography
        return (load() if facts["look"] or self._readers.settings["TYPOGRIFY"] else text), metadata

    def _render(self, path: str, reader: Any, key: str | None) -> Rendered:
        with watching() as watched:
            content, metadata = reader.read(path)
        others = watched.files - {str(Path(path).absolute())}
        changed = of_file(path) != self._build.file_hash(path)  # saved while it was read
        if key is None or watched.loud or others or changed or not isinstance(content, str):
            return Rendered(content, metadata, None)
        try:
            held = {of: encode(value) for of, value in metadata.items()}
        except NotKeepable as error:
            logger.debug("fast_build: %s is not kept: %s", path, error)
            return Rendered(content, metadata, None)
        look = "<img" in content and self._build.empty_alt(content)
        facts = {"metadata": held, "links": self._build.links_in(content), "look": look}
        return Rendered(content, metadata, Text(key, json.dumps(facts, ensure_ascii=False), content))

    def _key(self, path: str, reader: Any) -> str | None:
        file = self._build.file_hash(path)
        if file == ABSENT:
            return None
        asks = getattr(reader, "depends_on", None)
        more = asks(path) if asks else ""
        if more is None:
            return None
        kind = type(reader)
        return digest(
            self._build.fingerprint, self._name(path), file, f"{kind.__module__}.{kind.__qualname__}", more
        )

    def _reader(self, path: str) -> Any:
        found = self._readers.readers.get(os.path.splitext(path)[1][1:].lower())  # noqa: PTH122
        return found.reader if isinstance(found, _KeptReader) else None

    def _name(self, path: str) -> str:
        name: str = posixize_path(path.removeprefix(self._root + os.sep))
        return name


class _KeptReader:
    """Stands for one of Pelican's readers, under its name."""

    def __init__(self, reader: Any, readers: KeptReaders) -> None:
        self.reader, self._of = reader, readers
        self.__class__ = type(type(reader).__name__, (_KeptReader,), {})

    def __getattr__(self, name: str) -> Any:
        """Give everything else as the reader does."""
        return getattr(self.reader, name)

    def process_metadata(self, name: str, value: Any) -> Any:
        """Read a date as Pelican does; a plain one, as file names have it, without its parser."""
        if name == "date" and type(value) is str and (day := _DAY.fullmatch(value)):
            try:
                return SafeDatetime(*map(int, day.groups()))
            except ValueError:  # Pelican says what is wrong with it
                pass
        return self.reader.process_metadata(name, value)

    def read(self, path: str) -> tuple[str, Any]:
        """Read a file, or give what was kept of it."""
        return self._of.read(path, self.reader)
