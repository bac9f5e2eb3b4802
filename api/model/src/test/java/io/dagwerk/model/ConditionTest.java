package io.dagwerk.model;

import static io.dagwerk.model.Condition.anyUpstream;
import static io.dagwerk.model.Condition.anyUpstreamMissing;
import static io.dagwerk.model.Condition.eager;
import static io.dagwerk.model.Condition.inLatestWindow;
import static io.dagwerk.model.Condition.inProgress;
import static io.dagwerk.model.Condition.missing;
import static io.dagwerk.model.Condition.newlyMissing;
import static io.dagwerk.model.Condition.newlyUpdated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Condition.AllOf;
import io.dagwerk.model.Condition.AnyOf;
import io.dagwerk.model.Condition.Blocking;
import io.dagwerk.model.Condition.Quantifier;
import io.dagwerk.model.Condition.Upstream;
import io.dagwerk.model.Condition.Which;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How conditions are put together and taken apart.
class ConditionTest {
  @Test
  void chainsOfAndAndOfOrAreFlatUnlessTheyAreLabeled() {
    Condition a = missing();
    Condition b = newlyUpdated();
    Condition c = inLatestWindow();
    assertThat(a.and(b).and(c)).isEqualTo(new AllOf(List.of(a, b, c)));
    assertThat(a.or(b).or(c)).isEqualTo(new AnyOf(List.of(a, b, c)));
    assertThat(a.or(b).and(c)).isEqualTo(new AllOf(List.of(new AnyOf(List.of(a, b)), c)));
    assertThat(a.and(b).labeled("both").and(c).parts())
        .containsExactly(a.and(b).labeled("both"), c);
  }

  @Test
  void aPartIsExchangedWhereverItStands() {
    Condition given =
        Condition.on(AssetKey.of("a"), missing())
            .since(missing().newlyTrue())
            .or(Condition.anyCheck(missing(), Blocking.ANY_CHECK))
            .or(Condition.allRootAssets(missing().sinceLastHandled()))
            .or(anyUpstream(missing().not().labeled("there")).and(missing()));
    Condition expected =
        Condition.on(AssetKey.of("a"), inProgress())
            .since(inProgress().newlyTrue())
            .or(Condition.anyCheck(inProgress(), Blocking.ANY_CHECK))
            .or(Condition.allRootAssets(inProgress().sinceLastHandled()))
            .or(anyUpstream(inProgress().not().labeled("there")).and(inProgress()));
    assertThat(given.replace(missing(), inProgress())).isEqualTo(expected);
  }

  @Test
  void aPartIsExchangedByItsLabel() {
    assertThat(eager().replace("newly missing", newlyUpdated()).without(newlyUpdated()))
        .isEqualTo(eager().without(newlyMissing()).without(newlyUpdated()));
    assertThatThrownBy(() -> eager().replace("newly msising", missing()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "expected a part that is labeled 'newly msising' in the condition, but found none");
  }

  @Test
  void aPartIsLeftOut() {
    Condition a = missing();
    Condition b = newlyUpdated();
    Condition c = inLatestWindow();
    assertThat(a.and(b).and(c).without(b)).isEqualTo(a.and(c));
    assertThat(a.and(b).without(b)).isEqualTo(a);
    assertThat(a.or(b).or(c).sinceLastHandled().without(a)).isEqualTo(b.or(c).sinceLastHandled());
    assertThat(a.and(b.not()).without(b)).as("not of nothing is nothing").isEqualTo(a);
    assertThat(eager().without(anyUpstreamMissing().not()).parts().getFirst().parts()).hasSize(4);
    assertThatThrownBy(() -> a.and(b).without(c))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but found none");
    assertThatThrownBy(() -> a.and(a).without(a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("nothing is left");
  }

  @Test
  void selectionsAddUp() {
    assertThat(anyUpstream(missing()).allowing("group:a").ignoring("b"))
        .isEqualTo(upstream(Optional.of("group:a"), Optional.of("b")));
    assertThat(
            anyUpstream(missing())
                .not()
                .allowing("a or b")
                .allowing("kind:c")
                .ignoring("d")
                .ignoring("e"))
        .isEqualTo(upstream(Optional.of("(a or b) and (kind:c)"), Optional.of("(d) or (e)")).not());
    assertThat(missing().ignoring("a")).isEqualTo(missing());
  }

  private static Condition upstream(Optional<String> allowed, Optional<String> ignored) {
    return new Upstream(Quantifier.ANY, missing(), new Which(allowed, ignored));
  }
}
