package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.documents.Documents;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The pages on `dagwerk.yaml` say what is read; `-Dpages.update` writes them.
class SettingsPageTest {
  private static final Path PAGES = Path.of("../../docs/reference");
  private static final String FIRST_ROW = "| `";

  private static void assertIs(Path page, String expected) throws IOException {
    if (System.getProperty("pages.update") != null) {
      Files.writeString(page, expected);
    }
    assertThat(page).hasContent(expected);
  }

  @Test
  void theSchemaIsThatOfWhatIsRead() throws IOException {
    assertIs(
        PAGES.resolve("dagwerk.schema.json"),
        Documents.indentedJson(SettingsFile.jsonSchema()).strip() + "\n");
  }

  @Test
  void thePageListsEachSettingWithItsTypeDefaultAndMeaning() throws IOException {
    Path page = PAGES.resolve("settings.md");
    List<String> rows = new ArrayList<>();
    add(rows, SettingsFile.schema(), "");
    List<String> written = Files.readAllLines(page);
    List<String> others = written.stream().filter(line -> !line.startsWith(FIRST_ROW)).toList();
    int table = others.indexOf("|---|---|---|---|") + 1;
    List<String> expected = new ArrayList<>(others.subList(0, table));
    expected.addAll(rows);
    expected.addAll(others.subList(table, others.size()));

    assertIs(page, String.join("\n", expected) + "\n");
  }

  @Test
  void nothingThatMayBeSaidIsMissingOnThePage() throws IOException {
    String page = Files.readString(PAGES.resolve("settings.md"));
    List<String> missing = new ArrayList<>();
    if (SettingsFile.schema() instanceof ConfigSchema.Shape(var fields)) {
      fields.stream()
          .map(ConfigSchema.Field::name)
          .filter(name ->
              !page.contains(FIRST_ROW + name + ".") && !page.contains(FIRST_ROW + name + "`"))
          .forEach(missing::add);
    }

    assertThat(missing).isEmpty();
  }

  private static void add(List<String> rows, ConfigSchema schema, String path) {
    switch (schema) {
      case ConfigSchema.Shape(var fields) -> fields.forEach(field -> add(rows, field, path));
      case ConfigSchema.MapOf(var value) -> add(rows, value, path + "NAME.");
      case ConfigSchema.Nullable(var inner) -> add(rows, inner, path);
      case ConfigSchema _ -> {}
    }
  }

  private static void add(List<String> rows, ConfigSchema.Field field, String path) {
    String name = path + field.name();
    if (isGroup(field.schema())) {
      add(rows, field.schema(), name + ".");
      return;
    }
    if (bare(field.schema()) instanceof ConfigSchema.MapOf(var value)) {
      addRow(rows, field, name + ".NAME", value);
    } else {
      addRow(rows, field, name, field.schema());
    }
  }

  private static void addRow(
      List<String> rows, ConfigSchema.Field field, String name, ConfigSchema schema) {
    assertThat(field.doc()).as("the meaning of '%s'", name).isNotBlank();
    rows.add(
        "| `%s` | %s | %s | %s |"
            .formatted(
                name,
                ConfigSchemas.text(bare(schema)).replace("|", "\\|"),
                fallback(field),
                field.doc()));
  }

  /// A map of groups is one, and a map of single values is not.
  private static boolean isGroup(ConfigSchema schema) {
    return switch (bare(schema)) {
      case ConfigSchema.Shape _ -> true;
      case ConfigSchema.MapOf(var each) -> isGroup(each);
      case ConfigSchema _ -> false;
    };
  }

  private static ConfigSchema bare(ConfigSchema schema) {
    return schema instanceof ConfigSchema.Nullable(var inner) ? bare(inner) : schema;
  }

  private static String fallback(ConfigSchema.Field field) {
    Optional<ConfigTree> fallback = field.fallback();
    return switch (fallback.orElse(ConfigTree.of("must be given"))) {
      case ConfigTree.Nothing() -> "none";
      case ConfigTree.Text(String text) -> fallback.isPresent() ? "`" + text + "`" : text;
      case ConfigTree other -> "`" + other.toJson() + "`";
    };
  }
}
