/// DuckDB as an embedded warehouse: tables and Parquet files.
@org.jspecify.annotations.NullMarked
package io.dagwerk.duckdb;
