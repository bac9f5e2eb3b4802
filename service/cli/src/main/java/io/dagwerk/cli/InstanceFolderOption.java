package io.dagwerk.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that names the folder of an instance.
public final class InstanceFolderOption {
  @Option(
      names = "--instance",
      paramLabel = "DIR",
      description = "the folder of the instance; else DAGWERK_HOME, else .dagwerk")
  private @Nullable Path folder;

  /// What was said by the option.
  Optional<Path> said() {
    return Optional.ofNullable(folder);
  }

  /// The folder that is meant.
  public Path folder(Surroundings surroundings) {
    return surroundings
        .folder()
        .resolve(
            said()
                .or(() -> surroundings.variable("DAGWERK_HOME").map(Path::of))
                .orElse(Path.of(".dagwerk")));
  }
}
