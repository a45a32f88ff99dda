"""What plugins make of a content alone: made once, kept, and read again when somebody asks for it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .contents import LazyText
from .digest import digest
from .now import text_of
from .watching import watching
from .workers import FEWEST, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from .build import Build

    Ways = tuple[Callable[[], Any], Callable[[Any], Any], Callable[[Any], Any]]  # to make, to dump, to load


_SHORT = 64


class Product:
    """One attribute of one content; `key` is all that it depends on."""

    __slots__ = ("_check", "_dump", "_load", "_make", "_products", "by_value", "kept", "key", "name", "path")

    def __init__(
        self, products: Products, place: tuple[str, str], key: str, ways: Ways, *, by_value: bool
    ) -> None:
        """`place` is the path of the content and the name of the attribute."""
        self._products, (self.path, self.name), self.key = products, place, key
        self._make, self._dump, self._load = ways
        self.by_value = by_value
        kept_key, self._check, kept = products.known(self.name).get(self.path, ("", "", ""))
        self.kept: str | None = kept if kept_key == key else None

    def value(self) -> Any:
        """Read the value, or make it."""
        if self.kept is not None and self._is_whole(self.kept):
            try:
                return self._load(json.loads(self.kept))
            except (ValueError, KeyError, TypeError):
                pass
        with watching() as watched:
            value = self._make()
        if not watched.loud:
            self._products.keep(self, json.dumps(self._dump(value), ensure_ascii=False))
        return value

    def _is_whole(self, kept: str) -> bool:
        """Say whether what was kept is as it was written; what this build has made was not read."""
        return not self._check or self._check == digest(self.key, kept)

    def renew(self, value: str) -> None:
        """Take a value, as it is kept, that was made now."""
        self.kept, self._check = value, ""

    def made(self) -> str | None:
        """Make the value, as it is kept; None for one that the log has to tell of."""
        with watching() as watched:
            value = json.dumps(self._dump(self._make()), ensure_ascii=False)
        return None if watched.loud else value


def _made(products: list[Product]) -> list[str | None]:
    return [product.made() for product in products]


class Products:
    """All products of a build."""

    def __init__(self, build: Build) -> None:
        """Nothing is read before it is asked for."""
        self._build = build
        self._known: dict[str, dict[str, tuple[str, str, str]]] = {}
        self._missing: list[Product] = []
        self._new: list[Product] = []

    def known(self, name: str) -> dict[str, tuple[str, str, str]]:
        """Return what is kept under a name, by the path of its content: key, hash, value."""
        if name not in self._known:
            self._known[name] = self._build.store.products(name)
        return self._known[name]

    def add(self, content: Any, name: str, key: str, ways: Ways, *, by_value: bool) -> None:
        """Let a content have a product."""
        whole = f"{self._text(content)} {key if len(key) <= _SHORT else digest(key)}"
        product = Product(
            self, (content.__dict__["relative_source_path"], name), whole, ways, by_value=by_value
        )
        content.__dict__.pop(name, None)
        content.__dict__.setdefault("_kept_products", {})[name] = product
        if product.kept is None:
            self._missing.append(product)

    def _text(self, content: Any) -> str:
        """Tell a text by what it was rendered from, and by all that every page depends on."""
        text = content.__dict__["_text"]
        return (
            text_of(content)
            if isinstance(text, LazyText)
            else digest(self._build.fingerprint, text_of(content))
        )

    def keep(self, product: Product, value: str) -> None:
        """Keep a new one."""
        product.renew(value)
        self._new.append(product)

    def settle(self) -> None:
        """Make all that are missing, side by side; those of one content together: its text is read once."""
        missing: defaultdict[str, list[Product]] = defaultdict(list)
        for product in self._missing:
            if product.kept is None:
                missing[product.path].append(product)
        self._missing.clear()
        if len(missing) < FEWEST:
            return
        self._build.store.commit()
        with self._build.progress("stories", len(missing)) as advance:
            for products, values in spread([*missing.values()], _made, advance):
                for product, value in zip(products, values or (), strict=False):
                    if value is not None:
                        self.keep(product, value)

    def save(self) -> None:
        """Put the new ones into the store."""
        rows = ((product.path, product.name, product.key, product.kept or "") for product in self._new)
        self._build.store.put_products(rows)
