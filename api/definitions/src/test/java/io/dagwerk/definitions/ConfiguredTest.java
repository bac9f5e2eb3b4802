package io.dagwerk.definitions;

import static io.dagwerk.definitions.Input.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.config.Environment;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A definition with its config said where it is declared, whole or in part.
class ConfiguredTest {
  record Load(String table, String region, int most) {}

  record Regional(String table, int most) {}

  record Small(String table) {}

  record Host(String host, int port) {}

  record OnlyHost(String host) {}

  private final Graph graph = new Graph();
  private final Op<Load> load = graph.op("load", Load.class).from(config(Load.class)).by(it -> it);
  private final Resource<Host> db =
      Resource.named("db", Host.class).from(config(Host.class)).by(it -> it);

  @Test
  void aConstantLeavesNothingToGive() {
    Op<Load> orders = load.configured("orders", new Load("orders", "eu", 10));

    assertThat(orders.name()).isEqualTo("orders");
    assertThat(schema(orders.compute())).isEqualTo(ConfigSchema.Shape.EMPTY);
    assertThat(bound(orders.compute(), Map.of())).isEqualTo(new Load("orders", "eu", 10));
  }

  @Test
  void aFunctionOfAnotherRecordLeavesThatToGive() {
    Resource<Host> local =
        db.configured("local", OnlyHost.class, Host.class, it -> new Host(it.host(), 5432));

    assertThat(schema(local.compute())).isEqualTo(ConfigSource.given(OnlyHost.class).schema());
    assertThat(bound(local.compute(), Map.of("host", "here"))).isEqualTo(new Host("here", 5432));
  }

  @Test
  void aChainOfThreeGivesTheSameAsSaidAtOnce() {
    Op<Load> chained =
        load.configured(
                "regional", Regional.class, Load.class, it -> new Load(it.table(), "eu", it.most()))
            .configured("small", Small.class, Regional.class, it -> new Regional(it.table(), 10))
            .configured("orders", new Small("orders"));
    Op<Load> direct = load.configured("direct", new Load("orders", "eu", 10));

    assertThat(bound(chained.compute(), Map.of())).isEqualTo(bound(direct.compute(), Map.of()));
    assertThat(graph.nodes())
        .extracting(Node::name)
        .containsExactly("load", "regional", "small", "orders", "direct");
  }

  @Test
  void aConstantIsNotConfiguredFurther() {
    Op<Load> orders = load.configured("orders", new Load("orders", "eu", 10));

    assertThatThrownBy(() -> orders.configured("again", new Load("orders", "us", 10)))
        .hasMessage(
            "op 'again' cannot be configured: the config of op 'orders' is constant,"
                + " so there is nothing left to give");
  }

  @Test
  void anotherRecordThanTheDefinitionTakesIsRefused() {
    assertThatThrownBy(() -> load.configured("wrong", new Small("orders")))
        .hasMessage("op 'load' takes config of Load, but was configured with Small; give a Load");
    assertThatThrownBy(
            () -> db.configured("wrong", OnlyHost.class, Load.class, it -> new Load("", "", 1)))
        .hasMessage(
            "resource 'db' takes config of Host, but was configured with Load; give a Host");
  }

  @Test
  void whatTakesNoConfigIsNotConfigured() {
    Op<String> plain = graph.op("plain", String.class).by(() -> "x");

    assertThatThrownBy(() -> plain.configured("wrong", new Small("orders")))
        .hasMessage(
            "op 'plain' has no config, so it cannot be configured; give it from(config(Small.class))");
  }

  @Test
  @Covers("K2.1")
  void aNameThatIsTakenGetsANumber() {
    load.configured("load", new Load("orders", "eu", 10));

    assertThat(graph.nodes()).extracting(Node::name).containsExactly("load", "load_2");
  }

  @Test
  void aConfiguredOpKeepsEverythingElse() {
    Op<Load> tagged =
        graph
            .op("tagged", Load.class)
            .describedAs("loads")
            .tag("team", "ops")
            .version("2")
            .from(config(Load.class))
            .by(it -> it);
    Op<Load> configured = tagged.configured("orders", new Load("orders", "eu", 10));

    assertThat(configured.settings()).isEqualTo(tagged.settings());
    assertThat(configured.compute().function()).isSameAs(tagged.compute().function());
  }

  @Test
  void opsOfANestedGraphMakeTheirConfigOfTheGraphs() {
    Op<Small> inner = graph.nested("clean", Regional.class, (in, given) -> small(in, given));

    assertThat(inner.name()).isEqualTo("clean.small");
    assertThat(graphConfig().schema()).isEqualTo(ConfigSource.given(Regional.class).schema());
    assertThat(bound(inner.compute(), Map.of("table", "orders", "most", 1)))
        .isEqualTo(new Small("orders"));
  }

  @Test
  void aNestedGraphMayBeConfiguredByAConstant() {
    Op<Small> inner =
        graph.nested("clean", new Regional("orders", 1), (in, given) -> small(in, given));

    assertThat(graphConfig().schema()).isEqualTo(ConfigSchema.Shape.EMPTY);
    assertThat(bound(inner.compute(), Map.of())).isEqualTo(new Small("orders"));
  }

  @Test
  void aNestedGraphMayBeConfiguredByAnotherRecord() {
    Op<Small> inner =
        graph.nested(
            "clean",
            OnlyHost.class,
            Regional.class,
            host -> new Regional(host.host(), 1),
            (in, given) -> small(in, given));

    assertThat(graphConfig().schema()).isEqualTo(ConfigSource.given(OnlyHost.class).schema());
    assertThat(bound(inner.compute(), Map.of("host", "orders"))).isEqualTo(new Small("orders"));
  }

  @Test
  void anOpOfANestedGraphMayBeConfiguredByItself() {
    Op<Small> inner = graph.nested("clean", Regional.class, (in, given) -> small(in, given));
    Op<Small> own = inner.configured("own", new Regional("mine", 1));

    assertThat(configOf(own.compute()).graph()).isEqualTo(Optional.empty());
    assertThat(bound(own.compute(), Map.of())).isEqualTo(new Small("mine"));
  }

  private static Op<Small> small(Graph graph, GraphConfig<Regional> given) {
    return graph
        .op("small", Small.class)
        .from(given.to(Small.class, regional -> new Small(regional.table())))
        .by(it -> it);
  }

  private ConfigSource<?> graphConfig() {
    return graph.nestedGraphs().getFirst().config().orElseThrow();
  }

  private static ConfigSchema schema(Compute<?> compute) {
    return configOf(compute).source().schema();
  }

  private static Object bound(Compute<?> compute, Map<String, ?> document) {
    return configOf(compute)
        .source()
        .bind(document, Environment.of(Map.of()), ConfigPath.ROOT)
        .get();
  }

  private static Input.Config<?> configOf(Compute<?> compute) {
    return List.copyOf(compute.inputs()).stream()
        .filter(Input.Config.class::isInstance)
        .map(input -> (Input.Config<?>) input)
        .findFirst()
        .orElseThrow();
  }
}
