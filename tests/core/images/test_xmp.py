import re
from xml.etree import ElementTree

from core.images.xmp import AI_RESTORED, EVENT, IPTC_EXT, RDF, TIFF, XMP, result_xmp

PHOTO = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="uuid:1" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
 tiff:Orientation="6" tiff:XResolution="300/1" tiff:Make="Agfa"/>
<rdf:Description rdf:about="uuid:1" xmlns:p="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:e="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"><p:CreatorTool>Scanner</p:CreatorTool>
<p:Rating>5</p:Rating><xmpMM:History><rdf:Seq><rdf:li e:action="created"/></rdf:Seq></xmpMM:History>
</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>\n   \n\0"""


def noted(kept: bytes | None) -> ElementTree.Element:
    return ElementTree.fromstring(result_xmp(kept, software="Heirloom 1", model="<album> & more"))


def texts(packet: ElementTree.Element, namespace: str, name: str) -> list[str | None]:
    return [element.text for element in packet.iter(f"{{{namespace}}}{name}")]


def test_software_and_use_of_ai_are_noted() -> None:
    packet = noted(None)
    assert texts(packet, XMP, "CreatorTool") == ["Heirloom 1"]
    assert texts(packet, IPTC_EXT, "DigitalSourceType") == [AI_RESTORED]
    assert "model <album> & more" in [element.text for element in packet.iter()]


def test_a_prefix_is_bound_once_unless_the_photo_uses_it_for_something_else() -> None:
    new = result_xmp(None, software="Heirloom 1", model="album")
    prefixes = re.findall(rb"xmlns:(\w+)=", new)
    assert sorted(prefixes) == sorted(set(prefixes))
    other = PHOTO.replace(b'rdf:about="uuid:1"', b'rdf:about="uuid:1" xmlns:stEvt="urn:other"')
    actions = [element.text for element in noted(other).iter(f"{{{EVENT}}}action")]
    assert actions == ["edited"]


def test_what_the_photo_said_is_kept() -> None:
    packet = noted(PHOTO)
    assert texts(packet, XMP, "Rating") == ["5"]
    assert any(element.get(f"{{{TIFF}}}Make") == "Agfa" for element in packet.iter())


def test_what_no_longer_holds_is_replaced() -> None:
    packet = noted(PHOTO)
    assert texts(packet, XMP, "CreatorTool") == ["Heirloom 1"]
    for name in ("Orientation", "XResolution"):
        assert all(f"{{{TIFF}}}{name}" not in element.attrib for element in packet.iter())


def test_history_grows_by_one_event_a_restoration() -> None:
    once = result_xmp(PHOTO, software="Heirloom 1", model="album")
    twice = noted(once)
    (history,) = twice.iter(f"{{{RDF}}}Seq")
    assert len(history) == 3
    assert texts(twice, IPTC_EXT, "DigitalSourceType") == [AI_RESTORED]


def test_all_descriptions_are_about_the_same_thing() -> None:
    about = {element.get(f"{{{RDF}}}about") for element in noted(PHOTO).iter(f"{{{RDF}}}Description")}
    assert about == {"uuid:1"}


def test_damaged_packet_is_replaced() -> None:
    for damaged in (b"", b"<x:xmpmeta", b"<html/>", b"\xff\xfe"):
        assert texts(noted(damaged), XMP, "CreatorTool") == ["Heirloom 1"]


def test_without_a_model_nothing_is_said_of_ai() -> None:
    packet = ElementTree.fromstring(result_xmp(PHOTO, software="Heirloom 1", model=None))
    assert texts(packet, IPTC_EXT, "DigitalSourceType") == []
    assert texts(packet, EVENT, "parameters") == []
    assert texts(packet, XMP, "CreatorTool") == ["Heirloom 1"]
    restored = result_xmp(None, software="Heirloom 1", model="album")
    again = ElementTree.fromstring(result_xmp(restored, software="Heirloom 1", model=None))
    assert texts(again, IPTC_EXT, "DigitalSourceType") == [AI_RESTORED]


def test_a_packet_of_an_unknown_encoding_is_replaced() -> None:
    assert texts(noted(b'<?xml version="1.0" encoding="windows-31j9"?><x/>'), XMP, "CreatorTool")
