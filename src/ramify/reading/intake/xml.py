"""XML from strangers: parsed without entities, without definitions, without the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ramify._errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(data: bytes, where: str, *, forgiving: bool = False) -> _Element:
    """The root of an XML text; a `forgiving` reading mends what is not well-formed.

    Raises:
        InputError: no XML, or it declares entities, which no document needs.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=forgiving,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"broken XML: {error.msg}", where=where, repair="save it anew") from None
    if root is None:
        raise InputError("broken XML", where=where, repair="save it anew")
    definitions = root.getroottree().docinfo.internalDTD
    if definitions is not None and next(definitions.iterentities(), None) is not None:
        raise InputError("declares XML entities", where=where, repair="save the text alone")
    return root


def local(element: _Element) -> str:
    """The name of an element without its namespace.

    >>> local(parse_xml(b'<a xmlns="urn:x"/>', "here"))
    'a'
    """
    return str(element.tag).rpartition("}")[2]
