package io.dagwerk.examples.flights;

import io.dagwerk.definitions.CodeLocation;
import io.dagwerk.definitions.Definitions;
import java.nio.file.Path;

/// The flights example as a code location.
public final class FlightsLocation implements CodeLocation {
  private final Path folder;

  /// The example in the folder in which it was built.
  public FlightsLocation() {
    this(ExampleFolder.find());
  }

  /// The example in this folder.
  public FlightsLocation(Path folder) {
    this.folder = folder;
  }

  @Override
  public Definitions definitions() {
    Flights flights = new Flights();
    return Definitions.in(flights, new Automation(flights, folder.resolve("presets")));
  }
}
