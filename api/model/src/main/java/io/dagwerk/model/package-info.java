/// The nouns that every part of Dagwerk speaks of: immutable records.
@org.jspecify.annotations.NullMarked
package io.dagwerk.model;
