"""What a cover's file says of itself: who made it, for which page, and the words it was drawn from.

XMP for everyone: IPTC's digital source type, and the page. `algorithmicMedia` is IPTC's term for what a
program draws by rules alone; `trainedAlgorithmicMedia` would say that a model made it, and none did
(https://cv.iptc.org/newscodes/digitalsourcetype/).

The words for ourselves, as JSON in a text chunk of the PNG. By them a drawn cover is told from an editor's
own picture, is not drawn again while they are the same, and gets its other sizes.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ai_digest.file.covers.cover import Cover, Figure, Template

if TYPE_CHECKING:
    from pathlib import Path

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
WORDS = "ai-digest:cover"
_NO_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_XMP = "XML:com.adobe.xmp"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<xmp:CreatorTool>ai-digest</xmp:CreatorTool>
<Iptc4xmpExt:DigitalSourceType>{source_type}</Iptc4xmpExt:DigitalSourceType>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{page}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def xmp(cover: Cover, page: str) -> bytes:
    """Return the XMP packet; `page` is the address of the article, or empty where none is known."""
    source = f"\n<dc:source>{_text(page)}</dc:source>" if page else ""
    return _PACKET.format(source_type=SOURCE_TYPE, title=_text(cover.title), page=source).encode()


def png(image: Image.Image, cover: Cover, page: str) -> bytes:
    """Return a drawn cover as PNG, with its metadata and its words."""
    chunks = PngInfo()
    chunks.add_itxt(_XMP, xmp(cover, page).decode())
    chunks.add_itxt(WORDS, _json(cover), zip=True)
    output = io.BytesIO()
    image.save(output, "PNG", pnginfo=chunks)
    return output.getvalue()


def webp(image: Image.Image, cover: Cover, page: str) -> bytes:
    """Return a drawn cover as lossless WebP, which flat colours keep smaller than a lossy one."""
    output = io.BytesIO()
    image.convert("RGB").save(output, "WEBP", lossless=True, quality=20, method=2, xmp=xmp(cover, page))
    return output.getvalue()


def words_of(path: Path) -> Cover | None:
    """Return the words a PNG was drawn from; None for no file, or one that is not of our drawing."""
    try:
        with Image.open(path) as image:
            return _cover(json.loads(image.info[WORDS]))
    except (OSError, KeyError, ValueError, TypeError, SyntaxError, Image.DecompressionBombError):
        return None


def _text(text: str) -> str:
    """Return text for XML, without the characters that XML has no place for."""
    return escape(_NO_XML.sub("", text))


def _json(cover: Cover) -> str:
    return json.dumps(asdict(cover), default=str, sort_keys=True)


def _cover(words: dict[str, Any]) -> Cover:
    """Read the words back. Raises KeyError, TypeError or ValueError if they are not ours."""
    figure = words["figure"]
    return Cover(
        title=str(words["title"]),
        date=dt.date.fromisoformat(words["date"]),
        site=str(words["site"]),
        stories=tuple(map(str, words["stories"])),
        label=str(words["label"]),
        category=str(words["category"]),
        issue=int(words["issue"]),
        topics=tuple(map(str, words["topics"])),
        figure=Figure(str(figure["printed"]), str(figure["label"])) if figure else None,
        template=Template(words["template"]),
    )
