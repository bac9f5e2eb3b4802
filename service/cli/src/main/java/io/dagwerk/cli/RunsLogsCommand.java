package io.dagwerk.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what a run said.
@Command(
    name = "logs",
    description = {
      "Shows what a run logged and printed.",
      "With --stdout or --stderr, only the lines that were printed there, as they are.",
      "With --level, only what was logged, and no printed line."
    },
    footer = {
      "",
      "Example:",
      "  dagwerk runs logs 0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b --step parse"
    })
final class RunsLogsCommand implements Callable<Integer> {
  /// What is printed wakes nobody, so it is looked at again soon.
  private static final int WAIT_MILLIS = 1_000;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "ID", description = "the run")
  private String id = "";

  @Mixin private LogFilter filter = new LogFilter();

  @Option(names = "--follow", description = "wait for more, until the run has ended")
  private boolean follow;

  @ArgGroup(exclusive = true)
  private Streams streams = new Streams();

  @Mixin private ServerOptions server = new ServerOptions();

  RunsLogsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// One of the streams, or neither.
  static final class Streams {
    @Option(names = "--stdout", description = "only what was printed to standard output")
    private boolean stdout;

    @Option(names = "--stderr", description = "only what was printed to standard error")
    private boolean stderr;

    private Optional<String> only() {
      if (stdout) {
        return Optional.of("STDOUT");
      }
      return stderr ? Optional.of("STDERR") : Optional.empty();
    }
  }

  @Override
  public Integer call() {
    try (Client client = server.client(surroundings, purpose())) {
      Runs runs = new Runs(client);
      checkKept(runs.get(id));
      PrintedText text = new PrintedText(runs, id);
      long after = 0;
      boolean goesOn = true;
      while (goesOn) {
        Answer page = runs.events(id, after, follow ? WAIT_MILLIS : 0);
        page.list("events").forEach(this::show);
        page.list("events").forEach(text::accept);
        text.read(this::printed);
        after = page.number("after");
        goesOn = follow ? !page.isTrue("isWhole") : !page.list("events").isEmpty();
      }
      text.finish(this::printed);
      return ExitCode.SUCCESS.number();
    }
  }

  private static void checkKept(Answer run) {
    run.findText("logExpired")
        .ifPresent(since -> {
          throw new CommandFailed(
              ExitCode.REFUSED,
              "the log of run %1$s expired at %2$s and is not kept any more; 'dagwerk runs show %1$s' tells how it went"
                  .formatted(run.text("id"), since));
        });
  }

  private LocalServers.Purpose purpose() {
    return follow ? LocalServers.Purpose.FOLLOW : LocalServers.Purpose.READ;
  }

  private void printed(PrintedText.Stream stream, String text) {
    if (!filter.takesPrinted(stream.step(), text)
        || !streams.only().map(stream.name()::equals).orElse(true)) {
      return;
    }
    String from = stream.step().map(key -> key + "  ").orElse("") + stream.name() + " ";
    surroundings.out().println(streams.only().isPresent() ? text : from + text);
  }

  private void show(Answer event) {
    Optional<String> step = event.findText("step");
    Answer said = event.get("json");
    switch (event.text("kind")) {
      case "Printed" -> {
        if (filter.takesPrinted(step, said.text("line"))) {
          printed(event);
        }
      }
      case "Logged" -> {
        List<String> error = said.find("error").map(ErrorText::lines).orElse(List.of());
        if (streams.only().isEmpty() && filter.takesLogged(step, said, error)) {
          logged(event, error);
        }
      }
      default -> {}
    }
  }

  private void printed(Answer event) {
    Answer printed = event.get("json");
    Optional<String> only = streams.only();
    if (only.isEmpty()) {
      line(event, printed.text("stream") + " " + printed.text("line"));
    } else if (only.get().equals(printed.text("stream"))) {
      surroundings.out().println(printed.text("line"));
    }
  }

  private void logged(Answer event, List<String> error) {
    Answer logged = event.get("json");
    line(
        event,
        "%s %s: %s".formatted(logged.text("level"), logged.text("logger"), logged.text("message")));
    error.forEach(line -> line(event, "  " + line));
  }

  private void line(Answer event, String text) {
    String step = event.findText("step").map(key -> key + "  ").orElse("");
    surroundings.out().println(event.text("time") + "  " + step + text);
  }
}
