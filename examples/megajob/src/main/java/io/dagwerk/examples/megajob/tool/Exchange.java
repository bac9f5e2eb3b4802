package io.dagwerk.examples.megajob.tool;

/// What moves rows between files and the warehouse.
public record Exchange(Warehouse warehouse, FileArea files) {}
