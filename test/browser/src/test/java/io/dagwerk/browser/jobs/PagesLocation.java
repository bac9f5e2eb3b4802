package io.dagwerk.browser.jobs;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.CodeLocation;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.model.Partitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What the pages show: a job that succeeds, one that fails until it is mended, one that goes on
/// until it is told to stop, one that wants a config, one that says more than a page reads, and
/// assets.
public final class PagesLocation implements CodeLocation {
  /// How long a step waits between two lines.
  private static final long PAUSE_MILLIS = 200;

  /// So many lines, and it stops by itself.
  private static final int MOST_TICKS = 1_500;

  /// Pages read 20,000 events by themselves.
  private static final int LINES = 30_000;

  /// @param name who is greeted
  /// @param times how often
  public record Greeting(String name, int times) {}

  final Job loading =
      Job.named("loading")
          .describedAs("Loads orders.")
          .tag("file", "jobs/loading.yaml")
          .running(this::loading);
  final Job breaking = Job.named("breaking").running(this::breaking);
  final Job ticking = Job.named("ticking").running(this::ticking);
  final Job talking = Job.named("talking").running(this::talking);
  final Job greeting = Job.named("greeting").running(this::greeting);

  final Asset<Long> orders =
      Asset.named("orders", Long.class)
          .group("sales")
          .kind("spark")
          .ownedBy("bi")
          .tag("owner", "bi")
          .tag("file", "assets/orders.yaml")
          .from(Input.context())
          .by(this::orders);

  final Asset<Long> revenue =
      Asset.named("revenue", Long.class).group("sales").from(orders).by(count -> count * 7);

  final Asset<String> daily =
      Asset.named("daily", String.class)
          .group("sales")
          .partitionedBy(Partitions.daily("2026-01-01"))
          .from(Input.context())
          .by(this::daily);

  final Job days = Job.named("days").materializing(daily);

  @Override
  public Definitions definitions() {
    return Definitions.in(this);
  }

  private void loading(Graph graph) {
    Op<Long> orders =
        graph
            .op("orders", Long.class)
            .tag("owner", "bi-team")
            .tag("file", "jobs/orders.yaml")
            .tag("kind", "spark")
            .tag("priority", "7")
            .tag("sql", "select id, price from orders where day = '2026-01-01'")
            .from(Input.context())
            .by(this::orders);
    var _ = graph.op("count", Long.class).from(orders).by(count -> count + 1);
  }

  private void breaking(Graph graph) {
    Op<Long> orders = graph.op("orders", Long.class).from(Input.context()).by(this::orders);
    Op<Long> clean = graph.op("clean", Long.class).from(orders).by(PagesLocation::unlessBroken);
    var _ = graph.op("publish", Long.class).tag("owner", "bi-team").from(clean).by(count -> count);
  }

  private void ticking(Graph graph) {
    Op<Long> tick = graph.op("tick", Long.class).from(Input.context()).by(PagesLocation::tick);
    var _ = graph.op("after", Long.class).from(tick).by(count -> count);
  }

  private void talking(Graph graph) {
    var _ = graph.op("talk", Long.class).from(Input.context()).by(PagesLocation::talk);
  }

  private void greeting(Graph graph) {
    var _ =
        graph
            .op("greet", String.class)
            .from(Input.config(Greeting.class))
            .by(greeting -> "hello ".repeat(greeting.times()) + greeting.name());
  }

  private long orders(Context context) {
    context.log().info("read 42 orders");
    context.log().warn("3 of them have no price");
    System.out.println("printed by orders");
    context.report("rows", 42);
    return 42;
  }

  private String daily(Context context) {
    context.report("rows", context.partitions().toString().length());
    return context.partitions().toString();
  }

  private static long unlessBroken(long count) {
    if (Files.exists(Path.of("broken"))) {
      try {
        throw new IOException("column 'price' is missing in orders.csv");
      } catch (IOException e) {
        throw new IllegalStateException("the orders cannot be cleaned", e);
      }
    }
    return count;
  }

  private static long talk(Context context) {
    for (int line = 1; line <= LINES; line++) {
      context.log().info("line {} of many", line);
    }
    return LINES;
  }

  /// Says and prints the time, until it is told to stop.
  private static long tick(Context context) throws InterruptedException {
    long ticks = 0;
    while (!Files.exists(Path.of("stop")) && !context.isCanceled() && ticks < MOST_TICKS) {
      context.log().info("tick {} at {}", ticks, Instant.now());
      System.out.printf("tock %d at %s%n", ticks, Instant.now());
      ticks++;
      var _ = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    return ticks;
  }
}
