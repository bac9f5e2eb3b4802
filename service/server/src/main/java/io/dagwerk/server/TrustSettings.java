package io.dagwerk.server;

import io.dagwerk.config.Doc;
import java.nio.file.Path;
import java.util.Optional;

/// How a server that is asked by TLS is known.
public record TrustSettings(
    @Doc(
            "A PEM file with the certificates of who signed the server's; those that the JDK trusts when it is left out")
        Optional<Path> caCertificate) {}
