package io.dagwerk.codeclient;

import io.dagwerk.protocol.HostSecret;

/// Where a code server listens, and what it has to be shown.
///
/// @param target `host:port`
public record CodeServerAddress(String target, HostSecret secret) {}
