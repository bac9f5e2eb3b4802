package io.dagwerk.examples.flights;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import java.nio.file.Path;

/// Where the database lies.
record DatabaseSettings(
    @Doc("DuckDB file, made when it is missing") @Default(".dagwerk/flights.duckdb") Path file) {}
