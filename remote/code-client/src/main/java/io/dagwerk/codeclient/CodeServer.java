package io.dagwerk.codeclient;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.SizeLimits;
import java.util.concurrent.CompletableFuture;

/// A code server as a host uses it: one process, which serves one version of a location. The host
/// has started it, or was told where it is. Thread-safe.
public interface CodeServer extends AutoCloseable {
  /// Where it listens, when it does; fails when it never will.
  CompletableFuture<CodeServerAddress> address();

  /// Asks it; closed when it is gone.
  ///
  /// @param limits how large what it defines may be
  CodeLocation client(CodeServerAddress address, SizeLimits limits);

  /// Done when it answers no more, with how that is known: its message is a sentence.
  CompletableFuture<ErrorInfo> gone();

  /// Whether it answers no more, which may be known before it is known how.
  boolean isGone();

  /// Told that the connection to it has broken, or that another process answered.
  ///
  /// @param why in words
  void disconnected(String why);

  /// Says what is known of why a question got no answer.
  ///
  /// @param unanswered of the type [CodeLocation#UNANSWERED] or [CodeLocation#GONE]
  ErrorInfo explain(ErrorInfo unanswered);

  /// Whether its workers are asked for by this host alone, so that it need not be asked about
  /// others.
  boolean isOwn();

  /// Uses it no more.
  @Override
  void close();
}
