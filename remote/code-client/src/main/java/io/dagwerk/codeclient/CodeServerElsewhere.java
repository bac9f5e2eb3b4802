package io.dagwerk.codeclient;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.SizeLimits;
import java.util.concurrent.CompletableFuture;

/// A code server that somebody else has started, as long as one connection to it lasts. Closing it
/// leaves it alone. Thread-safe.
///
/// Whether its process lives is not known here. So it counts as gone with the connection, and who
/// answers after that is a code server anew, be it the same process.
public final class CodeServerElsewhere implements CodeServer {
  private final CodeServerAddress address;
  private final CompletableFuture<ErrorInfo> gone = new CompletableFuture<>();

  public CodeServerElsewhere(CodeServerAddress address) {
    this.address = address;
  }

  @Override
  public CompletableFuture<CodeServerAddress> address() {
    return CompletableFuture.completedFuture(address);
  }

  @Override
  public CompletableFuture<ErrorInfo> gone() {
    return gone.copy();
  }

  @Override
  public boolean isGone() {
    return gone.isDone();
  }

  @Override
  public CodeLocation client(CodeServerAddress of, SizeLimits limits) {
    CodeLocation location = CodeLocation.at(of, limits);
    var _ = gone.thenRun(location::close);
    return location;
  }

  @Override
  public void disconnected(String why) {
    end("the code server at %s answers no more: %s".formatted(address.target(), why));
  }

  @Override
  public ErrorInfo explain(ErrorInfo unanswered) {
    return ErrorInfo.ofMessage(
        "CodeServer",
        "the code server at %s: %s".formatted(address.target(), unanswered.message()));
  }

  @Override
  public boolean isOwn() {
    return false;
  }

  @Override
  public void close() {
    end("the code server at %s was left".formatted(address.target()));
  }

  private void end(String how) {
    gone.complete(ErrorInfo.ofMessage("CodeServer", how));
  }
}
