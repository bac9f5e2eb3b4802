package io.dagwerk.codeserver;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.protocol.ListenSpec;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

/// How a code server stands that hosts are told about, in words for whoever started it.
///
/// @param asksSecret whether it answers only those who show a token
record Standing(String location, ListenSpec listen, boolean asksSecret) {
  /// Tells where it listens now, and later what became of loading the code.
  void tell(int port, CompletableFuture<Loading> loading, PrintStream to) {
    to.println(listening(port));
    var _ = loading.thenAccept(done -> to.println(loaded(done)));
  }

  String listening(int port) {
    return "Dagwerk's code server of location '%s' listens at %s, %s, %s"
        .formatted(
            location,
            listen.address().port(port),
            listen.tls().isPresent() ? "by TLS" : "plainly",
            asksSecret
                ? "for hosts that show the token"
                : "and answers everybody on this machine; give it a token if others work on it");
  }

  String loaded(Loading loading) {
    return switch (loading) {
      case Loading.Loaded(var code) ->
          "Location '%s' is served: version %s, on JDK %s"
              .formatted(location, code.runs().snapshot().codeVersion(), Runtime.version());
      case Loading.Failed(ErrorInfo error) ->
          "Location '%s' cannot be loaded, which hosts are told: %s"
              .formatted(location, error.summary());
    };
  }
}
