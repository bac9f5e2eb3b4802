package io.dagwerk.examples.flights;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Finds the folder of this example, with its data, from wherever its classes were built.
final class ExampleFolder {
  private ExampleFolder() {}

  /// The nearest folder above the classes that has the data.
  ///
  /// @throws IllegalStateException when there is none
  static Path find() {
    Path classes = classes();
    return Stream.iterate(classes, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("data").resolve("airports.csv")))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "expected data/airports.csv in a folder above %s, but found none"
                    .formatted(classes)));
  }

  private static Path classes() {
    try {
      return Path.of(
          ExampleFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes of the example are in no folder", e);
    }
  }
}
