"""Builds NotoSansSC-Bold.woff2, kerning.json and OFL.txt, the files beside this one.

Needs npm and fonttools[woff]; run it with `make font`.

    npm pack → check the hash → keep the characters of `charset()` → WOFF2
                              → the kerning of ASCII pairs → JSON, in thousandths of an em
                              → the licence as published

The same package and the same fonttools give the same bytes: nothing in them depends on the time of the build.
"""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
INTEGRITY = "sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ=="
FACE = "package/700Bold/NotoSansSC_700Bold.ttf"
LICENCE = "package/LICENSE_FONT"

# in today's names and headlines, but in none of the sets below
MODERN = (
    "镕喆堃玥珺祎瑄赟旻昇燊翀頔昉晞旸珅琤璟晟淼焱垚犇骉翾彧祺禛婳嫄芃莜甯囧珮珏琎瑀璠甡昕炘烜焜煊煜熠燚锴锟鑫铖镓钌铑锗"
    "粲槿樾淏浠湉滢潆澍瀛骐骧婧妤妍姝怼啰嘚嗨咩嗲喵噢呗薅飙飚齁撸怂瞭砼"
)
LATIN = range(0x20, 0x17F)  # ASCII, Latin-1 and Latin Extended-A: the names of people and companies
BLOCKS = (
    range(0x0370, 0x0400),  # Greek
    range(0x2010, 0x2060),  # general punctuation
    range(0x20A0, 0x20C1),  # currency signs
    range(0x2100, 0x2150),  # letter-like symbols: № ™ ℃
    range(0x2190, 0x21A0),  # arrows
    range(0x2200, 0x2270),  # mathematical operators
    range(0x2460, 0x2480),  # ① to ⑳, ⑴ to ⑿
    range(0x25A0, 0x2606),  # geometric shapes and stars
    range(0x3000, 0x3020),  # CJK punctuation
    range(0xFF00, 0xFFF0),  # full-width forms
)


def double_byte(codec: str, leads: range) -> Iterator[str]:
    """Yield every character that a two-byte character set holds under these lead bytes."""
    for lead in leads:
        for trail in range(0x40, 0xFF):
            try:
                yield bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue


def charset() -> set[str]:
    """Return GB 2312, Big5 level 1 (the frequent traditional characters) and what is listed above."""
    characters = {chr(code) for block in (LATIN, *BLOCKS) for code in block} | set(MODERN)
    characters.update(double_byte("gb2312", range(0xA1, 0xF8)))
    characters.update(double_byte("big5", range(0xA4, 0xC7)))
    return {character for character in characters if len(character) == 1 and character.isprintable()}


def fetch(folder: Path) -> bytes:
    """Return the package as npm hands it out; one of another hash than INTEGRITY ends the build."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), PACKAGE]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - nothing here comes from outside
    archive = next(folder.glob("*.tgz")).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != INTEGRITY:
        sys.exit(f"{PACKAGE} has another hash than expected: {found}")
    return archive


def member(archive: bytes, name: str) -> bytes:
    """Return one file of the package."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        content = package.extractfile(name)
        if content is None:
            sys.exit(f"{name} is no file in {PACKAGE}")
        return content.read()


def pair_value(table: Any, left: str, right: str) -> int | None:
    """Return the kerning of two glyphs by one GPOS PairPos table in font units; None if it says nothing."""
    if left not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        return next((pair.Value1.XAdvance for pair in pairs if pair.SecondGlyph == right), None)
    row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
    value = row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
    return getattr(value, "XAdvance", 0) or 0


def kerning(font: TTFont) -> dict[str, int]:
    """Return the kerning of ASCII pairs; the first table that knows a pair decides (GPOS type 2)."""
    gpos = font["GPOS"].table
    (lookup,) = {
        r.Feature.LookupListIndex[0] for r in gpos.FeatureList.FeatureRecord if r.FeatureTag == "kern"
    }
    tables = gpos.LookupList.Lookup[lookup].SubTable
    names = {chr(code): name for code, name in font.getBestCmap().items() if code in range(0x21, 0x7F)}
    pairs = {}
    for first, second in itertools.product(sorted(names), repeat=2):
        values = (pair_value(table, names[first], names[second]) for table in tables)
        pairs[first + second] = next((value for value in values if value is not None), 0)
    return {pair: value for pair, value in pairs.items() if value}


def add_last_glyph(font: TTFont) -> None:
    """Add an empty glyph after the others: FreeType cannot draw the last glyph of a WOFF2 file."""
    font["glyf"]["last"] = Glyph()  # this adds it to the glyph order
    font["hmtx"]["last"] = (0, 0)


def cut(font: TTFont) -> bytes:
    """Return the subset as WOFF2: no hinting and no layout tables, since covers are set glyph by glyph."""
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False)
    options.name_IDs = ["*"]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, charset()))
    subsetter.subset(font)
    add_last_glyph(font)
    font.flavor = "woff2"
    output = io.BytesIO()
    font.save(output, reorderTables=None)
    return output.getvalue()


def main() -> None:
    """Write the three files."""
    with tempfile.TemporaryDirectory() as folder:
        archive = fetch(Path(folder))
    font = TTFont(io.BytesIO(member(archive, FACE)), recalcTimestamp=False)
    (HERE / "OFL.txt").write_bytes(member(archive, LICENCE))
    (HERE / "kerning.json").write_text(json.dumps(kerning(font), indent=0) + "\n", encoding="utf-8")
    (HERE / "NotoSansSC-Bold.woff2").write_bytes(cut(font))


if __name__ == "__main__":
    main()
