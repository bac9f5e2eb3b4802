package io.dagwerk.definitions;

import static io.dagwerk.definitions.Input.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What an input may not be, whoever reads it.
class InputProblemsTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-01");

  private final Asset<String> orders = Asset.named("orders", String.class).by(() -> "x");
  private final Asset<Void> vacuumed = Asset.named("vacuumed", String.class).doing(() -> {});
  private final Asset<String> daily =
      Asset.named("daily", String.class).partitionedBy(DAYS).by(() -> "x");
  private final Asset<Void> dailyVacuumed =
      Asset.named("daily_vacuumed", String.class).partitionedBy(DAYS).doing(() -> {});
  private final Resource<String> api = Resource.named("api", String.class).by(() -> "x");

  record Load(int most) {}

  record Save(int most) {}

  sealed interface Source permits Csv, Jdbc {}

  record Csv(String path) implements Source {}

  record Jdbc(String url) implements Source {}

  @Test
  void whatIsNotDefinedIsNamedWithTheNearestName() {
    Asset<String> order = Asset.named("order", String.class).by(() -> "x");
    Resource<String> other = Resource.named("elsewhere", String.class).by(() -> "x");

    assertThat(FoundProblems.of(orders, asset(order), api))
        .containsExactly(
            "asset 'reader' reads asset 'order', which is not defined; did you mean 'orders'?");
    assertThat(FoundProblems.of(api, asset(other)))
        .containsExactly(
            "asset 'reader' reads resource 'elsewhere', which is not defined;"
                + " add the object that declares it to Definitions.in(...)");
  }

  @Test
  void whatStoresNoValueIsNotReadInAnyWay() {
    String problem = "asset 'reader' reads %s, which stores no value; order it with after(...)";

    assertThat(FoundProblems.of(vacuumed, asset(vacuumed)))
        .containsExactly(problem.formatted(vacuumed));
    assertThat(FoundProblems.of(vacuumed, asset(Input.list(vacuumed))))
        .containsExactly(problem.formatted(vacuumed));
    assertThat(FoundProblems.of(dailyVacuumed, asset(dailyVacuumed.allPartitions())))
        .containsExactly(problem.formatted(dailyVacuumed));
    assertThat(FoundProblems.of(dailyVacuumed, asset(dailyVacuumed.lastPartition())))
        .containsExactly(problem.formatted(dailyVacuumed));
  }

  @Test
  void whatIsKeptElsewhereMayBeReadAsAType() {
    Asset<Void> events = Asset.external("events").defined();

    assertThat(FoundProblems.of(events, asset(events.as(String.class)))).isEmpty();
    assertThat(FoundProblems.of(vacuumed, asset(vacuumed.as(String.class)))).isEmpty();
  }

  @Test
  void onlyWhatAnIoManagerKeepsIsReadAsAnotherType() {
    assertThat(FoundProblems.of(api, asset(api.as(Integer.class))))
        .containsExactly(
            "asset 'reader' reads resource 'api' as Integer, but only what an IO manager keeps is"
                + " read as another type; read it as it is");
    assertThat(FoundProblems.of(asset(Input.context().as(Integer.class))))
        .singleElement()
        .asString()
        .contains("reads context() as Integer");
  }

  @Test
  void configIsARecordOrASealedInterfaceOfRecords() {
    assertThat(FoundProblems.of(asset(config(Source.class)))).isEmpty();
    assertThat(FoundProblems.of(asset(config(String.class))))
        .singleElement()
        .asString()
        .startsWith("asset 'reader': ")
        .contains("config is a record or a sealed interface of records");
  }

  @Test
  void configIsReadOnce() {
    Asset<String> twice =
        Asset.named("twice", String.class)
            .from(config(Load.class), config(Save.class))
            .by((load, save) -> "x");

    assertThat(FoundProblems.of(twice))
        .containsExactly("asset 'twice' reads config twice; put both into one record");
  }

  @Test
  void aRangeIsMadeByAFunctionThatStoresItself() {
    assertThat(
            FoundProblems.of(
                Asset.named("range", String.class)
                    .partitionedBy(DAYS)
                    .from(Input.partitionRange())
                    .by(range -> "x")))
        .singleElement()
        .asString()
        .contains("makes a whole range at once, but returns one value");
    assertThat(
            FoundProblems.of(
                Asset.named("range", Void.class)
                    .partitionedBy(DAYS)
                    .from(Input.partitionRange())
                    .doing(range -> {})))
        .isEmpty();
  }

  @Test
  void factsOfPartitionsNeedPartitions() {
    for (Input<?> fact : List.of(Input.partitionKey(), Input.timeWindow())) {
      assertThat(FoundProblems.of(asset(fact)))
          .singleElement()
          .asString()
          .endsWith("(), but it has no partitions; give it partitionedBy(...)");
      assertThat(
              FoundProblems.of(
                  Asset.named("reader", String.class)
                      .partitionedBy(DAYS)
                      .from(fact)
                      .by(any -> "x")))
          .isEmpty();
    }
  }

  @Test
  void aCheckHasThePartitionsOfItsAsset() {
    assertThat(FoundProblems.of(daily, dayCheck(daily))).isEmpty();
    assertThat(FoundProblems.of(orders, dayCheck(orders)))
        .containsExactly(
            "check 'sane' reads partitionKey(), but asset 'orders' has no partitions;"
                + " give it partitionedBy(...)");
  }

  private static Check dayCheck(Asset<?> asset) {
    return Check.named("sane").on(asset).from(Input.partitionKey()).by(InputProblemsTest::isSane);
  }

  private static Outcome isSane(PartitionKey day) {
    return Outcome.passedIf(!day.text().isEmpty(), "a day");
  }

  @Test
  void partitionsAreReadOfWhatHasThem() {
    assertThat(FoundProblems.of(orders, asset(orders.previousPartition())))
        .containsExactly(
            "asset 'reader' reads partitions of asset 'orders', which has none;"
                + " read its value, or give it partitionedBy(...)");
  }

  @Test
  void resourcesAreMadeOfResourcesAndConfigAlone() {
    Resource<String> db =
        Resource.named("db", String.class)
            .from(orders, Input.context(), Input.external("size", Long.class))
            .by((a, b, c) -> "x");

    assertThat(FoundProblems.of(orders, db))
        .containsExactly(
            "resource 'db' reads asset 'orders', but only assets, checks and ops read values;"
                + " give it resources and config",
            "resource 'db' reads context(), which only assets, checks and ops have; leave it out",
            "resource 'db' reads input 'size', but only ops have values of the run config;"
                + " give it config");
  }

  @Test
  void ticksAreOfSchedulesAndSensorsAndCursorsOfSensors() {
    Job job = Job.named("job").running(graph -> graph.op("a").doing(() -> {}));
    Schedule schedule =
        Schedule.named("schedule")
            .running(job)
            .from(Input.tick(), Input.cursor())
            .by((tick, cursor) -> Decision.skip("no"));
    Sensor sensor =
        Sensor.named("sensor")
            .running(job)
            .from(Input.tick(), Input.cursor())
            .by((tick, cursor) -> Decision.skip("no"));

    assertThat(FoundProblems.of(job, schedule, sensor, asset(Input.tick())))
        .containsExactly(
            "schedule 'schedule' reads cursor(), which only sensors have; leave it out",
            "asset 'reader' reads tick(), which only schedules and sensors have; leave it out");
  }

  @Test
  void whatIsWiredInAJobIsNotReadByAnAsset() {
    Wired<Op<String>> op = new Wired<>(graph -> graph.op("a", String.class).by(() -> "x"));

    assertThat(FoundProblems.of(op.job(), asset(op.node())))
        .containsExactly(
            "asset 'reader' reads op 'a', which is wired in a job; pass data to it by an asset");
  }

  @Test
  void nodesComeAfterNodes() {
    Asset<String> wrong =
        Asset.named("wrong", String.class).after(orders, api, daily.allPartitions()).by(() -> "x");

    assertThat(FoundProblems.of(orders, api, daily, wrong))
        .containsExactly(
            "asset 'wrong' comes after an input that is no op or asset; name what makes it");
  }

  @Test
  @Covers("K2.2")
  void anInputThatNothingMakesIsRefusedWithTheRemedies() {
    Wired<?> wired =
        new Wired<>(graph ->
            graph
                .op("a", String.class)
                .from(Input.external("lock", Lock.class))
                .by(Object::toString));

    assertThat(FoundProblems.of(wired.job()))
        .containsExactly(
            "op 'a' reads input 'lock', but nothing makes a Lock of the run config;"
                + " give the type loadedBy(...), give the input a default, or read an op or asset");
  }

  @ParameterizedTest
  @MethodSource("loadable")
  void anInputOfTheRunConfigHasALoaderADefaultOrAPlainType(Input<?> input) {
    Wired<?> wired =
        new Wired<>(graph -> graph.op("a", String.class).from(input).by(Object::toString));

    assertThat(FoundProblems.of(wired.job())).isEmpty();
  }

  static Stream<Arguments> loadable() {
    Type<Thread> thread = Type.of(Thread.class).named("thread").loadedBy(String.class, Thread::new);
    return Stream.of(
        arguments(Input.external("a", thread)),
        arguments(Input.external("a", Thread.class, Thread.currentThread())),
        arguments(Input.external("a", Load.class)),
        arguments(Input.external("a", Long.class)),
        arguments(Input.external("a", Type.listOf(String.class))));
  }

  @Test
  void anInputOfTheRunConfigIsOfOneType() {
    Job job =
        Job.named("job")
            .running(graph -> {
              graph.op("a").from(Input.external("size", Long.class)).doing(size -> {});
              graph.op("b").from(Input.external("size", String.class)).doing(size -> {});
            });

    assertThat(FoundProblems.of(job))
        .containsExactly(
            "op 'b' reads input 'size' as String, but another reads it as Long; use one type");
  }

  @Test
  @Covers("K4.5")
  void twoTypesOfOneNameAreRefused() {
    Type<String> one = Type.of(String.class).checkedBy(text -> TypeCheck.success());
    Type<String> other = Type.of(String.class).checkedBy(text -> TypeCheck.failed("no"));

    assertThat(FoundProblems.of(made("a", one), made("b", one))).isEmpty();
    assertThat(FoundProblems.of(made("a", one), made("b", other.named("other")))).isEmpty();
    assertThat(FoundProblems.of(made("a", one), made("b", other)))
        .containsExactly(
            "asset 'b' uses a second type named 'String'; use one constant for both,"
                + " or name one of them differently");
  }

  private static Asset<String> made(String name, Type<String> type) {
    return Asset.named(name, type).by(() -> "x");
  }

  private static Asset<String> asset(Input<?> input) {
    return Asset.named("reader", String.class).from(input).by(any -> "x");
  }
}
