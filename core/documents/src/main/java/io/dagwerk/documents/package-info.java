/// JSON and YAML text to plain trees of maps, lists and scalars, and back.
@org.jspecify.annotations.NullMarked
package io.dagwerk.documents;
