package io.dagwerk.daemon;

import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Counts how often steps were tried in a run that is retried and in those before it, so that their
/// retries are not granted anew.
final class RetriesUsed {
  private final Contents contents;
  private final Runs runs;

  RetriesUsed(Contents contents, Runs runs) {
    this.contents = contents;
    this.runs = runs;
  }

  /// What the steps of a run have used that did not succeed.
  SequencedMap<StepKey, Integer> after(StoredRun run) {
    Plan plan = contents.plan(run.run().work().contents().plan());
    SequencedMap<StepKey, Integer> used = new LinkedHashMap<>(plan.retriesUsed());
    Optional<StepKey> after = Optional.empty();
    while (true) {
      List<StoredStep> page = runs.steps(run.id(), after, Runs.MOST_STEPS);
      if (page.isEmpty()) {
        return used;
      }
      page.stream()
          .filter(step -> step.state().status() == StepStatus.FAILED)
          .filter(step -> step.state().attempt() > 0)
          .forEach(step -> used.merge(step.step(), step.state().attempt(), Integer::sum));
      after = Optional.of(page.getLast().step());
    }
  }
}
