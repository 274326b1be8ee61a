package org.ostler.model;

/// One piece of content of an XML element: an element, a run of text or a comment.
///
/// Processing instructions, entity references and CDATA markers have no node of their own: the
/// first are dropped by [XmlReader], the other two become plain text.
public sealed interface XmlNode permits XmlElement, XmlText, XmlComment {}
