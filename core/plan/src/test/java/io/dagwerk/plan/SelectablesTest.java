package io.dagwerk.plan;

import static io.dagwerk.plan.Sketch.asset;
import static io.dagwerk.plan.Sketch.bundle;
import static io.dagwerk.plan.Sketch.check;
import static io.dagwerk.plan.Sketch.external;
import static io.dagwerk.plan.Sketch.fanOut;
import static io.dagwerk.plan.Sketch.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.selection.InvalidSelection;
import io.dagwerk.selection.Selection;
import io.dagwerk.selection.SelectionGraph;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.junit.jupiter.api.Test;

final class SelectablesTest {
  private static final LocationSnapshot SHOP =
      Sketch.of(
              asset("orders"),
              asset("items"),
              bundle("split", false, "paid", "open")
                  .input(
                      new InputSnapshot.OfMany(
                          List.of(
                              new InputSnapshot.OfAsset(
                                  AssetKey.of("orders"), Optional.empty(), false),
                              new InputSnapshot.OfConfig()))),
              check("paid", "sane", false).readsAssets("items").tagged("fast", "yes"),
              asset("mail").after("split"),
              op("load").tagged("io", "heavy"),
              fanOut("files").reads("load"),
              op("parse").element("files").inside("files"),
              op("all").collects("files", "parse").after("load"))
          .snapshot("shop");
  private static final LocationSnapshot LAKE =
      Sketch.of(
              external("paid"), external("weather"), asset("report").readsAssets("paid", "weather"))
          .snapshot("lake");

  private static SequencedSet<String> assets(String selection) {
    return Selection.parse(selection).resolve(Selectables.assets(List.of(SHOP, LAKE)));
  }

  @Test
  void assetsAreSelectedByWhatIsDeclaredOfThem() {
    assertThat(assets("group:group_of_paid")).containsExactly("paid");
    assertThat(assets("kind:kind_of_open or owner:owner_of_mail")).containsExactly("open", "mail");
    assertThat(assets("tag:tag_of_items=1")).containsExactly("items");
  }

  @Test
  void assetsOfSeveralLocationsAreOneGraph() {
    assertThat(assets("location:lake")).containsExactly("weather", "report");
    assertThat(assets("location:shop")).hasSize(5);
    assertThat(assets("roots(report)")).containsExactly("orders", "weather");
    assertThat(assets("sinks(orders)")).containsExactly("mail", "report");
    assertThat(assets("paid").size()).isEqualTo(1);
  }

  @Test
  void whatIsReadJudgedOrWaitedForComesBefore() {
    assertThat(assets("1+mail")).containsExactly("paid", "open", "mail");
    assertThat(assets("1+open")).containsExactly("orders", "open");
    assertThat(assets("+paid.sane")).containsExactly("orders", "items", "paid", "paid.sane");
    assertThat(assets("+paid")).containsExactly("orders", "paid");
  }

  @Test
  void anAssetThatReadsItsOwnPastDoesNotComeBeforeItself() {
    SelectionGraph graph =
        Selectables.assets(
            List.of(Sketch.of(asset("total").readsAssets("total")).snapshot("shop")));

    assertThat(Selection.parse("roots(total)").resolve(graph)).containsExactly("total");
  }

  @Test
  void opsAreSelectedByNameTagAndLocation() {
    SelectionGraph ops = Selectables.ops(SHOP, SHOP.jobs().getFirst());

    assertThat(Selection.parse("tag:io=heavy").resolve(ops)).containsExactly("load");
    assertThat(Selection.parse("1+all").resolve(ops))
        .containsExactly("load", "files", "parse", "all");
    assertThat(Selection.parse("location:shop and not load+1").resolve(ops))
        .containsExactly("parse");
    assertThatThrownBy(() -> Selection.parse("location:shops").resolve(ops))
        .isInstanceOf(InvalidSelection.class)
        .hasMessageContaining("no op has the location 'shops'; did you mean 'shop'?");
  }

  @Test
  void jobsAreSelectedByNameAndLocation() {
    SelectionGraph jobs = Selectables.jobs(List.of(SHOP, LAKE));

    assertThat(Selection.parse("etl").places(jobs).stream()).containsExactly(0, 2);
    assertThat(Selection.parse("location:lake and key:re*").places(jobs).stream())
        .containsExactly(3);
    assertThat(Selection.parse("+etl+").places(jobs).stream()).containsExactly(0, 2);
  }

  @Test
  void anAssetJobSelectsByTheLocation() {
    PlanRequest.Moment now = Sketch.NOW;
    LocationIndex shop = LocationIndex.of(SHOP);

    assertThat(Sketch.shown(Sketch.plan(PlanRequest.ofAssets(shop, "location:shop", now))))
        .hasSize(5);
    assertThat(Sketch.problems(PlanRequest.ofAssets(shop, "location:lake", now)))
        .containsExactly(
            "selection 'location:lake', character 10: no asset has the location 'lake'");
  }
}
