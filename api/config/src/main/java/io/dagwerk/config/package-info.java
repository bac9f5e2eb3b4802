/// Config as records: a record is the schema, and its values are bound and validated from plain
/// trees.
@org.jspecify.annotations.NullMarked
package io.dagwerk.config;
