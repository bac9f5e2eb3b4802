package io.dagwerk.cli;

import java.util.concurrent.atomic.AtomicInteger;

/// Follows a run to its end. At Ctrl-C the run is asked to stop; at the next, it is left.
///
/// @param surroundings of the command
/// @param runs of the server
record Follower(Surroundings surroundings, Runs runs) {
  /// What is printed wakes nobody, so it is looked at again soon.
  private static final int WAIT_MILLIS = 1_000;

  /// Shows a run that was just launched until it has ended.
  ///
  /// @param server that has launched it
  /// @return how it ended, for the shell
  ExitCode follow(Answer launched, FollowOptions.Output output, FoundServer server) {
    return switch (output) {
      case ID -> {
        surroundings.out().println(launched.text("id"));
        tellWhoStartsIt(launched, server);
        yield ExitCode.SUCCESS;
      }
      case LAUNCHED_JSON -> {
        surroundings.out().println(launched.tree().toJson());
        tellWhoStartsIt(launched, server);
        yield ExitCode.SUCCESS;
      }
      case PROGRESS -> {
        Screen screen = Screen.of(surroundings.look(), surroundings.out());
        screen.line("run %s of job '%s'".formatted(launched.text("id"), launched.text("job")));
        Answer ended = toEnd(launched.text("id"), screen);
        screen.line("run %s %s".formatted(ended.text("id"), ended.text("status")));
        yield codeOf(ended);
      }
      case ENDED_JSON -> {
        Answer ended = toEnd(launched.text("id"), new Screen.Blank());
        surroundings.out().println(ended.tree().toJson());
        yield codeOf(ended);
      }
    };
  }

  /// Of a run that nobody waits for: the server of this process is gone with it.
  private void tellWhoStartsIt(Answer launched, FoundServer server) {
    switch (server) {
      case FoundServer.Elsewhere _ -> {}
      case FoundServer.InThisProcess(_, String startCommand) ->
          surroundings
              .err()
              .println(
                  "the server of this command ends with it, and run %s waits for the next; start one with '%s'"
                      .formatted(launched.text("id"), startCommand));
    }
  }

  private Answer toEnd(String id, Screen screen) {
    RunView view = new RunView(screen);
    PrintedText text = new PrintedText(runs, id);
    AtomicInteger presses = new AtomicInteger();
    Thread follower = Thread.currentThread();
    Runnable pressed = () -> pressed(id, presses.incrementAndGet(), follower);
    try (Interrupts.Listening _ = surroundings.interrupts().listen(pressed)) {
      long after = 0;
      boolean isWhole = false;
      while (!isWhole) {
        Answer page = runs.events(id, after, WAIT_MILLIS);
        page.list("events").forEach(view::accept);
        page.list("events").forEach(text::accept);
        text.read(view::printed);
        after = page.number("after");
        isWhole = page.isTrue("isWhole");
      }
      text.finish(view::printed);
      return runs.get(id);
    } catch (CommandFailed e) {
      throw new CommandFailed(
          e.code(),
          "%s\nrun %s goes on; look at it with 'dagwerk runs show %s'"
              .formatted(e.getMessage(), id, id));
    }
  }

  private void pressed(String id, int presses, Thread follower) {
    if (presses > 1) {
      follower.interrupt();
      return;
    }
    surroundings.err().println("canceling run %s; Ctrl-C again leaves it".formatted(id));
    try {
      runs.cancel(id, "canceled by Ctrl-C");
    } catch (CommandFailed e) {
      surroundings.err().println(e.getMessage());
    }
  }

  private static ExitCode codeOf(Answer ended) {
    return ended.text("status").equals("SUCCEEDED") ? ExitCode.SUCCESS : ExitCode.RUN_FAILED;
  }
}
