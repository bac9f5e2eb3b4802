package io.dagwerk.cli;

/// Thrown when a command cannot do what it was asked for. The message is for the person who typed
/// it.
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public CommandFailed(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  public ExitCode code() {
    return code;
  }
}
