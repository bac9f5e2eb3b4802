package io.dagwerk.chaos;

/// What the instance says was found out about an asset.
///
/// @param number grows with every fact
record SeenFact(long number, String kind, String partition, String run) {}
