/// The stores of an instance in PostgreSQL, for one host or several.
@org.jspecify.annotations.NullMarked
package io.dagwerk.storage.postgres;
