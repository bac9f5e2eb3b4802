package io.dagwerk.spi;

import io.dagwerk.model.RunTags;
import java.util.Locale;
import java.util.Optional;

/// By what more runs are looked for. Immutable.
///
/// @param location the code location of the job
/// @param partitions as they were asked for at the launch, in the same words
/// @param text that the reason has somewhere, in letters of any case as far as they are ASCII
/// @param id how the id begins
/// @param created when the run was created
/// @param ended when it ended
public record RunDetails(
    Optional<String> location,
    Optional<String> partitions,
    Optional<String> text,
    Optional<RunIdPrefix> id,
    Span created,
    Span ended) {
  public static RunDetails any() {
    return new RunDetails(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Span.always(),
        Span.always());
  }

  public RunDetails ofLocation(String name) {
    return new RunDetails(Optional.of(name), partitions, text, id, created, ended);
  }

  public RunDetails ofPartitions(String asked) {
    return new RunDetails(location, Optional.of(asked), text, id, created, ended);
  }

  public RunDetails saying(String part) {
    return new RunDetails(location, partitions, Optional.of(part), id, created, ended);
  }

  public RunDetails beginning(RunIdPrefix prefix) {
    return new RunDetails(location, partitions, text, Optional.of(prefix), created, ended);
  }

  public RunDetails createdIn(Span span) {
    return new RunDetails(location, partitions, text, id, span, ended);
  }

  public RunDetails endedIn(Span span) {
    return new RunDetails(location, partitions, text, id, created, span);
  }

  boolean pass(StoredRun run) {
    return location.map(run.run().work().location()::equals).orElse(true)
        && partitions
            .map(asked -> asked.equals(run.run().tags().get(RunTags.PARTITIONS)))
            .orElse(true)
        && text.map(part -> lower(run.reason()).contains(lower(part))).orElse(true)
        && id.map(prefix -> prefix.covers(run.id())).orElse(true)
        && created.contains(run.times().created())
        && ended.contains(run.times().ended());
  }

  /// As SQLite has it: other letters than those of ASCII stay as they are.
  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char letter = lower.charAt(i);
      if (letter < 128) {
        lower.setCharAt(i, Character.toString(letter).toLowerCase(Locale.ROOT).charAt(0));
      }
    }
    return lower.toString();
  }
}
