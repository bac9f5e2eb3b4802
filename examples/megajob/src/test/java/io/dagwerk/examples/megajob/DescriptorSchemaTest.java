package io.dagwerk.examples.megajob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dagwerk.documents.Documents;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.DescriptorJsonSchema;
import io.dagwerk.examples.megajob.descriptor.DescriptorSchema;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.generated.Generator;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The published JSON Schema accepts what the compiler accepts, and nothing else.
final class DescriptorSchemaTest {
  /// Another one by `-Ddagwerk.seed=...`.
  private static final long SEED = Long.getLong("dagwerk.seed", 20_010_131);

  private static final JobTypes TYPES = JobTypes.company();
  private static final DescriptorSchema OURS = new DescriptorSchema(TYPES);
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final String TEXT = Documents.indentedJson(DescriptorJsonSchema.of(TYPES));
  private static final Schema PUBLISHED = REGISTRY.getSchema(TEXT, InputFormat.JSON);

  private static boolean isAcceptedByEditors(ConfigTree descriptor) {
    return PUBLISHED.validate(descriptor.toJson(), InputFormat.JSON).isEmpty();
  }

  /// The sample company's own, and those of a made-up one.
  private static Stream<ConfigTree> samples() {
    return Stream.concat(
            Compiler.graph(TestCompany.sample(), TYPES).jobs().values().stream(),
            Compiler.graph(Generator.company(300, SEED), TYPES).jobs().values().stream())
        .map(GraphJob::canonical);
  }

  @Test
  void thePublishedSchemaIsTheOneThatTheTypesGive() throws IOException {
    assertThat(Files.readString(Path.of("schema", "descriptor-1.json")))
        .as(
            "write it anew: examples/megajob/megajob schema > examples/megajob/schema/descriptor-1.json")
        .isEqualTo(TEXT);
  }

  @Test
  void itIsAJsonSchema() {
    Schema metaSchema =
        REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    assertThat(metaSchema.validate(TEXT, InputFormat.JSON)).isEmpty();
  }

  @Test
  @Covers("S35.3")
  void itAcceptsAllSamples() {
    assertThat(samples()).hasSize(320).allMatch(DescriptorSchemaTest::isAcceptedByEditors);
    assertThat(
            TestCompany.sample().stream().filter(file -> !file.isCompany() && !file.isDefaults()))
        .hasSize(20)
        .allMatch(file -> isAcceptedByEditors(Documents.parse(file.text(), file.name())));
  }

  @ParameterizedTest
  @Covers("S35.3")
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{name: a}",
        "{type: marker}",
        "{name: a, type: transfrom}",
        "{name: 1, type: marker}",
        "{name: a, type: marker, version: 2}",
        "{name: a, type: marker, shedule: daily}",
        "{name: a, type: marker, schedule: dayly}",
        "{name: a, type: marker, schedule: {cron: 0 5 * * *, tz: UTC}}",
        "{name: a, type: marker, schedule: {zone: UTC}}",
        "{name: a, type: marker, schedule: [daily]}",
        "{name: a, type: marker, priority: high}",
        "{name: a, type: marker, priority: 1.5}",
        "{name: a, type: marker, retries: '3'}",
        "{name: a, type: marker, timeout: soon}",
        "{name: a, type: marker, enabled: 'yes'}",
        "{name: a, type: marker, inputs: orders}",
        "{name: a, type: marker, inputs: [{}]}",
        "{name: a, type: marker, tags: {tier: 1}}",
        "{name: a, type: marker, team: {env: TEAM}}",
        "{name: a, type: marker, partitions: {unit: year, start: 2001-01-01}}",
        "{name: a, type: marker, partitions: {unit: day}}",
        "{name: a, type: marker, params: {sql: q}}",
        "{name: a, type: transform}",
        "{name: a, type: transform, params: {}}",
        "{name: a, type: transform, params: {sgl: q}}",
        "{name: a, type: transform, params: {sql: [q]}}",
        "{name: a, type: export, params: {file: f, format: cvs}}",
        "{name: a, type: http, params: {url: u, method: post}}",
        "{name: a, type: shell, params: {command: c, environment: {A: [b]}}}",
        "{name: a, type: transform, params: {sql: q}, checks: {type: unique}}",
        "{name: a, type: transform, params: {sql: q}, checks: [unique]}",
        "{name: a, type: transform, params: {sql: q}, checks: [{columns: [b]}]}",
        "{name: a, type: transform, params: {sql: q}, checks: [{type: uniqe, columns: [b]}]}",
        "{name: a, type: transform, params: {sql: q}, checks: [{type: unique}]}",
        "{name: a, type: transform, params: {sql: q}, checks: [{type: unique, columns: b}]}",
        "{name: a, type: transform, params: {sql: q}, checks: [{type: row_count, min: few}]}",
        "{name: a, type: transform, params: {sql: q}, checks: [{type: row_count, severity: fatal}]}",
        "{name: a, type: transform, params: {sql: q}, checks: [{type: sql, sql: q, blocks: true}]}"
      })
  void itRejectsWhatTheCompilerRejects(String counterSample) {
    ConfigTree descriptor = Documents.parse(counterSample, "counter-sample");

    assertThat(OURS.check(descriptor)).isNotEmpty();
    assertThat(isAcceptedByEditors(descriptor)).isFalse();
  }

  @Test
  void ofDescriptorsThatWereSpoiledAtRandomBothSayTheSame() {
    Random random = new Random(SEED);
    List<ConfigTree> samples = samples().toList();
    for (int i = 0; i < 2_000; i++) {
      ConfigTree spoiled = spoiled(samples.get(random.nextInt(samples.size())), random, 0);

      assertThat(isAcceptedByEditors(spoiled))
          .as("seed %d: %s", SEED, spoiled.toJson())
          .isEqualTo(OURS.check(spoiled).isEmpty());
    }
  }

  /// The tree with an entry, somewhere, that is gone, renamed, doubled under another name or of
  /// another kind.
  private static ConfigTree spoiled(ConfigTree tree, Random random, int depth) {
    if (!(tree instanceof ConfigTree.Entries(var entries)) || entries.isEmpty()) {
      return tree instanceof ConfigTree.Items(var items) && !items.isEmpty()
          ? spoiledItem(items, random, depth)
          : other(random);
    }
    List<String> keys = new ArrayList<>(entries.keySet());
    String key = keys.get(random.nextInt(keys.size()));
    SequencedMap<String, ConfigTree> changed = new LinkedHashMap<>(entries);
    ConfigTree value = entries.getOrDefault(key, ConfigTree.nothing());
    switch (random.nextInt(depth < 3 ? 6 : 4)) {
      case 0 -> changed.remove(key);
      case 1 -> changed.put(key + "s", value);
      case 2 -> changed.put(key, other(random));
      case 3 -> changed.put("inputs", new ConfigTree.Items(List.of(value)));
      default -> changed.put(key, spoiled(value, random, depth + 1));
    }
    return new ConfigTree.Entries(changed);
  }

  private static ConfigTree spoiledItem(List<ConfigTree> items, Random random, int depth) {
    List<ConfigTree> changed = new ArrayList<>(items);
    int at = random.nextInt(items.size());
    changed.set(at, spoiled(items.get(at), random, depth + 1));
    return new ConfigTree.Items(changed);
  }

  private static ConfigTree other(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> new ConfigTree.Text("daily");
      case 1 -> ConfigTree.of(7);
      case 2 -> new ConfigTree.Truth(true);
      case 3 -> ConfigTree.empty();
      case 4 -> new ConfigTree.Items(List.of());
      case 5 -> Documents.parse("{env: NAME}", "reference");
      default -> Documents.parse("[marker, {type: unique, columns: [a]}]", "list");
    };
  }

  @Test
  @Covers("S35.5")
  void aDescriptorThatIsPrintedReadsAsTheSame() {
    List<SourceFile> files = new ArrayList<>(Generator.company(300, SEED));
    assertReadsAsTheSame(files);
    assertReadsAsTheSame(TestCompany.sample());
  }

  /// Printed with all defaults of folders in it, and therefore read without them.
  private static void assertReadsAsTheSame(List<SourceFile> files) {
    var before = Compiler.graph(files, TYPES);
    List<SourceFile> printed = new ArrayList<>();
    files.stream().filter(SourceFile::isCompany).forEach(printed::add);
    for (GraphJob job : before.jobs().values()) {
      boolean asJson = job.name().hashCode() % 2 == 0;
      printed.add(
          new SourceFile(
              job.name() + (asJson ? ".json" : ".yaml"),
              asJson ? Documents.indentedJson(job.canonical()) : Documents.yaml(job.canonical())));
    }

    var after = Compiler.graph(printed, TYPES);

    assertThat(after.edges()).isEqualTo(before.edges());
    assertThat(after.jobs().values())
        .extracting(GraphJob::descriptor, GraphJob::canonical)
        .containsExactlyElementsOf(
            before.jobs().values().stream()
                .map(job -> tuple(job.descriptor(), job.canonical()))
                .toList());
  }

  @Test
  void theNormalFormSaysNothingThatGoesWithoutSaying() {
    GraphJob job =
        Compiler.alone(
            new SourceFile(
                "a.yaml",
                """
                checks: [{severity: error, type: unique, columns: [b], where: "true"}]
                params: {partitionColumn: null, sql: q}
                schedule: {zone: UTC, cron: 0 5 * * *}
                priority: 0
                tags: {}
                type: transform
                name: a
                """),
            TYPES);

    assertThat(Documents.yaml(job.canonical()))
        .isEqualTo(
            """
            name: a
            type: transform
            schedule:
              cron: 0 5 * * *
              zone: UTC
            params:
              sql: q
            checks:
              - type: unique
                columns:
                  - b
            """);
  }
}
