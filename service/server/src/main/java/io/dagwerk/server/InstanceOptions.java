package io.dagwerk.server;

import io.dagwerk.cli.HelpOption;
import io.dagwerk.cli.InstanceFolderOption;
import io.dagwerk.cli.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of a command that works on an instance itself.
final class InstanceOptions {
  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private HelpOption help = new HelpOption();

  @Mixin private InstanceFolderOption instance = new InstanceFolderOption();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "its settings; else dagwerk.yaml in the current folder")
  private @Nullable Path settings;

  /// Where the instance is.
  ///
  /// @param port of its API
  Server.Place place(Surroundings surroundings, int port) {
    Path base = Optional.ofNullable(file(surroundings).getParent()).orElse(surroundings.folder());
    return new Server.Place(instance.folder(surroundings), base, port);
  }

  /// What the file says.
  ///
  /// @throws InvalidSettings when there is none, or with all that is wrong with it
  Settings read(Surroundings surroundings) {
    return SettingsFile.read(file(surroundings));
  }

  /// What the file says, and where each setting comes from.
  ///
  /// @throws InvalidSettings when there is none, or with all that is wrong with it
  SettingsFile.Loaded load(Surroundings surroundings) {
    return SettingsFile.load(file(surroundings));
  }

  /// What the file says; settings without locations when no file is named and there is none.
  ///
  /// @throws InvalidSettings with all that is wrong with it
  Settings readIfThere(Surroundings surroundings) {
    return settings == null && !Files.exists(file(surroundings))
        ? SettingsFile.none()
        : read(surroundings);
  }

  private Path file(Surroundings surroundings) {
    return Optional.ofNullable(settings)
        .orElse(surroundings.folder().resolve(SettingsFile.NAME))
        .toAbsolutePath();
  }
}
