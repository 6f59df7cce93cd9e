"""XMP packets: the photo's own, with a note of what made the result."""

from xml.dom import minidom
from xml.parsers.expat import ExpatError

XMPMETA = "adobe:ns:meta/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XMP = "http://ns.adobe.com/xap/1.0/"
XMP_MM = "http://ns.adobe.com/xap/1.0/mm/"
EVENT = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
IPTC_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
TIFF = "http://ns.adobe.com/tiff/1.0/"
EXIF = "http://ns.adobe.com/exif/1.0/"
XMLNS = "http://www.w3.org/2000/xmlns/"

AI_RESTORED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
"""IPTC's digital source type for a photo that a trained model has changed."""

OUTDATED = (
    (TIFF, "Orientation"),
    (TIFF, "ImageWidth"),
    (TIFF, "ImageLength"),
    (TIFF, "XResolution"),
    (TIFF, "YResolution"),
    (TIFF, "ResolutionUnit"),
    (EXIF, "PixelXDimension"),
    (EXIF, "PixelYDimension"),
    (XMP, "Thumbnails"),
)
"""Properties of the original's pixels, (namespace, name), that are removed; EXIF has the new resolution."""

EMPTY_PACKET = f'<x:xmpmeta xmlns:x="{XMPMETA}"><rdf:RDF xmlns:rdf="{RDF}"/></x:xmpmeta>'


def result_xmp(kept: bytes | None, *, software: str, model: str | None) -> bytes:
    """The packet for a result: the photo's, with the software, the model and IPTC's mark of AI noted in it.

    With no model, only the software is noted. A packet that is not well-formed XMP is replaced.
    """
    document, rdf = _parsed(kept)
    for outdated in (*OUTDATED, (XMP, "CreatorTool")):
        _remove_property(rdf, *outdated)
    event = _child(_history(rdf), RDF, "rdf:li")
    event.setAttributeNS(RDF, "rdf:parseType", "Resource")
    _declare(event, "stEvt", EVENT)
    facts = {"action": "edited", "softwareAgent": software}
    if model:
        facts["parameters"] = f"model {model}"
    for name, text in facts.items():
        _child(event, EVENT, f"stEvt:{name}", text)
    description = _description(rdf)
    _declare(description, "xmp", XMP)
    _child(description, XMP, "xmp:CreatorTool", software)
    if model:
        _remove_property(rdf, IPTC_EXT, "DigitalSourceType")
        _declare(description, "Iptc4xmpExt", IPTC_EXT)
        _child(description, IPTC_EXT, "Iptc4xmpExt:DigitalSourceType", AI_RESTORED)
    root = document.documentElement
    assert root is not None  # _parsed gives a document that has one
    packet: bytes = root.toxml("utf-8")
    return packet


def _parsed(packet: bytes | None) -> tuple[minidom.Document, minidom.Element]:
    if packet is not None:
        try:
            document = minidom.parseString(packet.rstrip(b"\0 \r\n\t"))
            found = document.getElementsByTagNameNS(RDF, "RDF")
            if found:
                return document, found[0]
        except (ExpatError, ValueError, LookupError):
            pass  # what cannot be read cannot be kept
    document = minidom.parseString(EMPTY_PACKET)
    return document, document.getElementsByTagNameNS(RDF, "RDF")[0]


def _history(rdf: minidom.Element) -> minidom.Element:
    """The sequence of events, started where there is none."""
    for history in rdf.getElementsByTagNameNS(XMP_MM, "History"):
        sequences = history.getElementsByTagNameNS(RDF, "Seq")
        if sequences:
            return sequences[0]
    _remove_property(rdf, XMP_MM, "History")
    description = _description(rdf)
    _declare(description, "xmpMM", XMP_MM)
    _declare(description, "stEvt", EVENT)
    return _child(_child(description, XMP_MM, "xmpMM:History"), RDF, "rdf:Seq")


def _description(rdf: minidom.Element) -> minidom.Element:
    """A new description, of the same thing as the packet's others."""
    others = rdf.getElementsByTagNameNS(RDF, "Description")
    about = others[0].getAttributeNS(RDF, "about") if others else ""
    description = _child(rdf, RDF, "rdf:Description")
    description.setAttributeNS(RDF, "rdf:about", about)
    return description


def _remove_property(rdf: minidom.Element, namespace: str, name: str) -> None:
    for description in rdf.getElementsByTagNameNS(RDF, "Description"):
        if description.hasAttributeNS(namespace, name):
            description.removeAttributeNS(namespace, name)
    for element in rdf.getElementsByTagNameNS(namespace, name):
        if element.parentNode is not None:
            element.parentNode.removeChild(element)


def _child(parent: minidom.Element, namespace: str, name: str, text: str = "") -> minidom.Element:
    document = parent.ownerDocument
    assert document is not None  # what was parsed, and what is made here, has one
    child = document.createElementNS(namespace, name)
    child.appendChild(document.createTextNode(text))
    parent.appendChild(child)
    if name.startswith("rdf:"):
        _declare(child, "rdf", RDF)
    return child


def _declare(element: minidom.Element, prefix: str, namespace: str) -> None:
    """Bind a prefix, unless it is bound so above; the packet may use it for something else.

    Bound again it would be right, but ImageMagick 6 complains.
    """
    above = element.parentNode
    while isinstance(above, minidom.Element) and not above.hasAttributeNS(XMLNS, prefix):
        above = above.parentNode
    if not isinstance(above, minidom.Element) or above.getAttributeNS(XMLNS, prefix) != namespace:
        element.setAttributeNS(XMLNS, f"xmlns:{prefix}", namespace)
