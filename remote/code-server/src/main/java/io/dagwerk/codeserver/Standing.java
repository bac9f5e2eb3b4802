package io.dagwerk.codeserver;

import io.dagwerk.model.ErrorInfo;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

/// How a code server stands that hosts are told about: in words for whoever started it, and for the
/// process that did.
record Standing(String location) {
  /// Tells what became of loading the code, when it is known.
  void tell(CompletableFuture<Loading> loading, PrintStream to) {
    var _ =
        loading.thenAccept(done -> {
          to.println(loaded(done));
          to.println(
              switch (done) {
                case Loading.Loaded _ -> CodeServerMain.LOADED;
                case Loading.Failed _ -> CodeServerMain.NOT_LOADED;
              });
        });
  }

  String loaded(Loading loading) {
    return switch (loading) {
      case Loading.Loaded(var code) ->
          "Location '%s' is served: version %s, on JDK %s"
              .formatted(location, code.runs().snapshot().codeVersion(), Runtime.version());
      case Loading.Failed(ErrorInfo error) ->
          "Location '%s' cannot be loaded: %s".formatted(location, error.summary());
    };
  }
}
