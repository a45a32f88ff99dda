"""The XML that Atom and RSS have in common."""

from __future__ import annotations

from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
MEDIA = "http://search.yahoo.com/mrss/"


def element(parent: ET.Element, space: str, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element; `space` is its namespace, "" for none."""
    made = ET.SubElement(parent, f"{{{space}}}{tag}" if space else tag, attributes)
    made.text = text or None
    return made


def document(root: ET.Element) -> bytes:
    """Return the whole file; the first namespace of Atom is the default one where the root has it."""
    for prefix, space in (("atom", ATOM), ("content", CONTENT), ("media", MEDIA)):
        ET.register_namespace(prefix, space)
    if root.tag.startswith(f"{{{ATOM}}}"):
        ET.register_namespace("", ATOM)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()
