package io.dagwerk.cli;

import io.dagwerk.cli.LocalServers.Purpose;
import io.dagwerk.documents.Documents;
import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reports what was found out about an external asset.
@Command(
    name = "report",
    description = {
      "Reports that an external asset, which nothing here makes, has a new value;",
      "or with --observed that it was looked at, or what a check has found."
    },
    footer = {
      "",
      "Example:",
      "  dagwerk assets report landed --partition 2001-01-30 --metadata rows=1200"
    })
final class AssetsReportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "ASSET", description = "its key, such as raw/flights")
  private String key = "";

  @Option(
      names = "--partition",
      paramLabel = "KEY",
      description = "which partition, of an asset that has some")
  private @Nullable String partition;

  @Option(
      names = "--data-version",
      paramLabel = "TEXT",
      description = "the version of the data, by which you know it")
  private @Nullable String dataVersion;

  @Option(
      names = "--metadata",
      paramLabel = "NAME=VALUE",
      description = "what is to be known of it, such as rows=1200; may be given often")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @ArgGroup(exclusive = true)
  private @Nullable Finding finding;

  @Option(
      names = "--severity",
      paramLabel = "WARN|ERROR",
      defaultValue = "ERROR",
      description = "how bad it is that the check failed; ${DEFAULT-VALUE} if not said")
  private Severity severity = Severity.ERROR;

  @Option(names = "--description", paramLabel = "TEXT", description = "what the check found")
  private @Nullable String description;

  @Mixin private ServerOptions server = new ServerOptions();

  AssetsReportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// How bad it is that a check failed.
  enum Severity {
    WARN,
    ERROR
  }

  /// What is reported instead of a materialization.
  static final class Finding {
    @Option(names = "--observed", description = "it was looked at")
    private boolean observed;

    @Option(names = "--passed", paramLabel = "CHECK", description = "this check passed")
    private @Nullable String passed;

    @Option(names = "--failed", paramLabel = "CHECK", description = "this check failed")
    private @Nullable String failed;

    void put(SequencedMap<String, Object> input) {
      String check = passed != null ? passed : failed;
      if (check == null) {
        input.put("kind", observed ? "OBSERVED" : "MATERIALIZED");
      } else {
        input.put("kind", "CHECKED");
        input.put("check", check);
        input.put("passed", passed != null);
      }
    }
  }

  @Override
  public Integer call() {
    SequencedMap<String, Object> input = input();
    try (Client client = server.client(surroundings, Purpose.LAUNCH)) {
      new AssetQueries(client).report(input);
    }
    surroundings.out().println("asset %s reported".formatted(key));
    return ExitCode.SUCCESS.number();
  }

  private SequencedMap<String, Object> input() {
    SequencedMap<String, Object> input = new LinkedHashMap<>();
    input.put("asset", key);
    LaunchOptions.put(input, "partition", partition);
    LaunchOptions.put(input, "dataVersion", dataVersion);
    LaunchOptions.put(input, "description", description);
    input.put("severity", severity.name());
    input.put("kind", "MATERIALIZED");
    if (finding != null) {
      finding.put(input);
    }
    SequencedMap<String, Object> facts = new LinkedHashMap<>();
    metadata.forEach((name, value) -> facts.put(name, parsed(name, value)));
    input.put("metadata", facts);
    return input;
  }

  private static Object parsed(String name, String value) {
    try {
      return value.isBlank()
          ? new ConfigTree.Text(value)
          : Documents.parse(value, "--metadata " + name);
    } catch (InvalidDocument e) {
      throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
