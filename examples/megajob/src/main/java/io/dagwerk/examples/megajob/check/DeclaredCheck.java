package io.dagwerk.examples.megajob.check;

/// A check as a descriptor declares it.
///
/// @param name unique in its dataset
public record DeclaredCheck(
    String name, String dataset, CheckSettings settings, DatasetCheck check) {}
