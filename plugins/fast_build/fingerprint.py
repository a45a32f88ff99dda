"""What everything depends on: Python, its packages, the plugins' code, the settings; pages also the theme.

Where any of these changes, all is rendered again. Code is hashed once a process, for a module that was
imported stays as it was however its file changes; settings and theme are hashed for each build.
"""

from __future__ import annotations

import datetime as dt
import json
import locale
import os
import re
import sys
import time
from functools import cache, partial
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from .digest import digest, of_file, of_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FORMAT = 1  # of what is kept; a change of this plugin's own code counts as one of a plugin's
# where things lie and how they are served says nothing of what a page shows
_OF_NO_EFFECT = frozenset(
    {
        "AUTORELOAD", "BIND", "CACHE_PATH", "DEBUG", "DELETE_OUTPUT_DIRECTORY", "FAST_BUILD_CACHE", "LISTEN",
        "LOG_FILTER", "OUTPUT_PATH", "OUTPUT_RETENTION", "PORT", "VERBOSITY",
    }
)  # fmt: skip


class Unknown(TypeError):  # noqa: N818  a verdict, not a failure
    """A value that cannot be compared with that of another build."""


def fingerprint(settings: Mapping[str, Any], plugins: Iterable[ModuleType]) -> str:
    """Hash all that every text depends on. Raises Unknown for a setting that cannot be compared."""
    return digest(_code(_places(settings, plugins)), _surroundings(), of_settings(settings))


def of_settings(settings: Mapping[str, Any]) -> str:
    """Hash the settings. Raises Unknown, with the name, for one that cannot be compared."""
    parts = []
    for name in sorted(set(settings) - _OF_NO_EFFECT):
        try:
            parts += [name, canonical(settings[name])]
        except Unknown as error:
            raise Unknown(f"{name}: {error}") from None
    return digest(*parts)


def canonical(value: Any) -> str:
    """Write a value so that equal ones of two builds are written alike. Raises Unknown."""
    if value is None or isinstance(value, str | int | float):
        return f"{type(value).__name__}:{value}"
    if isinstance(value, dict):
        pairs = [(canonical(key), canonical(of_key)) for key, of_key in value.items()]
        return f"dict:{json.dumps(pairs)}"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}:{json.dumps([canonical(one) for one in value])}"
    if isinstance(value, set | frozenset):
        return f"set:{json.dumps(sorted(canonical(one) for one in value))}"
    if isinstance(value, Path | dt.date | dt.timedelta | re.Pattern):
        return f"{type(value).__name__}:{value!s}"
    return _code_of(value)


def _code_of(value: Any) -> str:
    """Write code by the file it stands in, and what it was given."""
    if isinstance(value, partial):
        return f"partial:{canonical(value.func)}{canonical(value.args)}{canonical(value.keywords)}"
    if isinstance(value, FunctionType):
        held = [cell.cell_contents for cell in value.__closure__ or ()]
        given = canonical([held, value.__defaults__, value.__kwdefaults__])
        code = value.__code__
        return f"code:{value.__qualname__}:{code.co_firstlineno}:{of_file(code.co_filename)}:{given}"
    if isinstance(value, type | ModuleType):
        name = getattr(value, "__qualname__", value.__name__)
        module = sys.modules.get(getattr(value, "__module__", value.__name__))
        return f"code:{name}:{of_file(getattr(module, '__file__', None) or os.devnull)}"
    raise Unknown(f"a value of {type(value).__name__} cannot be compared")


def of_theme(settings: Mapping[str, Any]) -> str:
    """Hash what every page depends on besides: templates, and what lies beside them in the theme."""
    folders = [Path(settings["THEME"]), *map(Path, settings.get("THEME_TEMPLATES_OVERRIDES") or ())]
    return digest(*(of_files(_below(folder), folder) for folder in folders))


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _surroundings() -> str:
    """Tell what dates and names of months are written by."""
    return f"{locale.setlocale(locale.LC_ALL)} {time.tzname}"


def _places(settings: Mapping[str, Any], plugins: Iterable[ModuleType]) -> tuple[Path, ...]:
    """Return the folders and files with the plugins' code, but for installed packages: those go by version.

    Of a plugin's own folder all counts, of the folders in which plugins are looked for what is Python.
    """
    own = {Path(__file__).parent}
    for plugin in plugins:
        file = getattr(plugin, "__file__", None)
        if file and "site-packages" not in file:
            own.add(Path(file).parent if Path(file).name == "__init__.py" else Path(file))
    around = {path for folder in settings.get("PLUGIN_PATHS") or () for path in Path(folder).rglob("*.py")}
    return tuple(sorted({path.absolute() for path in own | around if "site-packages" not in path.parts}))


@cache
def _code(places: tuple[Path, ...]) -> str:
    """Hash Python, the names with versions of all installed packages, and the code of the plugins."""
    packages = sorted(name for folder in sys.path for name in _packages(folder))
    own = [of_files(_below(place), place) if place.is_dir() else of_file(place) for place in places]
    return digest(str(FORMAT), sys.version, *packages, *own)


def _packages(folder: str) -> Iterator[str]:
    try:
        return (name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
    except OSError:
        return iter(())
