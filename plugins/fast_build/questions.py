"""Lists and dicts of the context that note what is asked of them while a page is rendered.

A question is a line of text: `len`, `any`, `at 3`, `slice 0:5:None`, `key name`, or `all`. `answer` asks it
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .trace import SEEN, Doubt

if TYPE_CHECKING:
    from collections.abc import Callable


class TracedList(list[Any]):
    """A list that notes what is asked of it; what is not named here asks for all of it."""

    __slots__ = ("name",)
    __hash__ = None  # lists have none

    def __init__(self, name: str, values: Any) -> None:
        """`name` is what the context calls it."""
        super().__init__(values)
        self.name = name

    def __len__(self) -> int:
        """Ask for its length."""
        SEEN.ask(self.name, "len")
        return list.__len__(self)

    def __bool__(self) -> bool:
        """Ask whether there is anything in it."""
        SEEN.ask(self.name, "any")
        return list.__len__(self) > 0

    def __getitem__(self, place: Any) -> Any:
        """Ask for an entry, or a slice."""
        if isinstance(place, slice):
            SEEN.ask(self.name, f"slice {place.start}:{place.stop}:{place.step}")
        else:
            SEEN.ask(self.name, f"at {place}")
        return list.__getitem__(self, place)


class TracedDict(dict[Any, Any]):
    """A dict that notes what is asked of it; what is not named here asks for all of it."""

    __slots__ = ("default", "name")

    def __init__(self, name: str, values: Any) -> None:
        """`name` is what the context calls it."""
        super().__init__(values)
        self.name = name
        self.default: Callable[[], Any] | None = getattr(values, "default_factory", None)

    def __missing__(self, key: Any) -> Any:
        """Give what a defaultdict would have; Pelican's archives of an empty site are one."""
        if self.default is None:
            raise KeyError(key)
        return self.default()

    def __getitem__(self, key: Any) -> Any:
        """Ask for a value."""
        self._ask_for(key)
        return dict.__getitem__(self, key)

    def get(self, key: Any, default: Any = None) -> Any:
        """Ask for a value."""
        self._ask_for(key)
        return dict.get(self, key, default)

    def __contains__(self, key: object) -> bool:
        """Ask for a value."""
        self._ask_for(key)
        return dict.__contains__(self, key)

    def _ask_for(self, key: object) -> None:
        SEEN.ask(self.name, f"key {key}" if type(key) is str else "all")


def _asking_all(kind: type, name: str) -> Callable[..., Any]:
    original = getattr(kind, name)

    def method(self: Any, *args: Any) -> Any:
        SEEN.ask(self.name, "all")
        return original(self, *args)

    return method


for _name in (
    "__iter__",
    "__reversed__",
    "__contains__",
    "__eq__",
    "__ne__",
    "__add__",
    "__mul__",
    "index",
    "count",
    "copy",
):
    setattr(TracedList, _name, _asking_all(list, _name))
for _name in (
    "__iter__",
    "__reversed__",
    "__len__",
    "__eq__",
    "__ne__",
    "__or__",
    "keys",
    "values",
    "items",
    "copy",
):
    setattr(TracedDict, _name, _asking_all(dict, _name))


def answer(values: Any, question: str) -> Any:
    """Ask a list or dict a question again, unnoted. Raises Doubt for one that has no answer."""
    kind, _, rest = question.partition(" ")
    everything: list[Any] = [*dict.items(values)] if isinstance(values, dict) else [*list.__iter__(values)]
    try:
        found = _found(kind, rest, everything, values)
    except (LookupError, TypeError, ValueError) as error:
        raise Doubt(str(error)) from error
    return found


def _found(kind: str, rest: str, everything: list[Any], values: Any) -> Any:
    if kind == "len":
        return len(everything)
    if kind == "any":
        return bool(everything)
    if kind == "at":
        return everything[int(rest)]
    if kind == "slice":
        return everything[slice(*map(_bound, rest.split(":")))]
    if kind == "key":
        return dict.__contains__(values, rest), dict.get(values, rest)
    return everything


def _bound(written: str) -> int | None:
    return None if written == "None" else int(written)
