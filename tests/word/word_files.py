"""Word files made from the XML of their parts."""

from __future__ import annotations

import io
import zipfile

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMES = (
    f'xmlns:w="{SPACE}" xmlns:r="{RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def docx(
    body: str, numbering: str = "", styles: str = "", links: dict[str, str] | None = None
) -> bytes:
    """A Word file around the XML of its body, its lists and its styles."""
    kinds = {"numbering": numbering, "styles": styles}
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for kind in kinds
    ) + "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/hyperlink" Target="{target}" '
        'TargetMode="External"/>'
        for name, target in (links or {}).items()
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" '
            f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}'
            f'<Relationship Id="x" Type="{RELATIONS}/image" Target="NULL"/></Relationships>',
            "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": f"<w:numbering {_NAMES}>{numbering}</w:numbering>",
            "word/styles.xml": f"<w:styles {_NAMES}>{styles}</w:styles>",
        }
    )


def zipped(members: dict[str, str]) -> bytes:
    """A zip of texts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of text; a tab in it is a tab."""
    inner = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in text.split("\t")
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def paragraph(text: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def item(text: str, use: int, level: int = 0) -> str:
    """A paragraph in a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr>'
    return paragraph(text, place)


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells: texts, or the XML of a cell."""
    made = (one if one.startswith("<w:tc>") else cell(paragraph(one)) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """A cell around paragraphs and tables."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def listed(name: int, *levels: tuple[str, str]) -> str:
    """A list, used under the number that is its name: kind and text of each level."""
    inner = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{420 * place}"/></w:pPr></w:lvl>'
        for place, (kind, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{name}">{inner}</w:abstractNum>'


def used(name: int, of: int, changes: str = "") -> str:
    """A use of a list under a number."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{changes}</w:num>'
