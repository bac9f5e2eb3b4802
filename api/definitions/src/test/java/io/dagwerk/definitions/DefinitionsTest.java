package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Partitions;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
  @Test
  @Covers("K1.4")
  void everyProblemIsReportedAtOnceWithThePlaceWhereItIsDeclared() {
    assertThat(FoundProblems.in(new Wrong(Asset.named("raw_order", String.class).by(() -> "x"))))
        .containsExactly(
            "Wrong.badName: asset 'my-asset' is not a valid name, which matches "
                + "[A-Za-z_][A-Za-z0-9_]*(/[A-Za-z0-9_]+)*; rename it",
            "Wrong.twice: asset 'raw_orders' has the name of asset 'raw_orders', which is declared"
                + " in Wrong.rawOrders; rename one of them",
            "Wrong.revenue: asset 'revenue' reads asset 'raw_order', which is not defined; did you"
                + " mean 'raw_orders'?",
            "Wrong.early: asset 'early' has null as input 2, where a handle was expected: declared"
                + " below, or a cycle; declare it above its first use",
            "Wrong.total: asset 'total' reads asset 'daily', which is partitioned by day, while the"
                + " reader is not partitioned; say which partitions are meant, such as"
                + " .allPartitions()",
            "Wrong.reader: asset 'reader' reads asset 'vacuumed', which stores no value; order it"
                + " with after(...)");
  }

  @Test
  void theExceptionNamesAllProblems() {
    assertThatThrownBy(() ->
            Definitions.of(
                List.of(
                    Asset.named("a-b", String.class).by(() -> "x"),
                    Asset.named("c-d", String.class).by(() -> "x"))))
        .isInstanceOf(InvalidDefinitions.class)
        .hasMessageContainingAll("the definitions have problems:", "'a-b'", "'c-d'");
  }

  @Test
  void whatAFactoryMadeIsKnownByItsPlace() {
    assertThatThrownBy(() ->
            Definitions.of(
                List.of(
                    Asset.named("a", String.class).by(() -> "x"),
                    Asset.named("a", String.class).by(() -> "x"))))
        .hasMessageContaining(
            "definition 2: asset 'a' has the name of asset 'a', which is declared in definition 1;");
  }

  @Test
  void theElementsOfAListAreDefinitionsAndAreKnownByTheirPlaces() {
    assertThat(Definitions.in(new Many("a", "b")).declared())
        .extracting(Declared::where)
        .containsExactly("Many.assets[0]", "Many.assets[1]");
    assertThat(FoundProblems.in(new Many("a", "b", "a")))
        .containsExactly(
            "Many.assets[2]: asset 'a' has the name of asset 'a', which is declared in"
                + " Many.assets[0]; rename one of them");
  }

  @Test
  void aFieldThatHoldsNothingIsAProblem() {
    assertThat(FoundProblems.in(new Unassigned()))
        .containsExactly("Unassigned.later is null, but should hold a definition; assign it");
  }

  @Test
  void whatTwoFieldsHoldIsOneDefinition() {
    Many many = new Many("a");

    assertThat(Definitions.in(many, many).all()).hasSize(1);
  }

  @Test
  void definitionsAreFoundByKindAndName() {
    Definitions definitions = Definitions.in(new Many("a", "b"));

    assertThat(definitions.find(Asset.class, "b")).hasToString("Optional[asset 'b']");
    assertThat(definitions.find(Asset.class, "c")).isEmpty();
    assertThat(definitions.find(Job.class, "b")).isEmpty();
  }

  @Test
  void definitionsAddedToOthersAreCheckedTogether() {
    Definitions some = Definitions.in(new Many("a", "b"));

    assertThat(some.and(Definitions.in(new Many("c"))).all()).hasSize(3);
    assertThatThrownBy(() -> some.and(Definitions.in(new Many("b"))))
        .hasMessageContaining("asset 'b' has the name of asset 'b'");
  }

  @Test
  void checksOfTwoAssetsMayHaveTheSameName() {
    Asset<String> a = Asset.named("a", String.class).by(() -> "x");
    Asset<String> b = Asset.named("b", String.class).by(() -> "x");

    assertThat(FoundProblems.of(a, b, check("is_full", a), check("is_full", b))).isEmpty();
    assertThat(FoundProblems.of(a, check("is_full", a), check("is_full", a)))
        .singleElement()
        .asString()
        .contains("check 'is_full' has the name of check 'is_full'");
  }

  @Test
  void nullWhereAHandleIsNeededAtOnceIsRefusedInWords() {
    assertThatThrownBy(() -> new Early().sane.name())
        .hasMessage(
            "found null where an asset was expected: declared below, or a cycle;"
                + " declare it above its first use");
  }

  private static Check check(String name, Asset<?> asset) {
    return Check.named(name).on(asset).by(Outcome::success);
  }

  @SuppressWarnings("NullAway") // reads a field before it is assigned, as a user may
  static final class Wrong {
    final Asset<String> badName = Asset.named("my-asset", String.class).by(() -> "x");
    final Asset<String> rawOrders = Asset.named("raw_orders", String.class).by(() -> "x");
    final Asset<String> twice = Asset.named("raw_orders", String.class).by(() -> "x");
    final Asset<String> revenue;
    final Asset<String> early =
        Asset.named("early", String.class).from(rawOrders, this.late).by(String::concat);
    final Asset<String> late = Asset.named("late", String.class).by(() -> "x");
    final Asset<String> daily =
        Asset.named("daily", String.class)
            .partitionedBy(Partitions.daily("2001-01-01"))
            .by(() -> "x");
    final Asset<String> total = Asset.named("total", String.class).from(daily).by(text -> text);
    final Asset<Void> vacuumed = Asset.named("vacuumed", String.class).doing(() -> {});
    final Asset<String> reader =
        Asset.named("reader", String.class).from(vacuumed).by(nothing -> "x");

    Wrong(Asset<String> elsewhere) {
      revenue = Asset.named("revenue", String.class).from(elsewhere).by(text -> text);
    }
  }

  @SuppressWarnings("NullAway") // reads a field before it is assigned, as a user may
  static final class Early {
    final Check sane = Check.named("sane").on(this.late).by(Outcome::success);
    final Asset<String> late = Asset.named("late", String.class).by(() -> "x");
  }

  static final class Many {
    final List<Asset<String>> assets = new ArrayList<>();
    final List<String> names;

    Many(String... names) {
      this.names = List.of(names);
      this.names.forEach(name -> assets.add(Asset.named(name, String.class).by(() -> "x")));
    }
  }

  @SuppressWarnings("NullAway") // never assigned, as a user may forget
  static final class Unassigned {
    Asset<String> later;
  }
}
