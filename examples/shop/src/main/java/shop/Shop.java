package shop;

import static io.dagwerk.definitions.Input.config;
import static io.dagwerk.definitions.Input.day;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// What a shop takes in, day by day.
public final class Shop {
  static final Partitions DAYS = Partitions.daily("2025-06-01");

  final Resource<Till> till =
      Resource.named("till", Till.class).from(config(TillConfig.class)).by(Shop::openTill);

  final Asset<List<Sale>> sales =
      Asset.named("sales", Type.listOf(Sale.class))
          .describedAs("What was sold, one partition per day.")
          .partitionedBy(DAYS)
          .from(till, day())
          .by(Till::salesOn);

  final Check pricesArePositive =
      Check.named("prices_are_positive").on(sales).blocking().from(sales).by(Shop::judgePrices);

  final Asset<Revenue> revenue =
      Asset.named("revenue", Revenue.class)
          .partitionedBy(DAYS)
          .from(sales, config(Tax.class))
          .by(Shop::revenueOf);

  final Asset<Report> report =
      Asset.named("report", Report.class).from(revenue.allPartitions()).by(Shop::reportOn);

  final Job refresh = Job.named("refresh").materializing(sales, revenue, report);

  /// Where the sales come from.
  interface Till {
    List<Sale> salesOn(LocalDate day) throws IOException;
  }

  record TillConfig(@Doc("Holds a file per day") @Default("sales") Path folder) {}

  record Tax(@Doc("Part of each price, in percent") @Default("21") int percent) {}

  record Sale(String product, long cents) {}

  record Revenue(int sales, long cents, long tax) {}

  record Report(int days, long cents, String bestDay) {}

  /// A till whose days are files such as `2025-06-02.csv`, with lines such as `coffee,320`.
  static Till openTill(TillConfig config) {
    return day ->
        Files.readAllLines(config.folder().resolve(day + ".csv")).stream()
            .map(line -> line.split(","))
            .map(fields -> new Sale(fields[0], Long.parseLong(fields[1])))
            .toList();
  }

  static Outcome judgePrices(List<Sale> sales) {
    long wrong = sales.stream().filter(sale -> sale.cents() <= 0).count();
    return Outcome.passedIf(wrong == 0, wrong + " prices are not positive");
  }

  static Revenue revenueOf(List<Sale> sales, Tax tax) {
    long cents = sales.stream().mapToLong(Sale::cents).sum();
    return new Revenue(sales.size(), cents, cents * tax.percent() / 100);
  }

  static Report reportOn(Map<PartitionKey, Revenue> days) {
    long cents = days.values().stream().mapToLong(Revenue::cents).sum();
    String best =
        days.entrySet().stream()
            .max(Map.Entry.comparingByValue((a, b) -> Long.compare(a.cents(), b.cents())))
            .map(day -> day.getKey().text())
            .orElse("none");
    return new Report(days.size(), cents, best);
  }
}
