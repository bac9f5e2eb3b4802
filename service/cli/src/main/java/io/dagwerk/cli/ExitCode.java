package io.dagwerk.cli;

/// What a command tells the shell about how it went.
public enum ExitCode {
  SUCCESS(0, "done; a run that was followed succeeded"),
  RUN_FAILED(1, "the run that was followed failed or was canceled"),
  USAGE(2, "the command was not understood"),
  REFUSED(3, "what was asked for cannot be done, and nothing has happened"),
  NO_SERVER(4, "there is no server, or it does not answer"),
  WRONG_DEFINITIONS(5, "the definitions that were checked have problems"),
  BROKEN(70, "the command itself is broken"),
  LEFT(130, "left by Ctrl-C; the run goes on");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /// In one line, for people.
  public String meaning() {
    return meaning;
  }
}
