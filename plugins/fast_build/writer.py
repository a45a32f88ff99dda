"""The writer: a page whose trace holds is left as it is; the others are rendered on all cores.

Pages are collected while generators write them, and rendered when all have, side by side. A page that is
written after that is rendered at once.
"""

from __future__ import annotations

import json
import logging
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from pelican import signals
from pelican.paginator import Page as ListPage
from pelican.paginator import Paginator
from pelican.utils import get_relative_path, path_to_url, sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from .contents import unwatch, watch
from .digest import digest, of_file
from .questions import TracedList
from .trace import SEEN, Doubt, written
from .watching import watching
from .workers import FEWEST, spread

if TYPE_CHECKING:
    from .build import Build
    from .store import Page

logger = logging.getLogger(__name__)


class Job(NamedTuple):
    """A page to render."""

    name: str
    template: Any
    context: dict[str, Any]
    given: str  # what its generator gave, as a trace compares it; "" if that cannot be compared
    own: dict[str, TracedList]


class FastWriter(Writer):  # type: ignore[misc]  # Pelican publishes no types
    """Pelican's writer, but for pages."""

    build: Build

    def __init__(self, output_path: str, settings: Any = None) -> None:
        """Take Pelican's arguments."""
        super().__init__(output_path, settings)
        self._jobs: dict[str, Job] = {}
        self._late = False

    def write_file(  # noqa: PLR0917  the signature is Pelican's
        self,
        name: Any,
        template: Any,
        context: Any,
        relative_urls: bool = False,  # noqa: FBT001, FBT002
        paginated: Any = None,
        template_name: Any = None,
        override_output: bool = False,  # noqa: FBT001, FBT002
        url: Any = None,
        **kwargs: Any,
    ) -> None:
        """Write a page, or the pages of a list."""
        if not name:
            return
        options = {"relative": relative_urls, "override": override_output}
        if paginated is None:
            paginated = {key: value for key, value in kwargs.items() if key in {"articles", "dates"}}
        if not paginated or template_name not in self.settings["PAGINATED_TEMPLATES"]:
            self._take(str(name), template, context, kwargs, **options)
            return
        size = self.settings["PAGINATED_TEMPLATES"][template_name] or self.settings["DEFAULT_PAGINATION"]
        paginators = {key: Paginator(name, url, of, self.settings, size) for key, of in paginated.items()}
        for number in range(1, next(iter(paginators.values())).num_pages + 1):
            shown: dict[str, Any] = {}
            for key, paginator in paginators.items():
                shown |= {f"{key}_{part}": value for part, value in _pages(paginator, number).items()}
            save_as = shown[f"{next(iter(paginators))}_page"].save_as
            self._take(save_as, template, context, kwargs | shown, **options)

    def _take(
        self,
        name: str,
        template: Any,
        context: Any,
        kwargs: dict[str, Any],
        *,
        relative: bool,
        override: bool,
    ) -> None:
        """Leave a page as it is, or take it for rendering."""
        if not self._free(name, override=override):
            return
        local, own = self._local(context, name, kwargs, relative=relative)
        given = self._given(template, local, kwargs, context)
        job = Job(name, template, local, given, own)
        page = self._unchanged(job)
        if page is not None:
            self.build.outputs.leave(name, page)
        elif self._late:
            self._finish(job, self._render(job))
        else:
            self._jobs[name] = job

    def _free(self, name: str, *, override: bool) -> bool:
        """Say whether a file may be written: the rules, and the words, are those of Pelican's writer."""
        path = sanitised_join(self.output_path, name)
        if path in self._overridden_files:
            if override:
                raise FileOverwriteFailedError(f'Failed to overwrite "{path}" a second time')
            logger.info('Skipping "%s", not overwriting', path)
            return False
        if path in self._written_files and not override:
            raise FileOverwriteFailedError(
                f'Failed to overwrite "{path}": it was written before in this build'
            )
        if override:
            self._overridden_files.add(path)
        self._written_files.add(path)
        return True

    def _local(
        self, context: Any, name: str, kwargs: dict[str, Any], *, relative: bool
    ) -> tuple[dict[str, Any], dict[str, TracedList]]:
        """Return what the template gets, and of that the lists that are this page's own."""
        local = dict(dict.items(context))
        local["localsiteurl"] = local.get("localsiteurl")
        if relative:
            local["SITEURL"] = local["localsiteurl"] = path_to_url(get_relative_path(name))
        local["output_file"] = name
        own: dict[str, TracedList] = {}
        for key, value in kwargs.items():
            local[key] = value
            if isinstance(value, list):
                traced = self.build.traced(value)
                if traced is None:
                    traced = own[f"own {key}"] = TracedList(f"own {key}", value)
                local[key] = traced
        return local, own

    def _given(
        self, template: Any, local: dict[str, Any], kwargs: dict[str, Any], context: dict[str, Any]
    ) -> str:
        """Write what this page was given; lists and dicts of the context are asked instead."""
        build = self.build
        try:
            parts = [build.fingerprint, build.theme, local["output_file"], str(local["SITEURL"])]
            parts += [_template(template), build.file_hash(getattr(template, "filename", None) or os.devnull)]
            parts += [
                f"{key} {_shown(value)}" for key, value in kwargs.items() if not isinstance(value, list)
            ]
            parts += build.rest_of(context)
            return digest(*parts)
        except Doubt as doubt:
            logger.debug("fast_build: %s is rendered in every build: %s", local["output_file"], doubt)
            return ""

    def _unchanged(self, job: Job) -> Page | None:
        """Return what is known of a file that would come out as it is."""
        page = self.build.outputs.is_there(job.name)
        if page is None or not page.trace or not job.given:
            return None
        try:
            given, contents, questions, files, seen, answered = json.loads(page.trace)
            if given != job.given or self._ask_again(questions, files, job) != answered:
                return None
            build = self.build
            if build.moved.any(contents, build.now) and self._read_again(contents) != seen:
                return None
        except Exception:  # noqa: BLE001  whatever goes wrong in asking again is doubt
            return None
        build.moved.read(contents)
        return page

    def _read_again(self, contents: Any) -> str:
        """Read what a page's trace names of contents, as it is in this build."""
        now, shapes = self.build.now, self.build.shapes
        return digest(*(now.content(path, shapes.names(shape)) for path, shape in contents))

    def _ask_again(self, questions: Any, files: Any, job: Job) -> str:
        """Ask what else a page's trace names."""
        if not questions and not files:
            return ""
        answers = [self.build.now.answer(name, question, job.own) for name, question in questions]
        return digest(*answers, *map(self.build.file_hash, files))

    def flush(self) -> None:
        """Render all pages that were taken."""
        jobs, self._jobs, self._late = list(self._jobs.values()), {}, True
        self.build.announce(job.name for job in jobs)
        with self.build.progress("pages", len(jobs)) as advance:
            if len(jobs) < FEWEST or signals.content_written.receivers:
                for job in jobs:
                    self._finish(job, self._render(job))
                    advance()
                return
            self.build.store.commit()
            for job, result in spread(jobs, self._apart, advance):
                if result is None:
                    self._finish(job, self._render(job))
                else:
                    self.build.outputs.leave(job.name, self._traced(job, *result))

    def _apart(self, job: Job) -> Any:
        """Render and write a page in a process of its own; nothing for one that has to be heard."""
        text, reads, loud = self._render(job)
        if loud:
            return None
        return self.build.outputs.write(job.name, text.encode(), ""), reads

    def _render(self, job: Job) -> tuple[str, Any, bool]:
        """Return the text of a page, what it read, and whether the log heard of it."""
        self.build.context["localsiteurl"] = job.context["localsiteurl"]  # contents make their links by it
        with watching() as watched:
            SEEN.start()
            watch()
            try:
                text = job.template.render(job.context)
            finally:
                SEEN.stop()
                unwatch()
        files = [path for path in sorted(watched.files) if not self._is_of_all(path)]
        changed = any(
            of_file(path) != self.build.file_hash(path) for path in files
        )  # while the page was made
        return text, self._reads(files), watched.loud or changed

    def _reads(self, files: list[str]) -> Any:
        by_content: dict[str, set[str]] = {}
        for content, name in SEEN.contents:
            by_content.setdefault(content.relative_source_path, set()).add(name)
        return sorted(by_content.items()), sorted(SEEN.questions), files

    def _is_of_all(self, path: str) -> bool:
        """Say whether a file is part of what every page depends on, or was made by this build."""
        folders = (self.settings["THEME"], *self.settings["THEME_TEMPLATES_OVERRIDES"], self.output_path)
        return path.startswith(tuple(f"{os.path.abspath(folder)}{os.sep}" for folder in folders))  # noqa: PTH100

    def _finish(self, job: Job, rendered: tuple[str, Any, bool]) -> None:
        text, reads, loud = rendered
        page = self.build.outputs.write(job.name, text.encode(), "")
        if not loud:
            self.build.outputs.leave(job.name, self._traced(job, page, reads))
        path = sanitised_join(self.output_path, job.name)
        logger.info('Writing "%s"', path)
        signals.content_written.send(path, context=job.context)

    def _traced(self, job: Job, page: Page, reads: Any) -> Page:
        """Add the trace to what is known of a file, if it can be compared."""
        self.build.new_pages += 1
        if not job.given:
            return page
        contents, questions, files = reads
        shaped = [(path, self.build.shapes.number(names)) for path, names in contents]
        try:
            seen, answered = self._read_again(shaped), self._ask_again(questions, files, job)
        except Doubt as doubt:
            logger.debug("fast_build: %s is rendered in every build: %s", job.name, doubt)
            return page
        self.build.moved.read(shaped)
        return page._replace(trace=json.dumps([job.given, shaped, questions, files, seen, answered]))


def _pages(paginator: Paginator, number: int) -> dict[str, Any]:
    before = paginator.page(number - 1) if number > 1 else None
    after = paginator.page(number + 1) if number < paginator.num_pages else None
    return {
        "paginator": paginator,
        "page": paginator.page(number),
        "previous_page": before,
        "next_page": after,
    }


def _template(template: Any) -> str:
    """Name a template; what renders without being one of Jinja's is told by its class and what it holds."""
    name = getattr(template, "name", None)
    return str(name) if name else written(template)


def _shown(value: Any) -> str:
    if isinstance(value, Paginator):
        return f"{value.count} {value.num_pages} {value.per_page}"
    if isinstance(value, ListPage):
        return f"{value.number} {value.url} {value.save_as} {written(value.object_list)}"
    return written(value)
