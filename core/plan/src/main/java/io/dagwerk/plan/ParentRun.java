package io.dagwerk.plan;

import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.List;
import java.util.Optional;

/// The run that another one executes again, as a whole or in part.
public interface ParentRun {
  RunId id();

  /// The run at the top of its tree: itself, if it executed none again.
  RunId root();

  Plan plan();

  /// How a step, or the instance of a template, ended; not well if it was not planned.
  Ended ended(StepKey step);

  /// All keys that a fan-out, or the instance of one within a fan-out, came to in the run of the
  /// tree that ran it, also when the parent took it from there and needed only some.
  List<String> mappingKeys(StepKey fanOut);

  /// Where the output of a step lies, whichever run of the tree above stored it: the parent, or the
  /// run that the parent had taken it from, and so on.
  Value output(StepKey step, String output);

  /// How a step of the parent ended.
  enum Ended {
    /// Its outputs are there: it succeeded, or stored ones were taken for it.
    WELL,
    SKIPPED,
    /// It failed, was abandoned or canceled, never ended or never started.
    NOT_WELL
  }

  /// A value that a re-execution may read.
  sealed interface Value {
    /// It is there.
    ///
    /// @param version the version of the step that stored it, if it had one
    record Stored(OutputAddress address, Optional<String> version) implements Value {}

    /// It is not there.
    ///
    /// @param why in words that follow a semicolon, such as `it was kept in memory only`
    record Missing(String why) implements Value {}
  }
}
