/// The stores over an SQL database: schema, queries and group commit; what differs between
/// databases is a [io.dagwerk.storage.sql.Database].
@org.jspecify.annotations.NullMarked
package io.dagwerk.storage.sql;
