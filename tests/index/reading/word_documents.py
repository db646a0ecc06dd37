"""Word documents for tests, written part by part: what Word itself leaves in a file, and nothing more."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_STYLES = (
    f'<?xml version="1.0"?><w:styles xmlns:w="{_NAMESPACE}">'
    '<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style></w:styles>'
)


def paragraph(text: str, *, style: str = "", bold: bool = False) -> str:
    """Return a paragraph as Word's XML."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    heavy = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{styled}<w:r>{heavy}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def document(paragraphs: Iterable[str], head: str = "", **parts: str) -> bytes:
    """Return a document; `head` stands before its body's XML, and `parts` are further files by their names."""
    body = f'{head}<w:document xmlns:w="{_NAMESPACE}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    return archive(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": body,
            "word/styles.xml": _STYLES,
            **parts,
        }
    )


def archive(parts: dict[str, str]) -> bytes:
    """Return a zip archive of texts by their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return packed.getvalue()
