package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.SizeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of limits has a row of each setting of its group, with its default and its range.
class LimitsPageTest {
  private static final Path PAGE = Path.of("../../docs/reference/limits.md");
  private static final Pattern ROW =
      Pattern.compile("\\| .+ \\| (.+) \\| `(limits\\..+)` \\| (.+) to (.+) \\| .+ \\|");

  /// A row of the table.
  private record Row(String usual, String setting, String least, String most) {}

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
        .toList();
  }

  private static List<String> settings() {
    ConfigSchema.Shape all = (ConfigSchema.Shape) SettingsFile.schema();
    return all.fields().stream()
        .filter(field -> field.name().equals("limits"))
        .flatMap(group -> ((ConfigSchema.Shape) group.schema()).fields().stream())
        .map(field -> "limits." + field.name())
        .toList();
  }

  @Test
  void eachSettingOfTheGroupHasARowAndEachRowASetting() throws IOException {
    assertThat(rows()).extracting(Row::setting).containsExactlyElementsOf(settings());
    assertThat(Arrays.stream(SizeLimit.values()).map(SizeLimit::setting))
        .containsExactlyElementsOf(settings());
  }

  @Test
  void eachRowTellsTheDefaultAndFromWhereToWhereTheLimitMayBeSet() throws IOException {
    for (Row row : rows()) {
      SizeLimit limit = SizeLimit.find(row.setting()).orElseThrow();

      assertThat(number(row.usual())).as(row.setting()).isEqualTo(limit.usual());
      assertThat(number(row.least())).as(row.setting()).isEqualTo(limit.least());
      assertThat(number(row.most())).as(row.setting()).isEqualTo(limit.most());
    }
  }

  /// A size with its unit, or a number.
  private static long number(String text) {
    String plain = text.replace(",", "");
    if (plain.endsWith(" TB")) {
      return Long.parseLong(plain.substring(0, plain.length() - 3)) * 1_000_000_000_000L;
    }
    return plain.matches("[0-9]+") ? Long.parseLong(plain) : ByteSize.of("row", plain).bytes();
  }
}
