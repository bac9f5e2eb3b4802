package io.dagwerk.daemon;

import io.dagwerk.codeclient.RunParts;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunProcess;
import io.dagwerk.model.RunTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What a run is going to do.
///
/// @param version what it was planned from
/// @param parts all that was asked for
/// @param notes what planning had to tell
/// @param warnings those that are written into the log of the run
record PlannedRun(
    ServedVersion version, Plan plan, RunParts parts, List<String> notes, List<String> warnings) {
  PlannedRun {
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }

  PlannedRun(ServedVersion version, Plan plan, RunParts parts, List<String> notes) {
    this(version, plan, parts, notes, List.of());
  }

  String mode() {
    return parts.mode().orElseThrow();
  }

  ConfigTree config() {
    return parts.config();
  }

  /// The tags of a run and whether it shares its process: the queue sees tags, and no plan.
  SequencedMap<String, String> tagged(SequencedMap<String, String> tags) {
    SequencedMap<String, String> all = new LinkedHashMap<>(tags);
    all.remove(RunTags.ISOLATION);
    if (plan.process().isolation() == Isolation.SHARED) {
      all.put(RunTags.ISOLATION, "shared");
    }
    return all;
  }

  /// The same for a run that has its tags already, and shares its process or not as they say; one
  /// whose process has options of its own shares none.
  PlannedRun asTagged(SequencedMap<String, String> tags) {
    boolean isShared = tags.containsKey(RunTags.ISOLATION);
    boolean isAsSaid = isShared == (plan.process().isolation() == Isolation.SHARED);
    if (isAsSaid || !plan.process().options().equals(JvmOptions.NONE)) {
      return this;
    }
    return of(plan.startedAs(isShared ? RunProcess.SHARED : RunProcess.OWN));
  }

  /// The same with another plan.
  PlannedRun of(Plan other) {
    return new PlannedRun(version, other, parts, notes, warnings);
  }

  /// The same with something to know before it runs, and to read afterwards.
  PlannedRun warning(String warning) {
    return new PlannedRun(
        version,
        plan,
        parts,
        Stream.concat(Stream.of(warning), notes.stream()).toList(),
        Stream.concat(warnings.stream(), Stream.of(warning)).toList());
  }
}
