"""XML from strangers: parsed without entities, without definitions, without the network."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
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
        raise _broken(error, where) from None
    if root is None:
        raise InputError("broken XML", where=where, repair="save it anew")
    definitions = root.getroottree().docinfo.internalDTD
    if definitions is not None and next(definitions.iterentities(), None) is not None:
        raise InputError("declares XML entities", where=where, repair="save the text alone")
    return root


def walk_xml(data: bytes, tag: str, where: str) -> Iterator[tuple[str, _Element]]:
    """The starts and ends of the elements of a name, while the text is parsed; bounds as above.

    Raises:
        InputError: no XML, or it declares entities.
    """
    from lxml import etree

    if b"<!ENTITY" in data:
        raise InputError("declares XML entities", where=where, repair="save the text alone")
    walk = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        tag=tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from walk
    except etree.XMLSyntaxError as error:
        raise _broken(error, where) from None


def _broken(error: SyntaxError, where: str) -> InputError:
    deep = "depth" in str(error.msg)
    what = "nested too deep" if deep else f"broken XML: {error.msg}"
    return InputError(what, where=where, repair="save it anew")


def local(element: _Element) -> str:
    """The name of an element without its namespace.

    >>> local(parse_xml(b'<a xmlns="urn:x"/>', "here"))
    'a'
    """
    return str(element.tag).rpartition("}")[2]
