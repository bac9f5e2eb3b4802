package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Paths of addresses.
class OutputAddressTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);

  @Test
  void aPathIsReadableForPlainKeys() {
    assertThat(asset("2001-01-31", "raw", "flights").path())
        .isEqualTo("assets/raw/flights/@2001-01-31");
    assertThat(step("clean.parse[a]", "result").path())
        .isEqualTo("runs/" + RUN + "/clean.parse%5Ba%5D/result");
  }

  @Test
  void distinctAddressesHaveDistinctPathsThatAreNoFoldersOfEachOther() {
    List<String> files =
        Stream.of(
                asset("", "a"),
                asset("", "a", "b"),
                asset("", "a.json"),
                asset("", "a.json", "b"),
                asset("b", "a"),
                asset("", "a", "@b"),
                asset("..", "a"),
                asset("", "..", "a"),
                asset("a/b", "a"),
                asset("é", "a"),
                asset("%C3%A9", "a"),
                asset("x".repeat(300), "a"),
                asset("x".repeat(299) + "y", "a"),
                step("a", "b"),
                step("a", "b.json"),
                step("a.json", "b"))
            .map(address -> address.path() + ".json")
            .toList();
    assertThat(files).doesNotHaveDuplicates();
    assertThat(files)
        .allSatisfy(file -> assertThat(files).noneMatch(other -> other.startsWith(file + "/")))
        .noneMatch(file -> Stream.of(file.split("/")).anyMatch(part -> part.length() > 200));
  }

  private static OutputAddress asset(String partition, String... parts) {
    return new OutputAddress.OfAsset(
        new AssetKey(List.of(parts)),
        partition.isEmpty() ? Optional.empty() : Optional.of(PartitionKey.of(partition)));
  }

  private static OutputAddress step(String step, String output) {
    return new OutputAddress.OfStep(RUN, StepKey.parse(step), output);
  }
}
