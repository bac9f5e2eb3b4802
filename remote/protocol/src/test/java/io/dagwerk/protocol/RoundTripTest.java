package io.dagwerk.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.SensorLook;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.plan.VersionInputs;
import io.dagwerk.protocol.v1.RunHostProto.ProtocolVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Plans, documents and snapshots come back as they were, whatever is in them.
class RoundTripTest {
  private static final int SEEDS = 300;

  @Test
  void aConfigDocumentComesBackAsItWas() {
    for (int seed = 0; seed < SEEDS; seed++) {
      ConfigTree tree = new RandomRecords(new Random(seed)).draw(ConfigTree.class);
      assertThat(ConfigCodec.decode(ConfigCodec.encode(tree))).as("seed %d", seed).isEqualTo(tree);
    }
  }

  @Test
  void theDeepestConfigDocumentComesBackAsItWas() {
    ConfigTree tree = ConfigTree.of("innermost");
    for (int depth = 0; depth < ConfigTree.DEEPEST; depth++) {
      tree = ConfigTree.entry("down", tree);
    }
    assertThat(ConfigCodec.decode(ConfigCodec.encode(tree))).isEqualTo(tree);
  }

  @Test
  void aPlanComesBackAsItWasInItsOrder() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Plan plan = planned(new RandomRecords(new Random(seed)));
      Plan back = PlanCodec.decode(PlanCodec.encode(plan));
      assertThat(back).as("seed %d", seed).isEqualTo(plan);
      assertThat(List.copyOf(back.steps().keySet())).isEqualTo(List.copyOf(plan.steps().keySet()));
    }
  }

  private static Plan planned(RandomRecords random) {
    SequencedMap<StepKey, Plan.Step> steps = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      Plan.Step step = random.draw(Plan.Step.class);
      steps.put(step.key(), step);
    }
    Plan drawn = random.draw(Plan.class);
    return drawn.steps(steps);
  }

  @Test
  void aLocationComesBackAsItWas() {
    for (int seed = 0; seed < SEEDS; seed++) {
      LocationSnapshot location = new RandomRecords(new Random(seed)).draw(LocationSnapshot.class);
      assertThat(
              SnapshotCodec.join(
                  location.name(), location.codeVersion(), SnapshotCodec.parts(location)))
          .as("seed %d", seed)
          .isEqualTo(location);
      assertThat(SnapshotCodec.decode(SnapshotCodec.encode(location)))
          .as("seed %d", seed)
          .isEqualTo(location);
    }
  }

  @Test
  void theVersionOfCodeIsThatOfAllThatRunsAndNothingElse() {
    for (int seed = 0; seed < SEEDS; seed++) {
      LocationSnapshot one = new RandomRecords(new Random(seed)).draw(LocationSnapshot.class);
      LocationSnapshot other = new RandomRecords(new Random(seed + 1)).draw(LocationSnapshot.class);
      String version = SnapshotCodec.codeVersion(one);

      LocationSnapshot automated =
          new LocationSnapshot(
              other.name(),
              other.codeVersion(),
              one.nodes(),
              one.jobs(),
              one.resources(),
              other.schedules(),
              other.sensors());
      assertThat(SnapshotCodec.codeVersion(automated)).as("seed %d", seed).isEqualTo(version);
      assertThat(SnapshotCodec.codeVersion(with(one, other.nodes(), one.jobs())))
          .as("seed %d", seed)
          .satisfies(changed ->
              assertThat(changed.equals(version)).isEqualTo(one.nodes().equals(other.nodes())));
      assertThat(SnapshotCodec.codeVersion(with(one, one.nodes(), other.jobs())))
          .as("seed %d", seed)
          .satisfies(changed ->
              assertThat(changed.equals(version)).isEqualTo(one.jobs().equals(other.jobs())));
    }
  }

  private static LocationSnapshot with(
      LocationSnapshot one, List<NodeSnapshot> nodes, List<JobSnapshot> jobs) {
    return new LocationSnapshot(
        one.name(),
        one.codeVersion(),
        nodes,
        jobs,
        one.resources(),
        one.schedules(),
        one.sensors());
  }

  @Test
  void whatASensorIsAskedAndAnswersComesBackAsItWas() {
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomRecords random = new RandomRecords(new Random(seed));
      SensorLook look = random.draw(SensorLook.class);
      Evaluation evaluation = random.draw(Evaluation.class);
      assertThat(SensorLookCodec.decode(SensorLookCodec.encode(look))).isEqualTo(look);
      assertThat(EvaluationCodec.decode(EvaluationCodec.encode(evaluation)))
          .as("seed %d", seed)
          .isEqualTo(evaluation);
    }
  }

  @Test
  void whatVersionsDependOnComesBackAsItWas() {
    for (int seed = 0; seed < SEEDS; seed++) {
      VersionInputs inputs = new RandomRecords(new Random(seed)).draw(VersionInputs.class);
      VersionInputs back = VersionInputsCodec.fromMessage(VersionInputsCodec.toMessage(inputs));
      assertThat(back).as("seed %d", seed).isEqualTo(inputs);
      assertThat(List.copyOf(back.nodes().keySet()))
          .isEqualTo(List.copyOf(inputs.nodes().keySet()));
    }
  }

  @Test
  void whatMappingsSayComesBackAsItWas() {
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomRecords random = new RandomRecords(new Random(seed));
      SequencedMap<String, EvaluatedMapping> mappings = new LinkedHashMap<>();
      mappings.put("holidays", random.draw(EvaluatedMapping.class));
      mappings.put("without readers", EvaluatedMapping.of(Stream.of(), List::of));
      mappings.put("a", random.draw(EvaluatedMapping.class));
      SequencedMap<String, EvaluatedMapping> back =
          MappingsCodec.decode(MappingsCodec.encode(mappings));
      assertThat(back).as("seed %d", seed).isEqualTo(mappings);
      assertThat(List.copyOf(back.keySet())).containsExactly("holidays", "without readers", "a");
    }
  }

  @Test
  void piecesOfAnySizeAreJoinedToTheWhole() {
    for (int size : List.of(0, 1, Pieces.LARGEST, Pieces.LARGEST + 1, 3 * Pieces.LARGEST)) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      ByteString whole = ByteString.copyFrom(bytes);
      List<ByteString> cut = Pieces.cut(whole);
      Pieces pieces = new Pieces();
      for (ByteString piece : cut.subList(0, cut.size() - 1)) {
        assertThat(pieces.join(piece, false)).isEmpty();
      }
      assertThat(pieces.join(cut.getLast(), true)).contains(whole);
    }
  }

  @Test
  void anotherMajorVersionIsRefusedWithBothNamed() {
    assertThat(Protocol.refusal("worker", Protocol.version())).isEmpty();
    assertThat(
            Protocol.refusal(
                "worker", ProtocolVersion.newBuilder().setMajor(2).setMinor(7).build()))
        .hasValueSatisfying(reason ->
            assertThat(reason)
                .contains(
                    "speaks version 2.7",
                    "this side speaks %d.%d".formatted(Protocol.MAJOR, Protocol.MINOR)));
    assertThat(
            Protocol.refusal(
                "worker", ProtocolVersion.newBuilder().setMajor(1).setMinor(9).build()))
        .isEmpty();
  }

  @Test
  void equalDefinitionsAreEqualPartsAndChangedOnesAreNot() {
    LocationSnapshot location = new RandomRecords(new Random(3)).draw(LocationSnapshot.class);
    LocationSnapshot same = new RandomRecords(new Random(3)).draw(LocationSnapshot.class);
    LocationSnapshot other = new RandomRecords(new Random(4)).draw(LocationSnapshot.class);
    assertThat(hashes(location)).isEqualTo(hashes(same)).isNotEqualTo(hashes(other));
  }

  private static List<String> hashes(LocationSnapshot location) {
    return SnapshotCodec.parts(location).stream().map(SnapshotPart::hash).toList();
  }

  @Test
  void bytesOfSomethingElseAreRefusedByName() {
    SnapshotPart broken =
        new SnapshotPart(SnapshotPart.Kind.JOB, "", ByteString.copyFrom(new byte[] {10, 100, 1}));
    assertThatThrownBy(() -> SnapshotCodec.join("flights", "v", List.of(broken)))
        .isInstanceOf(UnreadableMessage.class)
        .hasMessageContaining("no Job");
    assertThatThrownBy(() -> PlanCodec.decode(new byte[] {10, 100, 1}))
        .isInstanceOf(UnreadableMessage.class)
        .hasMessageContaining("no Plan");
  }
}
