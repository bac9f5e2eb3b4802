package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.NewRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every store of content keeps.
public abstract class SnapshotsContract extends StorageContract {
  @Test
  void contentIsFoundByItsHash() {
    byte[] large = new byte[3_000_000];
    new Random(1).nextBytes(large);
    for (Bytes content : List.of(Bytes.ofText("{}"), Bytes.of(new byte[0]), Bytes.of(large))) {
      ContentHash hash = storage.snapshots().put(content);
      assertThat(hash).isEqualTo(ContentHash.of(content));
      assertThat(storage.snapshots().put(content)).isEqualTo(hash);
      assertThat(storage.snapshots().find(hash)).contains(content);
    }
  }

  @Test
  void whatIsMissingIsTold() {
    ContentHash stored = storage.snapshots().put(Bytes.ofText("a"));
    ContentHash missing = ContentHash.of(Bytes.ofText("b"));
    assertThat(storage.snapshots().missing(List.of(missing, stored))).containsExactly(missing);
    assertThat(storage.snapshots().missing(List.of())).isEmpty();
    assertThat(storage.snapshots().find(missing)).isEmpty();
  }

  @Test
  void aRunWhoseContentsAreMissingIsRefused() {
    ContentHash missing = ContentHash.of(Bytes.ofText("never stored"));
    NewRun run =
        new NewRun(
            RunId.createdAt(Given.NOW),
            new NewRun.Work(
                "nightly", "default", "here", "v1", new NewRun.Contents(missing, missing, missing)),
            Optional.empty(),
            0,
            new LinkedHashMap<>());
    assertThatThrownBy(() -> storage.runs().create(run, Given.NOW, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run %s needs content %s, which is not stored; put it first", run.id(), missing);
    assertThat(storage.runs().find(run.id())).isEmpty();
  }

  @Test
  void aRunBringsItsContentsAndARefusedOneLeavesNone() {
    Bytes plan = Bytes.ofText("a plan");
    Bytes config = Bytes.ofText("a config");
    NewRun run = runOf(plan, config);
    assertThatThrownBy(() -> storage.runs().create(run, List.of(plan), Given.NOW, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run %s needs content %s, which is not stored; put it first",
            run.id(), ContentHash.of(config));
    assertThat(storage.snapshots().find(ContentHash.of(plan))).isEmpty();

    storage.runs().create(run, List.of(plan, config), Given.NOW, List.of());
    assertThat(storage.snapshots().find(ContentHash.of(plan))).contains(plan);
    assertThat(storage.snapshots().find(ContentHash.of(config))).contains(config);
    NewRun other = runOf(plan, config);
    storage.runs().create(other, List.of(plan, config), Given.NOW, List.of());
    assertThat(storage.runs().find(other.id())).isPresent();
  }

  private static NewRun runOf(Bytes plan, Bytes config) {
    return new NewRun(
        RunId.createdAt(Given.NOW),
        new NewRun.Work(
            "nightly",
            "default",
            "here",
            "v1",
            new NewRun.Contents(
                ContentHash.of(plan), ContentHash.of(plan), ContentHash.of(config))),
        Optional.empty(),
        0,
        new LinkedHashMap<>());
  }
}
