package io.dagwerk.examples.megajob.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.examples.megajob.tool.FileArea.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real tools on real files, tables and commands.
final class ToolsTest {
  @TempDir private Path folder;

  private FolderArea area() throws IOException {
    Files.createDirectories(folder.resolve("landing"));
    return FolderArea.open(
        new FolderArea.Settings(folder.resolve("landing"), folder.resolve("outputs")));
  }

  @Test
  void aDatasetLiesInATableOfASchema() {
    assertThat(new Table("raw/flights").sql()).isEqualTo("\"raw\".\"flights\"");
    assertThat(new Table("a/b/c").sql()).isEqualTo("\"a_b\".\"c\"");
    assertThat(new Table("flights").sql()).isEqualTo("\"flights\"");
  }

  @Test
  void aPartitionReplacesItsOwnRows() throws Exception {
    try (DuckDbWarehouse warehouse =
        DuckDbWarehouse.open(new DuckDbWarehouse.Settings(folder.resolve("w.duckdb")))) {
      Table table = new Table("raw/t");
      Slice first = new Slice("day", "2001-01-01");
      Slice second = new Slice("day", "2001-01-02");

      assertThat(warehouse.replace(table, first, "select '2001-01-01' as day, 1 as n")).isOne();
      assertThat(
              warehouse.replace(table, second, "select '2001-01-02' as day, unnest([1, 2]) as n"))
          .isEqualTo(2);
      assertThat(warehouse.replace(table, first, "select 5 as n, '2001-01-01' as day")).isOne();

      assertThat(warehouse.rows(table, "true")).isEqualTo(3);
      assertThat(warehouse.rows(table, "n = 5")).isOne();
      assertThatThrownBy(() -> warehouse.replace(table, first, "select nothing"))
          .hasMessageContaining("nothing");
      assertThat(warehouse.rows(table, "true")).isEqualTo(3);
    }
  }

  @Test
  void rowsAreWrittenInEachFormat() throws Exception {
    try (DuckDbWarehouse warehouse =
        DuckDbWarehouse.open(new DuckDbWarehouse.Settings(folder.resolve("w.duckdb")))) {
      for (FileFormat format : FileFormat.values()) {
        Path file = folder.resolve("it's." + format.word());

        assertThat(warehouse.export("select unnest([1, 2, 3]) as n", file, format)).isEqualTo(3);
        assertThat(file).isNotEmptyFile();
      }
      assertThat(folder.resolve("it's.csv")).content().isEqualTo("n\n1\n2\n3\n");
    }
  }

  @Test
  void whatAJobWroteHidesWhatHasLanded() throws IOException {
    FolderArea area = area();
    Files.writeString(folder.resolve("landing").resolve("a.txt"), "landed");

    assertThat(area.find("a.txt")).content().isEqualTo("landed");
    Files.writeString(area.place("a.txt"), "written");
    assertThat(area.find("a.txt")).content().isEqualTo("written");
    assertThatThrownBy(() -> area.find("b.txt"))
        .hasMessageContaining("no file 'b.txt' in ")
        .hasMessageContaining("landing");
    assertThatThrownBy(() -> area.place("../b.txt"))
        .hasMessage("file '../b.txt' lies outside of " + folder.resolve("outputs"));
  }

  @Test
  void aFileIsCopiedPlainOrCompressed() throws IOException {
    FolderArea area = area();
    Files.writeString(area.place("a.txt"), "text");

    assertThat(area.copy("a.txt", "deep/plain.txt", Compression.NONE)).isEqualTo(4);
    assertThat(area.copy("a.txt", "packed.gz", Compression.GZIP)).isGreaterThan(4);

    assertThat(area.find("deep/plain.txt")).content().isEqualTo("text");
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(area.find("packed.gz")))) {
      assertThat(packed).hasContent("text");
    }
  }

  @Test
  void aCommandRunsInItsFolderWithItsVariables() throws Exception {
    Shell shell = new LocalShell(folder.toRealPath());

    assertThat(shell.run("pwd; echo $WHOM; echo oops >&2; exit 3", Map.of("WHOM", "world")))
        .isEqualTo(new Shell.Ran(3, List.of(folder.toRealPath().toString(), "world", "oops")));
  }
}
