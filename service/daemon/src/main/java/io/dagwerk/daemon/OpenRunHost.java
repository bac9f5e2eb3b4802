package io.dagwerk.daemon;

import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.NetworkAddress;
import io.dagwerk.protocol.TlsTrust;

/// Where workers of other machines report to, beside where those of this one do.
///
/// @param advertised as those machines reach it
/// @param trust whose signature on its certificate they believe; of no meaning where it is spoken
///   to plainly
public record OpenRunHost(ListenSpec listen, NetworkAddress advertised, TlsTrust trust) {}
