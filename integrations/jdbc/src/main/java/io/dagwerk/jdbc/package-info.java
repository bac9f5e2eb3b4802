/// Assets as tables of any JDBC database.
@org.jspecify.annotations.NullMarked
package io.dagwerk.jdbc;
