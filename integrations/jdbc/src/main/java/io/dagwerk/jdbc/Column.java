package io.dagwerk.jdbc;

/// A column of a table or of a query's result.
///
/// @param type as its database names it
record Column(String name, String type, ColumnType kind) {}
