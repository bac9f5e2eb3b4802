package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunDetails;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunIdPrefix;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StoredRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// How runs are looked for in every store.
public abstract class RunSearchContract extends StorageContract {
  private static Instant at(int minutes) {
    return Given.NOW.plusSeconds(60L * minutes);
  }

  private RunId run(String location, int minutes, SequencedMap<String, String> tags) {
    RunId id = RunId.createdAt(at(minutes));
    NewRun.Work work = Given.work(storage, "nightly");
    NewRun.Work elsewhere =
        new NewRun.Work(work.job(), work.mode(), location, work.codeVersion(), work.contents());
    storage
        .runs()
        .create(new NewRun(id, elsewhere, Optional.empty(), 0, tags), at(minutes), List.of());
    return id;
  }

  private RunId run(int minutes) {
    return run("here", minutes, Given.tags());
  }

  private void fail(RunId run, int minutes, String reason) {
    Change failed = new Change.RunMoved(RunStatus.FAILED, reason);
    Entry event = new Entry(at(minutes), Bytes.ofText("failed"), List.of(failed));
    storage.runs().move(new Move(run, Optional.empty(), List.of(event)));
  }

  private List<RunId> found(RunDetails details) {
    return storage.runs().list(RunFilter.all().with(details), Optional.empty(), 100).stream()
        .map(StoredRun::id)
        .toList();
  }

  @Test
  void runsAreFoundByWhenTheyWereCreated() {
    run(0);
    RunId second = run(1);
    RunId third = run(2);
    run(3);
    assertThat(found(RunDetails.any().createdIn(Span.of(at(1), at(3)))))
        .containsExactly(third, second);
    assertThat(found(RunDetails.any().createdIn(new Span(Optional.empty(), Optional.of(at(0))))))
        .isEmpty();
  }

  @Test
  void runsAreFoundByWhenTheyEnded() {
    RunId early = run(0);
    fail(early, 5, "");
    RunId late = run(1);
    fail(late, 9, "");
    run(2);
    assertThat(found(RunDetails.any().endedIn(Span.of(at(5), at(9))))).containsExactly(early);
    assertThat(found(RunDetails.any().endedIn(new Span(Optional.of(at(0)), Optional.empty()))))
        .containsExactly(late, early);
  }

  @Test
  void runsAreFoundByLocationAndPartitions() {
    RunId there = run("there", 0, Given.tags(RunTags.PARTITIONS, "2001-01-01"));
    run("here", 1, Given.tags(RunTags.PARTITIONS, "2001-01-02"));
    RunId other = run("there", 2, Given.tags("partitions", "2001-01-01"));
    assertThat(found(RunDetails.any().ofLocation("there"))).containsExactly(other, there);
    assertThat(found(RunDetails.any().ofPartitions("2001-01-01"))).containsExactly(there);
  }

  @Test
  void runsAreFoundByWhatTheirReasonSaysAndNoSignIsSpecial() {
    RunId full = run(0);
    fail(full, 1, "the Disk is 100% full: É");
    RunId other = run(1);
    fail(other, 2, "the disk is 100 GB");
    assertThat(found(RunDetails.any().saying("DISK IS"))).containsExactly(other, full);
    assertThat(found(RunDetails.any().saying("100%"))).containsExactly(full);
    assertThat(found(RunDetails.any().saying("d_sk"))).isEmpty();
    assertThat(found(RunDetails.any().saying("a\\"))).isEmpty();
    assertThat(found(RunDetails.any().saying("FULL: É"))).containsExactly(full);
    assertThat(found(RunDetails.any().saying("full: é"))).isEmpty();
  }

  @Test
  void runsAreFoundByHowTheirIdBegins() {
    RunId run = run(0);
    RunId other = run(600);
    String text = run.toString();
    for (int length : List.of(12, 13, 14, 20, 36)) {
      assertThat(found(RunDetails.any().beginning(RunIdPrefix.of(text.substring(0, length)))))
          .as("the first %d", length)
          .containsExactly(run);
    }
    assertThat(found(RunDetails.any().beginning(RunIdPrefix.of(text.substring(0, 1)))))
        .containsExactly(other, run);
  }
}
