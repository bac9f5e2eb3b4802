/// The stores of an instance in one SQLite file.
@org.jspecify.annotations.NullMarked
package io.dagwerk.storage.sqlite;
