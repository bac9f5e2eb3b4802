package io.dagwerk.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Random documents for one record that has everything: what fits is bound, and comes back.
class ConfigRoundTripTest {
  /// Another one by `-Ddagwerk.seed=...`.
  private static final long SEED = Long.getLong("dagwerk.seed", 20_010_131);

  private static final int DOCUMENTS = 2_000;
  private static final String GENERATED_TEXT = "text[0-9]";

  enum Color {
    RED,
    GREEN
  }

  record Inner(@Default("10") int size, @Default({"RED"}) List<Color> colors) {}

  record Everything(
      int number,
      @Default("5") long large,
      double ratio,
      BigDecimal price,
      boolean enabled,
      Color color,
      Duration timeout,
      LocalDate day,
      Instant at,
      ZoneId zone,
      URI uri,
      Path path,
      Optional<Inner> maybe,
      Inner inner,
      List<Inner> inners,
      SequencedMap<String, Double> weights,
      Source source,
      Object anything) {}

  sealed interface Source {}

  record Local(Path path, @Default(",") String separator) implements Source {}

  record Remote(Optional<String> name, Map<String, Inner> more) implements Source {}

  private static final ConfigType<Everything> TYPE = ConfigType.of(Everything.class);

  @Test
  void whatFitsAndRefersToNothingIsBoundAndComesBack() {
    SchemaGenerator generator = new SchemaGenerator(new Random(SEED));
    int bound = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      ConfigTree document = generator.fitting(TYPE.schema());
      Binding<Everything> binding = TYPE.bind(document, Environment.empty());

      boolean refers = document.toJson().contains("VARIABLE");
      assertThat(binding.problems().isEmpty())
          .as("seed %d: %s", SEED, document.toJson())
          .isEqualTo(!refers);
      if (!refers) {
        bound++;
        assertThat(TYPE.bind(TYPE.treeOf(binding.get()), Environment.empty()).get())
            .as("seed %d: %s", SEED, document.toJson())
            .isEqualTo(binding.get());
      }
    }
    assertThat(bound).isGreaterThan(DOCUMENTS / 50);
  }

  @Test
  void aDocumentIsBoundIfAndOnlyIfItIsFoundToFit() {
    SchemaGenerator generator = new SchemaGenerator(new Random(SEED));
    for (int i = 0; i < DOCUMENTS; i++) {
      ConfigTree document = generator.mistaken(generator.fitting(TYPE.schema()));
      boolean fits = Config.check(TYPE.schema(), document).isEmpty();
      boolean refers = document.toJson().contains("\"env\"");

      assertThat(TYPE.bind(document, Environment.empty()).problems().isEmpty() || refers)
          .as("seed %d: %s", SEED, document.toJson())
          .isEqualTo(fits || refers);
    }
  }

  @Test
  void resolvingTwiceChangesNothingMore() {
    SchemaGenerator generator = new SchemaGenerator(new Random(SEED));
    for (int i = 0; i < DOCUMENTS; i++) {
      ConfigSchema schema = generator.shape();
      ConfigTree once = Config.resolve(schema, generator.fitting(schema));

      assertThat(Config.resolve(schema, once))
          .as("seed %d: %s", SEED, once.toJson())
          .isEqualTo(once);
    }
  }

  record Secrets(
      Secret<String> one,
      Optional<Secret<String>> two,
      List<Secret<String>> three,
      Map<String, Secret<String>> four) {}

  @Test
  void noSecretIsEverShown() {
    ConfigType<Secrets> type = ConfigType.of(Secrets.class);
    SchemaGenerator generator = new SchemaGenerator(new Random(SEED));
    for (int i = 0; i < DOCUMENTS; i++) {
      ConfigTree document = generator.mistaken(generator.fitting(type.schema()));
      Binding<Secrets> binding = type.bind(document, Environment.of(Map.of("VARIABLE", "text5")));
      String shown =
          switch (binding) {
            case Binding.Bound<Secrets>(Secrets value, _) -> value + type.treeOf(value).toJson();
            case Binding.Invalid<Secrets> invalid -> invalid.toString();
          };

      assertThat(shown + binding + Config.mask(type.schema(), document).toJson())
          .as("seed %d: %s", SEED, document.toJson())
          .doesNotContainPattern(GENERATED_TEXT);
    }
  }
}
