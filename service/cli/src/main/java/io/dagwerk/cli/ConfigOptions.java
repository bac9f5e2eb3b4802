package io.dagwerk.cli;

import io.dagwerk.documents.Documents;
import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.model.ConfigTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that say the config of a run.
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "a run config document, YAML or JSON; of several, the later is laid on top")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "a value of the config, such as ops.parse.config.limit=10; laid on the files")
  private List<String> settings = new ArrayList<>();

  /// The document that all of them say; empty when none was given.
  ///
  /// @param folder that relative paths are of
  /// @throws CommandFailed with all that is wrong
  Optional<ConfigTree> tree(Path folder) {
    if (files.isEmpty() && settings.isEmpty()) {
      return Optional.empty();
    }
    List<String> problems = new ArrayList<>();
    ConfigTree tree = ConfigTree.empty();
    for (Path file : files) {
      try {
        tree = tree.merge(Documents.read(folder.resolve(file)));
      } catch (InvalidDocument e) {
        problems.add(e.getMessage());
      }
    }
    for (String setting : settings) {
      try {
        tree = tree.merge(parse(setting));
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new CommandFailed(ExitCode.USAGE, String.join("\n", problems));
    }
    return Optional.of(tree);
  }

  private static ConfigTree parse(String setting) {
    int equals = setting.indexOf('=');
    List<String> path = Arrays.asList(setting.substring(0, Math.max(0, equals)).split("\\.", -1));
    if (path.contains("")) {
      throw new IllegalArgumentException(
          "expected --set PATH=VALUE, such as ops.parse.config.limit=10, but found '%s'"
              .formatted(setting));
    }
    String value = setting.substring(equals + 1);
    ConfigTree tree =
        value.isBlank() ? new ConfigTree.Text(value) : Documents.parse(value, "--set " + setting);
    for (String key : path.reversed()) {
      tree = ConfigTree.entry(key, tree);
    }
    return tree;
  }
}
