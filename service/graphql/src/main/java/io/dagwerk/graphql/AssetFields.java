package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.daemon.AssetFact;
import io.dagwerk.daemon.AssetStand;
import io.dagwerk.daemon.AssetStanding;
import io.dagwerk.daemon.Assets;
import io.dagwerk.daemon.DefinedAsset;
import io.dagwerk.daemon.Operations;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.NodeSnapshot.CheckFacts;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredTry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Answers what is asked of assets.
final class AssetFields {
  /// The most assets of a page: of each of their partitions it is read whether it was made.
  private static final int MOST_ASSETS = 500;

  private final Assets assets;

  AssetFields(Operations operations) {
    this.assets = operations.assets();
  }

  /// An asset of a page, with what those of the page have come to, which is read for all of them
  /// when it is asked for.
  record ShownAsset(
      DefinedAsset defined,
      int place,
      OnDemand<List<AssetStanding>> standings,
      OnDemand<List<AssetStand>> stands) {
    AssetStanding standing() {
      return standings.get().get(place);
    }

    AssetStand stand() {
      return stands.get().get(place);
    }
  }

  /// A check, and what it found last.
  ///
  /// @param declared empty for one that no location declares (any more)
  record ShownCheck(String name, Optional<CheckFacts> declared, Optional<AssetFact> newest) {}

  /// A report that was stored.
  record Reported(AssetKey asset) {}

  void wire(RuntimeWiring.Builder wiring) {
    wiring.type(
        TypeRuntimeWiring.newTypeWiring("Query")
            .dataFetcher("assets", asked -> page(new Arguments(asked.getArguments())))
            .dataFetcher("asset", asked -> find(new Arguments(asked.getArguments()))));
    wireAsset(wiring);
    Fields.<Page<ShownAsset>>of("AssetPage", RunFields.pages())
        .field("assets", Page::items)
        .wire(wiring);
    Fields.of("AssetCheck", ShownCheck.class)
        .field("isBlocking", check -> check.declared().map(CheckFacts::blocking).orElse(false))
        .field("isDeclared", check -> check.declared().isPresent())
        .wire(wiring);
    Fields.of("AssetTry", StoredTry.class)
        .field("partition", tried -> tried.place().partition())
        .field("time", StoredTry::ended)
        .wire(wiring);
    Fields.of("AssetFact", AssetFact.class)
        .field("number", fact -> fact.fact().number())
        .field("kind", fact -> kind(fact.fact().row().kind()))
        .field("check", fact -> checked(fact).map(LedgerRow.Kind.Checked::check))
        .field("passed", fact -> checked(fact).map(LedgerRow.Kind.Checked::passed))
        .field("partition", fact -> fact.fact().row().place().partition())
        .field("dataVersion", fact -> fact.fact().row().version())
        .field("time", fact -> fact.fact().row().at())
        .field("run", AssetFields::run)
        .field("text", fact -> EventText.of(fact.event()))
        .field("json", fact -> EventJson.of(fact.event()))
        .wire(wiring);
  }

  private void wireAsset(RuntimeWiring.Builder wiring) {
    defined("key", asset -> asset.facts().key())
        .field("location", asset -> asset.defined().location())
        .field("group", asset -> asset.defined().facts().group())
        .field("description", asset -> asset.defined().facts().description())
        .field("kinds", asset -> asset.defined().facts().kinds())
        .field("owners", asset -> asset.defined().facts().owners())
        .field("tags", asset -> RunFields.tags(asset.defined().facts().tags()))
        .field("hooks", asset -> asset.defined().node().hooks())
        .field("isExternal", asset -> asset.defined().facts().external())
        .field("upstream", asset -> asset.defined().upstream())
        .field("downstream", asset -> asset.defined().downstream())
        .field("partitionCount", asset -> number(asset.standing().partitions()))
        .field("materializedCount", asset -> asset.standing().materialized())
        .field("state", asset -> asset.stand().state())
        .field("tried", asset -> asset.stand().tried())
        .field("staleBecause", asset -> asset.stand().newer())
        .field("newest", asset -> asset.standing().newest())
        .field("checks", AssetFields::checks)
        .field("history", this::history)
        .wire(wiring);
  }

  private static Fields<ShownAsset> defined(
      String name, Function<DefinedAsset, @Nullable Object> answer) {
    return Fields.of("Asset", ShownAsset.class).field(name, asset -> answer.apply(asset.defined()));
  }

  private static Optional<Long> number(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }

  private Page<ShownAsset> page(Arguments arguments) {
    arguments.number("limit", 1, MOST_ASSETS);
    Page<DefinedAsset> page =
        Page.of(
            assets.select(arguments.text("select")),
            asset -> asset.facts().key().toString(),
            arguments);
    return new Page<>(shown(page.items()), page.after());
  }

  private ShownAsset find(Arguments arguments) {
    return shown(List.of(assets.get(arguments.asset("key")))).getFirst();
  }

  private List<ShownAsset> shown(List<DefinedAsset> defined) {
    OnDemand<List<AssetStanding>> standings = new OnDemand<>(() -> assets.standings(defined));
    OnDemand<List<AssetStand>> stands = new OnDemand<>(() -> assets.stands(defined));
    return IntStream.range(0, defined.size())
        .mapToObj(i -> new ShownAsset(defined.get(i), i, standings, stands))
        .toList();
  }

  private static String kind(LedgerRow.Kind kind) {
    return switch (kind) {
      case LedgerRow.Kind.Materialized _ -> "MATERIALIZED";
      case LedgerRow.Kind.Observed _ -> "OBSERVED";
      case LedgerRow.Kind.Checked _ -> "CHECKED";
    };
  }

  private static Optional<LedgerRow.Kind.Checked> checked(AssetFact fact) {
    return fact.fact().row().kind() instanceof LedgerRow.Kind.Checked checked
        ? Optional.of(checked)
        : Optional.empty();
  }

  private static Object run(AssetFact fact) {
    return Optional.of(fact)
        .filter(it -> it.reportedBy().isEmpty())
        .map(AssetFact::fact)
        .map(StoredFact::run);
  }

  /// Those that are declared, then others that have judged it.
  private static List<ShownCheck> checks(ShownAsset asset) {
    List<AssetFact> newest = asset.standing().checks();
    List<ShownCheck> checks = new ArrayList<>();
    for (CheckFacts declared : asset.defined().checks()) {
      checks.add(
          new ShownCheck(
              declared.name(),
              Optional.of(declared),
              newest.stream().filter(fact -> isOf(fact, declared.name())).findFirst()));
    }
    for (AssetFact fact : newest) {
      checked(fact)
          .map(LedgerRow.Kind.Checked::check)
          .filter(name -> asset.defined().checks().stream().noneMatch(it -> it.name().equals(name)))
          .ifPresent(name -> checks.add(new ShownCheck(name, Optional.empty(), Optional.of(fact))));
    }
    return checks;
  }

  private static boolean isOf(AssetFact fact, String check) {
    return fact.event() instanceof Event.CheckEvaluated found && found.check().equals(check);
  }

  private List<AssetFact> history(ShownAsset asset, Arguments arguments) {
    return assets.history(
        asset.defined().facts().key(),
        arguments.findNumber("before"),
        arguments.number("limit", 1, AssetStates.MOST));
  }
}
