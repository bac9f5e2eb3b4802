package io.dagwerk.examples.megajob;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Finds the folder of this example, with its descriptors, from wherever its classes were built.
final class ExampleFolder {
  private ExampleFolder() {}

  /// The nearest folder above the classes that has the descriptors.
  ///
  /// @throws IllegalStateException when there is none
  static Path find() {
    Path classes = classes();
    return Stream.iterate(classes, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("company").resolve("company.yaml")))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "expected company/company.yaml in a folder above %s, but found none"
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
