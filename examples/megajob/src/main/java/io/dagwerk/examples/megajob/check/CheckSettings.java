package io.dagwerk.examples.megajob.check;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.config.Name;
import io.dagwerk.model.Event;
import java.util.Optional;

/// What every check of a descriptor may say beside what it looks for.
public record CheckSettings(
    @Doc("Unique in its dataset; after its type if not said") Optional<String> name,
    @Doc("Which dataset is looked at; needed when the job makes several") Optional<String> dataset,
    @Doc("How bad it is when it does not pass") @Default("error") Severity severity,
    @Doc("Whether what comes after the dataset then does not run") @Default("false")
        boolean blocking,
    @Doc("A condition that the rows meet which are looked at") @Default("true") String where) {
  /// How bad it is, as descriptors say it.
  public enum Severity {
    @Name("warn")
    WARN(Event.Severity.WARN),
    @Name("error")
    ERROR(Event.Severity.ERROR);

    private final Event.Severity severity;

    Severity(Event.Severity severity) {
      this.severity = severity;
    }

    /// The same as runs record it.
    public Event.Severity recorded() {
      return severity;
    }
  }
}
