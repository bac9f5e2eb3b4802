package io.dagwerk.examples.megajob.tool;

import static io.dagwerk.definitions.Input.config;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Ordered;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The resources that all jobs share, and what stands in for them in each mode.
///
/// As declared they are real, and the run config says where they are; in mode `prod` environment
/// variables say so; in mode `test` they only pretend, and tell the log what they were asked.
public final class Tools {
  /// The mode that takes its settings from the environment.
  public static final String PROD = "prod";

  /// The mode in which nothing outside of the process is touched.
  public static final String TEST = "test";

  /// The answer of the web in mode `test`.
  private static final int OK = 200;

  private final Resource<Warehouse> warehouse =
      Resource.named("warehouse", Warehouse.class)
          .describedAs("The DuckDB file in which the tables lie.")
          .from(config(DuckDbWarehouse.Settings.class))
          .by(DuckDbWarehouse::open);

  private final Resource<FileArea> files =
      Resource.named("files", FileArea.class)
          .describedAs("The folder in which files land, and the one that jobs write to.")
          .from(config(FolderArea.Settings.class))
          .by(FolderArea::open);

  private final Resource<Shell> shell =
      Resource.named("shell", Shell.class)
          .describedAs("Runs commands in the folder that jobs write to.")
          .from(files)
          .by(files -> new LocalShell(files.place(".").normalize()));

  private final Resource<Web> web =
      Resource.named("web", Web.class).describedAs("Sends requests.").by(HttpWeb::open);

  private final Resource<Exchange> exchange =
      Resource.named("exchange", Exchange.class)
          .describedAs("Moves rows between files and the warehouse.")
          .from(warehouse, files)
          .by(Exchange::new);

  private final Resource<Warehouse> prodWarehouse =
      Resource.named("warehouse_prod", Warehouse.class)
          .from(
              fromEnvironment(
                  "warehouse_prod",
                  DuckDbWarehouse.Settings.class,
                  Map.of("file", "MEGAJOB_WAREHOUSE")))
          .by(DuckDbWarehouse::open);

  private final Resource<FileArea> prodFiles =
      Resource.named("files_prod", FileArea.class)
          .from(
              fromEnvironment(
                  "files_prod",
                  FolderArea.Settings.class,
                  Map.of("landing", "MEGAJOB_LANDING", "outputs", "MEGAJOB_OUTPUTS")))
          .by(FolderArea::open);

  private final SequencedMap<String, Long> plausibleRows;

  /// @param plausibleRows in mode `test`, how many rows datasets are to have
  public Tools(SequencedMap<String, Long> plausibleRows) {
    this.plausibleRows = Ordered.copyOf(plausibleRows);
  }

  private static <T> Input<T> fromEnvironment(
      String resource, Class<T> settings, Map<String, String> variables) {
    ConfigTree tree = ConfigTree.empty();
    for (Map.Entry<String, String> each : variables.entrySet()) {
      tree =
          tree.merge(
              ConfigTree.entry(each.getKey(), ConfigTree.of(Map.of("env", each.getValue()))));
    }
    return config(
        ConfigSource.given(settings).configured("resource '%s'".formatted(resource), tree));
  }

  public Resource<Warehouse> warehouse() {
    return warehouse;
  }

  public Resource<FileArea> files() {
    return files;
  }

  public Resource<Shell> shell() {
    return shell;
  }

  public Resource<Web> web() {
    return web;
  }

  public Resource<Exchange> exchange() {
    return exchange;
  }

  /// All that must be defined with the jobs.
  public List<Definition> definitions() {
    return List.of(warehouse, files, shell, web, exchange);
  }

  /// What mode `prod` puts in place of the resources.
  public Mode prod(Mode mode) {
    return mode.with(warehouse, prodWarehouse).with(files, prodFiles);
  }

  /// What mode `test` puts in place of the resources.
  public Mode test(Mode mode) {
    Recorder recorder = Recorder.logging();
    FakeWarehouse fake = new FakeWarehouse(recorder);
    plausibleRows.forEach(fake::with);
    return mode.with(warehouse, fake)
        .with(files, new FakeFileArea(recorder))
        .with(shell, new FakeShell(recorder))
        .with(web, new FakeWeb(recorder, OK));
  }
}
