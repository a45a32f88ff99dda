"""One build: what was kept, what is known of this one, what is to be kept."""

from __future__ import annotations

import logging
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.contents import Content

from .digest import digest, of_file
from .fingerprint import Unknown, canonical, fingerprint, of_theme
from .linear import straighten
from .moved import Moved
from .now import Now
from .outputs import Outputs
from .products import Products
from .progress import progress
from .questions import TracedDict, TracedList
from .reading import KeptReaders
from .shapes import Shapes
from .store import Page, Store
from .trace import Doubt, written
from .watching import begin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Pattern

logger = logging.getLogger(__name__)

_CACHE = ".cache/fast-build"
# the files that texts link to, which Pelican collects for itself, and where each page's links begin
_PELICANS = frozenset({"static_links", "localsiteurl"})


class Build:
    """The build that is under way."""

    progress = staticmethod(progress)

    def __init__(self, settings: dict[str, Any], plugins: list[Any]) -> None:
        """Open what was kept for the output folder, if it was made with the same settings, code and theme."""
        self.settings = settings
        output = Path(settings["OUTPUT_PATH"])
        begin(str(output.absolute()))
        self.store = Store(
            Path(os.environ.get("FAST_BUILD_CACHE") or settings.get("FAST_BUILD_CACHE") or _CACHE), output
        )
        self.fingerprint = self._fingerprint(settings, plugins)
        self.theme = of_theme(settings)
        self.texts = self.store.texts()
        self.used: set[str] = set()
        self.pages: dict[str, Page] = self.store.pages()
        self.shapes = Shapes(self.store.note("shapes"))
        self.moved = Moved(self.store.note("contents"), self.shapes)
        self.outputs = Outputs(output, self.pages)
        self.now = Now({}, {})
        # a list of the context by its id; it is held, or another list would get its id
        self._traced: dict[int, tuple[Any, TracedList]] = {}
        self.context: dict[str, Any] = {}
        self._asked: dict[str, Any] = {}
        self._known_context: dict[str, Any] = {}
        self._rest: list[str] = []
        self.new_texts = self.new_pages = 0
        self._folders: dict[str, str] = {}
        self._hashes: dict[str, str] = {}
        self.products = Products(self)

    @staticmethod
    def _fingerprint(settings: dict[str, Any], plugins: list[Any]) -> str:
        try:
            return fingerprint(settings, plugins)
        except Unknown as error:
            logger.info(
                "fast_build: everything is rendered again, for a setting cannot be compared: %s", error
            )
            import uuid

            return digest(uuid.uuid4().hex)

    def quicken(self, generator: Any) -> None:
        """Let a generator read what was kept."""
        generator.readers = readers = KeptReaders(
            generator.readers, self, str(Path(generator.path).absolute())
        )
        original = generator.get_files

        def get_files(paths: Any, exclude: Any = None, extensions: Any = None) -> Any:
            files = original(paths, exclude, extensions)
            if extensions is None:
                readers.prepare(files)
            return files

        generator.get_files = get_files
        if hasattr(generator, "articles"):
            straighten(generator)

    def copy_less(self, generator: Any) -> None:
        """Let the generator of static files copy those only whose content is new."""
        original = generator._file_update_required  # noqa: SLF001

        def needed(static: Any) -> bool:
            if self.settings["STATIC_CREATE_LINKS"]:
                return bool(original(static))
            source = Path(generator.path, static.source_path)
            return not self.outputs.is_copy(static.save_as, self.file_hash(str(source)))

        generator._file_update_required = needed  # noqa: SLF001

    def is_unchanged(self, folder: str, key: str) -> bool:
        """Say whether a folder of the output is as it was made under a key; then it stays."""
        self._folders[folder] = key
        return self.store.note(f"folder {folder}") == key and self.outputs.leave_below(folder)

    def trace_context(self, context: dict[str, Any]) -> None:
        """Let the lists and dicts that are in the context beside settings note what is asked of them."""
        values: dict[str, Any] = {}
        for name, value in context.items():
            if name in self.settings and self.settings[name] is value:
                continue
            if isinstance(value, list):
                values[name] = TracedList(name, value)
                self._traced[id(value)] = (value, values[name])
            elif isinstance(value, dict):
                values[name] = TracedDict(name, value)
        context.update(values)
        self.context, self._asked = context, values
        self.now = Now(context["generated_content"], values)

    def leave(self, folder: str) -> None:
        """Let a folder stay as it is although it could not be made; the next build tries again."""
        self._folders[folder] = ""
        self.outputs.leave_below(folder)

    def rest_of(self, context: dict[str, Any]) -> list[str]:
        """Write what is in a context beside settings and what can be asked. Raises Doubt."""
        if not dict.__eq__(context, self._known_context):
            settings, asked = self.settings, self._asked
            rest = [
                f"{name} {self._written(value)}"
                for name, value in dict.items(context)
                if settings.get(name, self) is not value
                and asked.get(name, self) is not value
                and name not in _PELICANS
            ]
            self._known_context, self._rest = dict(context), rest
        return self._rest

    def _written(self, value: Any) -> str:
        try:
            return written(value)
        except Doubt:
            try:
                return canonical(value)
            except Unknown as error:
                raise Doubt(str(error)) from error

    def traced(self, values: Any) -> TracedList | None:
        """Return what stands for a list of the context, None for another list."""
        found = self._traced.get(id(values))
        return found[1] if found else None

    def file_hash(self, path: str) -> str:
        """Hash a source file, once a build."""
        found = self._hashes.get(path)
        if found is None:
            found = self._hashes[path] = of_file(path)
        return found

    def empty_alt(self, content: str) -> bool:
        """Say whether Pelican would warn of pictures without a description."""
        return 'alt=""' in content or "alt=''" in content

    @cached_property
    def _links(self) -> Pattern[str]:
        pattern: Pattern[str] = Content._get_intrasite_link_regex(self)  # noqa: SLF001
        return pattern

    def links_in(self, content: str) -> str:
        """Return the places of a text that lead to other contents."""
        return "\n".join(found[0] for found in self._links.finditer(content))

    def announce(self, names: Iterable[str]) -> None:
        """Write down which files will be new: the next build has to know them if this one is killed."""
        self.store.put_pages((name, Page("", -1, 0, "")) for name in names if name not in self.pages)
        self.store.commit()

    def finish(self) -> None:
        """Remove what this build has no longer made, and keep what it has."""
        pages = self.outputs.finish()
        logger.info(
            "fast_build: %d of %d texts and %d of %d pages are new",
            self.new_texts,
            len(self.used),
            self.new_pages,
            sum(1 for page in pages.values() if page.trace),
        )
        gone = [name for name in self.pages if name not in pages]
        self.store.put_pages((name, page) for name, page in pages.items() if self.pages.get(name) != page)
        self.store.forget("page", "name", gone)
        unused = [name for name in self.texts if name not in self.used]
        self.store.forget("text", "path", unused)
        self.store.forget("product", "path", unused)
        self.products.save()
        for folder, key in self._folders.items():
            self.store.put_note(f"folder {folder}", key)
        self.store.put_note("contents", self.moved.dump(self.now))
        self.store.put_note("shapes", self.shapes.dump())
        self.store.close()
