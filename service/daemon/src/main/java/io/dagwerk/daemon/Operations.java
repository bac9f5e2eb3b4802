package io.dagwerk.daemon;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.util.List;
import java.util.Optional;

/// What people and programs may ask of an instance: the one door to it. Thread-safe. What changes
/// something takes the one who asks for it.
///
/// ```java
/// RunId run = operations.launch(Principal.LOCAL, LaunchRequest.of("refresh").on("2001-01-01"));
/// ```
public interface Operations {
  /// Plans a run and queues it; when this returns, it is durable.
  ///
  /// @throws Refused with all that stands in the way
  RunId launch(Principal by, LaunchRequest request);

  /// The same for a run whose id was chosen by the one who asks. Whoever asks again, because no
  /// answer came, finds the run that exists.
  ///
  /// @param id of version 7, and of this day
  /// @throws Refused with all that stands in the way, such as another run of this id
  RunId launch(Principal by, LaunchRequest request, RunId id);

  /// What a launch would come to. Nothing happens.
  ///
  /// @throws Refused with all that stands in the way of it
  LaunchPlan preview(Principal by, LaunchRequest request);

  /// Queues a run that executes another one again.
  ///
  /// @throws Refused with all that stands in the way, such as stored outputs that are missing
  RunId rerun(Principal by, RerunRequest request);

  /// What executing a run again would come to, and whether its code has changed. Nothing happens.
  ///
  /// @throws Refused with all that stands in the way of it
  LaunchPlan preview(Principal by, RerunRequest request);

  /// The same for a run whose id was chosen by the one who asks.
  ///
  /// @param id of version 7, and of this day
  /// @throws Refused with all that stands in the way, such as another run of this id
  RunId rerun(Principal by, RerunRequest request, RunId id);

  /// Asks a run to stop; when this returns, the request is durable. It does end: what does not heed
  /// the request is killed.
  ///
  /// @param reason one line; empty for none
  /// @throws Refused when there is no such run, or it has ended
  void cancel(Principal by, RunId run, String reason);

  /// Deletes a run that has ended, with its log.
  ///
  /// @throws Refused when there is no such run, or it has not ended
  void delete(Principal by, RunId run);

  Optional<StoredRun> find(RunId run);

  /// The newest runs that pass the filter, by their ids.
  ///
  /// @param before the last run of the page before; empty for the first page
  /// @param limit from 1 to 1,000
  List<StoredRun> list(RunFilter filter, Optional<RunId> before, int limit);

  /// The steps of a run that have begun or ended, by key.
  List<StoredStep> steps(RunId run);

  /// A page of them.
  ///
  /// @param after the last step of the page before; empty for the first page
  /// @param limit from 1 to [io.dagwerk.spi.Runs#MOST_STEPS]
  List<StoredStep> steps(RunId run, Optional<StepKey> after, int limit);

  /// What is asked of many runs at once.
  PastRuns past();

  /// What a run was going to do, if there is such a run.
  Optional<Plan> plan(RunId run);

  /// The complete config document of a run, without its secrets, if there is such a run.
  Optional<ConfigTree> config(RunId run);

  /// The events of a run after a position, in order.
  ///
  /// @param after the last position that is known, or 0
  /// @param limit from 1 to 10,000
  List<RecordedEvent> events(RunId run, long after, int limit);

  /// What steps of the run printed, those of no step first.
  List<LogKey> logs(RunId run);

  /// Reads what was printed from an offset on.
  ///
  /// @param limit in bytes, from 1 to [io.dagwerk.spi.ComputeLogs#MOST]
  LogSlice readLog(LogKey key, long offset, int limit);

  /// Calls back when something may have changed, in no promised thread; what is called must be
  /// quick.
  Journal.Watch watch(Runnable wake);

  /// Whether this host does what it is there for.
  Readiness readiness();

  /// What this host counts and measures.
  Metrics metrics();

  /// What the locations define, and what has become of it.
  Assets assets();

  /// All code locations, by name.
  List<LocationStatus> locations();

  /// Loads the code of a location anew; the old code is served until the new is ready.
  ///
  /// @throws Refused when there is no such location
  void reload(Principal by, String location);

  /// Reads the settings again, and adds, removes and changes locations as they say. Other settings
  /// wait for the next start.
  ///
  /// @throws Refused with all that is wrong with them; then nothing has changed
  ReloadedSettings reloadSettings(Principal by);
}
