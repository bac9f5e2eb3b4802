package io.dagwerk.cli;

import io.dagwerk.cli.FollowOptions.Output;
import io.dagwerk.model.ConfigTree;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Shows what a launch would come to.
///
/// @param surroundings where it is shown
record PlanView(Surroundings surroundings) {
  /// What is told of a plan: at most as many steps as a server gives at once.
  static final String FACTS =
      """
      fragment Planned on LaunchPlan {
        location mode config tags { key value } notes
        plan { job codeVersion stepCount steps(limit: 10000) {
          steps { key kind isTemplate partitions upstream reusedFrom }
        } }
      }
      """;

  void show(Answer plan, Output output) {
    switch (output) {
      case LAUNCHED_JSON, ENDED_JSON -> surroundings.out().println(plan.tree().toJson());
      case ID, PROGRESS -> show(plan);
    }
  }

  private void show(Answer plan) {
    PrintStream out = surroundings.out();
    Answer steps = plan.get("plan");
    out.println("location     " + plan.text("location"));
    out.println("job          " + steps.text("job"));
    out.println("codeVersion  " + steps.text("codeVersion"));
    out.println("mode         " + plan.text("mode"));
    plan.list("tags")
        .forEach(tag -> out.println("tag          " + tag.text("key") + "=" + tag.text("value")));
    settings(plan.get("config").tree()).forEach(line -> out.println("config       " + line));
    plan.texts("notes").forEach(note -> out.println("note         " + note));
    out.println();
    List<Answer> shown = steps.get("steps").list("steps");
    table(shown).lines(surroundings.look()).forEach(out::println);
    long left = steps.number("stepCount") - shown.size();
    if (left > 0) {
      out.println("... and %d more steps".formatted(left));
    }
  }

  private static Table table(List<Answer> steps) {
    return new Table(
        List.of("step", "partitions", "after", "reused from"),
        steps.stream()
            .map(step ->
                List.of(
                    step.text("key"),
                    partitions(step.texts("partitions")),
                    String.join(", ", step.texts("upstream")),
                    step.findText("reusedFrom").orElse("")))
            .toList());
  }

  private static String partitions(List<String> keys) {
    return keys.size() <= 1
        ? String.join("", keys)
        : "%s...%s (%d)".formatted(keys.getFirst(), keys.getLast(), keys.size());
  }

  /// Each value with its path, as `--set` takes it.
  static List<String> settings(ConfigTree config) {
    List<String> lines = new ArrayList<>();
    addSettings("", config, lines);
    return lines;
  }

  private static void addSettings(String path, ConfigTree value, List<String> lines) {
    if (value instanceof ConfigTree.Entries(var entries) && !isVariable(value)) {
      entries.forEach(
          (key, each) -> addSettings(path.isEmpty() ? key : path + "." + key, each, lines));
    } else if (value instanceof ConfigTree.Text(String text)) {
      lines.add(path + "=" + text);
    } else {
      lines.add(path + "=" + value.toJson());
    }
  }

  /// Whether it stands for a variable of the environment, `{env: NAME}`.
  private static boolean isVariable(ConfigTree value) {
    return value instanceof ConfigTree.Entries(var entries)
        && entries.size() == 1
        && entries.containsKey("env");
  }
}
