package local;

import static io.dagwerk.definitions.Input.config;
import static io.dagwerk.definitions.Input.day;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.CodeLocation;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.OverlayIoManager;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.duckdb.DuckDb;
import io.dagwerk.duckdb.ParquetFiles;
import io.dagwerk.jdbc.Database;
import io.dagwerk.model.Partitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// What a shop has sold, in a store that all share. In mode `local` a developer's runs read what is
/// there, and write under the developer's own name.
public final class Sales implements CodeLocation {
  private static final Partitions DAYS = Partitions.daily("2025-06-01");
  private static final Type<IoManager<Object>> IO_MANAGER = Type.ioManagerOf(Object.class);

  final Resource<Database> duckDb =
      Resource.named("duck_db", Database.class).by(() -> DuckDb.inMemory());

  final Resource<IoManager<Object>> shared =
      Resource.named("shared", IO_MANAGER)
          .from(duckDb, config(Shared.class))
          .by((database, store) -> new ParquetFiles(database, store.folder()));

  final Resource<IoManager<Object>> own =
      Resource.named("own", IO_MANAGER)
          .from(duckDb, config(Own.class))
          .by((database, store) -> new ParquetFiles(database, store.place()));

  final Resource<IoManager<Object>> ownFirst =
      Resource.named("own_first", IO_MANAGER).from(own, shared).by(OverlayIoManager::of);

  final Resource<IoManager<Object>> values =
      Resource.named("values", IO_MANAGER).givenByModes();

  final Asset<List<Sale>> sales =
      Asset.named("sales", Type.listOf(Sale.class))
          .partitionedBy(DAYS)
          .storedBy(values)
          .from(day())
          .by(Sales::soldOn);

  final Asset<List<Revenue>> revenue =
      Asset.named("revenue", Type.listOf(Revenue.class))
          .partitionedBy(DAYS)
          .storedBy(values)
          .from(sales)
          .by(Sales::revenueOf);

  final Job refresh =
      Job.named("refresh")
          .mode("prod", mode -> mode.with(values, shared))
          .mode("local", mode -> mode.with(values, ownFirst).readingStored())
          .preset(
              "mine",
              preset ->
                  preset
                      .mode("local")
                      .yaml("resources: {own: {config: {user: {env: USER}}}}"))
          .materializing(sales, revenue);

  record Sale(String product, long cents) {}

  record Revenue(int sales, long cents) {}

  record Shared(@Doc("Holds the values of all") @Default("shared") Path folder) {}

  record Own(@Doc("Holds a folder per user") @Default("own") Path folder, String user) {
    Own {
      if (!user.matches("[a-z][a-z0-9_-]*")) {
        throw new IllegalArgumentException(
            "user must be a name such as 'ada', but is '%s'".formatted(user));
      }
    }

    Path place() {
      return folder.resolve(user);
    }
  }

  @Override
  public Definitions definitions() {
    return Definitions.in(this);
  }

  static List<Sale> soldOn(LocalDate day) throws IOException {
    return Files.readAllLines(Path.of("sales", day + ".csv")).stream()
        .map(line -> line.split(","))
        .map(fields -> new Sale(fields[0], Long.parseLong(fields[1])))
        .toList();
  }

  static List<Revenue> revenueOf(List<Sale> sales) {
    return List.of(new Revenue(sales.size(), sales.stream().mapToLong(Sale::cents).sum()));
  }
}
