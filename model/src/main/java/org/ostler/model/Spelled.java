package org.ostler.model;

/// An enum constant with a fixed spelling in XML.
public interface Spelled {
    /// The word that stands for this constant in XML.
    String xml();
}
