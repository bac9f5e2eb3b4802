package io.dagwerk.cli;

import io.dagwerk.model.ConfigTree;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows a run.
@Command(
    name = "show",
    description = "Shows a run, its steps and what happened in it; 'logs' has what it said.",
    footer = {"", "Example:", "  dagwerk runs show 0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b"})
final class RunsShowCommand implements Callable<Integer> {
  private static final List<String> FACTS =
      List.of(
          "id",
          "status",
          "reason",
          "job",
          "location",
          "codeVersion",
          "mode",
          "priority",
          "attempt",
          "host",
          "parent",
          "root",
          "created",
          "started",
          "ended",
          "logExpired");

  /// What is said is shown by `logs`.
  private static final Set<String> SAID = Set.of("Logged", "Printed");

  private final Surroundings surroundings;

  @Parameters(paramLabel = "ID", description = "the run")
  private String id = "";

  @Option(names = "--json", description = "print JSON, with every event in full")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  RunsShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Client client = server.client(surroundings, LocalServers.Purpose.READ)) {
      Runs runs = new Runs(client);
      Answer run = runs.get(id);
      List<Answer> steps = runs.steps(id);
      if (json) {
        surroundings.out().println(json(runs, run, steps).toJson());
      } else {
        show(run, steps);
        surroundings.out().println();
        events(runs, this::show);
      }
      return ExitCode.SUCCESS.number();
    }
  }

  private ConfigTree json(Runs runs, Answer run, List<Answer> steps) {
    List<Answer> events = new ArrayList<>();
    events(runs, events::add);
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    entries.put("steps", items(steps));
    entries.put("events", items(events));
    return run.tree().merge(new ConfigTree.Entries(entries));
  }

  private static ConfigTree items(List<Answer> answers) {
    return new ConfigTree.Items(answers.stream().map(Answer::tree).toList());
  }

  private void events(Runs runs, Consumer<Answer> each) {
    long after = 0;
    List<Answer> events;
    do {
      Answer page = runs.events(id, after, 0);
      events = page.list("events");
      events.forEach(each);
      after = page.number("after");
    } while (!events.isEmpty());
  }

  private void show(Answer run, List<Answer> steps) {
    PrintStream out = surroundings.out();
    for (String fact : FACTS) {
      run.findText(fact)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> out.println("%-12s %s".formatted(fact, text)));
    }
    for (Answer tag : run.list("tags")) {
      out.println("%-12s %s=%s".formatted("tag", tag.text("key"), tag.text("value")));
    }
    if (!steps.isEmpty()) {
      out.println();
      table(steps).lines(surroundings.look()).forEach(out::println);
    }
  }

  private static Table table(List<Answer> steps) {
    return new Table(
        List.of("step", "status", "attempt", "reason"),
        steps.stream()
            .map(step ->
                List.of(
                    step.text("key"),
                    step.text("status"),
                    step.text("attempt"),
                    step.text("reason")))
            .toList());
  }

  private void show(Answer event) {
    if (SAID.contains(event.text("kind"))) {
      return;
    }
    String step = event.findText("step").map(key -> key + "  ").orElse("");
    surroundings.out().println(event.text("time") + "  " + step + event.text("text"));
    Optional<Answer> error = event.get("json").find("error");
    error
        .map(ErrorText::lines)
        .orElse(List.of())
        .forEach(line -> surroundings.out().println("    " + line));
  }
}
