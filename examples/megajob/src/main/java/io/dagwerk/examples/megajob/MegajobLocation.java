package io.dagwerk.examples.megajob;

import io.dagwerk.definitions.CodeLocation;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.type.JobTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A folder of descriptors as a code location.
public final class MegajobLocation implements CodeLocation {
  private final Path company;

  /// The company of the example, in the folder in which it was built.
  public MegajobLocation() {
    this(ExampleFolder.find().resolve("company"));
  }

  /// The company in this folder.
  public MegajobLocation(Path company) {
    this.company = company;
  }

  @Override
  public Definitions definitions() {
    try {
      return Compiler.compile(SourceFile.in(company), JobTypes.company()).definitions();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the descriptors of '%s' cannot be read".formatted(company), e);
    }
  }
}
