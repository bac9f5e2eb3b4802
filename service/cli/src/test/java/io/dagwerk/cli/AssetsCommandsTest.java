package io.dagwerk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.cli.Surroundings.Look;
import io.dagwerk.cli.Typed.Outcome;
import io.dagwerk.documents.Json;
import io.dagwerk.graphql.Shop;
import io.dagwerk.model.ConfigTree;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `dagwerk assets`. It is 2001-01-31.
final class AssetsCommandsTest {
  private final Typed typed = new Typed(Path.of(""));

  @BeforeEach
  void serve() {
    typed.operations.serves(Shop.location());
  }

  @AfterEach
  void stop() {
    typed.close();
  }

  private void report(String... more) {
    String[] arguments = new String[more.length + 4];
    System.arraycopy(
        new String[] {"assets", "report", "landed", "--partition=2001-01-30"}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    assertThat(typed.type(arguments)).isEqualTo(new Outcome(0, "asset landed reported\n", ""));
  }

  @Test
  void assetsAreATableForPeople() {
    report();
    report("--failed=fresh", "--description=it is old");

    assertThat(typed.type(Look.TERMINAL, "assets", "list").out())
        .isEqualTo(
            """
            ASSET    GROUP  MATERIALIZED          PARTITIONS  CHECKS
            landed   raw    2001-01-31T06:00:00Z  1/30        1 failed
            orders   sales                        0/30        1 not yet
            revenue  sales
            """);
    assertThat(typed.type("assets", "list", "group:sales").out())
        .isEqualTo("orders\tsales\t\t0/30\t1 not yet\nrevenue\tsales\t\t\t\n");
  }

  @Test
  void anAssetIsShownWithItsHistoryAndMetadata() {
    report("--data-version=v7", "--metadata=rows=1200", "--metadata=source=sap");
    report("--passed=fresh");

    assertThat(typed.type("assets", "show", "landed").out())
        .isEqualTo(
            """
            key          landed
            description  About landed.
            location     shop
            group        raw
            kinds        table
            owners       team:sales
            external     nothing here makes it
            downstream   orders
            partitions   1/30

            checks:
            fresh\t\tpassed\t2001-01-31T06:00:00Z

            history:
            2001-01-31T06:00:00Z\t2001-01-30\tcheck 'fresh' of asset 'landed' of partition '2001-01-30' passed\tlocal
            2001-01-31T06:00:00Z\t2001-01-30\tasset 'landed' of partition '2001-01-30' materialized\tlocal

            metadata of the newest materialization:
            rows         1200
            source       sap
            dagwerk/reported_by local
            """);
  }

  @Test
  void scriptsGetAssetsAsJson() {
    report("--observed");

    ConfigTree list = Json.parse(typed.type("assets", "list", "--json").out(), "output");
    Answer shown =
        new Answer(Json.parse(typed.type("assets", "show", "landed", "--json").out(), "output"));

    assertThat(list).isInstanceOf(ConfigTree.Items.class);
    assertThat(shown.list("history"))
        .extracting(fact -> fact.text("kind"))
        .containsExactly("OBSERVED");
  }

  @Test
  void whatCannotBeReportedSaysWhy() {
    assertThat(typed.type("assets", "report", "revenue").err())
        .contains("asset 'revenue' is made by location 'shop'");
    assertThat(typed.type("assets", "report", "lande"))
        .isEqualTo(
            new Outcome(
                3, "", "dagwerk: no location defines an asset 'lande'; did you mean 'landed'?\n"));
    assertThat(typed.type("assets", "report", "landed", "--observed", "--passed=x").code())
        .isEqualTo(2);
    assertThat(typed.type("assets", "show", "lande").code()).isEqualTo(3);
    assertThat(typed.type("assets", "show", "landed", "--limit=0").code()).isEqualTo(2);
  }
}
