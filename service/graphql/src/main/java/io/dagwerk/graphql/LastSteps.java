package io.dagwerk.graphql;

import io.dagwerk.daemon.Operations;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredRun;
import java.util.List;
import java.util.Optional;

/// Answers where a step came to in the newest runs that have it.
final class LastSteps {
  private static final int MOST = 50;

  private final Operations operations;
  private final Stories stories;

  LastSteps(Operations operations, Stories stories) {
    this.operations = operations;
    this.stories = stories;
  }

  /// A step, and the run that it is of.
  record StepOfRun(StoredRun run, ShownStep step) {}

  /// The newest first, among [Runs#MOST] runs.
  List<StepOfRun> of(Arguments arguments, LogBudget budget) {
    RunFilter of = arguments.findText("job").map(RunFilter.all()::ofJob).orElse(RunFilter.all());
    RunFilter filter =
        arguments
            .findText("location")
            .map(location -> of.with(of.details().ofLocation(location)))
            .orElse(of);
    List<StoredRun> runs = operations.list(filter, Optional.empty(), Runs.MOST);
    RunHistory.Steps steps =
        operations
            .past()
            .steps(
                runs.stream().map(StoredRun::id).toList(),
                List.of(arguments.text("step")),
                RunHistory.MOST_STEPS);
    return runs.stream()
        .flatMap(run ->
            ShownStep.of(steps.of(run.id()), () -> stories.of(run, budget)).stream()
                .map(step -> new StepOfRun(run, step)))
        .limit(arguments.number("limit", 1, MOST))
        .toList();
  }
}
