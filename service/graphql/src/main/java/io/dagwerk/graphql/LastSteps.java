package io.dagwerk.graphql;

import io.dagwerk.daemon.DefinedAsset;
import io.dagwerk.daemon.Operations;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredRun;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /// Whose steps are looked for.
  ///
  /// @param step the name of its steps
  /// @param notOf jobs whose steps of that name are of something else
  private record Sought(
      String step, Optional<String> location, Optional<String> job, Set<String> notOf) {
    RunFilter filter() {
      RunFilter filter = job.map(RunFilter.all()::ofJob).orElse(RunFilter.all());
      return location.map(name -> filter.with(filter.details().ofLocation(name))).orElse(filter);
    }
  }

  private Sought sought(Arguments arguments) {
    Optional<String> step = arguments.findText("step");
    Optional<String> asset = arguments.findText("asset");
    if (step.isPresent() == asset.isPresent()) {
      throw new BadRequest(
          "expected either 'step' or 'asset', but found %s"
              .formatted(step.isPresent() ? "both" : "neither"));
    }
    return asset.isPresent()
        ? ofAsset(operations.assets().get(arguments.asset("asset")))
        : new Sought(
            step.orElseThrow(),
            arguments.findText("location"),
            arguments.findText("job"),
            Set.of());
  }

  /// An op of a job may have the name of the asset's node.
  private Sought ofAsset(DefinedAsset asset) {
    Set<String> ofOps =
        operations.locations().stream()
            .filter(location -> location.name().equals(asset.location()))
            .flatMap(location -> location.served().stream())
            .flatMap(served -> served.jobs().stream())
            .filter(job -> job.assets().isEmpty())
            .map(JobSnapshot::name)
            .collect(Collectors.toSet());
    return new Sought(
        asset.node().name().toString(), Optional.of(asset.location()), Optional.empty(), ofOps);
  }

  /// The newest first, among [Runs#MOST] runs.
  List<StepOfRun> of(Arguments arguments, LogBudget budget) {
    Sought sought = sought(arguments);
    List<StoredRun> runs =
        operations.list(sought.filter(), Optional.empty(), Runs.MOST).stream()
            .filter(run -> !sought.notOf().contains(run.run().work().job()))
            .toList();
    RunHistory.Steps steps =
        operations
            .past()
            .steps(
                runs.stream().map(StoredRun::id).toList(),
                List.of(sought.step()),
                RunHistory.MOST_STEPS);
    return runs.stream()
        .flatMap(run ->
            ShownStep.of(steps.of(run.id()), () -> stories.of(run, budget)).stream()
                .map(step -> new StepOfRun(run, step)))
        .limit(arguments.number("limit", 1, MOST))
        .toList();
  }
}
