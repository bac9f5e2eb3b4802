package io.dagwerk.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is switched off in a copy of Dagwerk's classes.
class MutationTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void thePatchedClassesAreThereAndAreSound(Mutation mutation) throws IOException {
    mutation.patchInto(folder);

    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> classes = files.filter(Files::isRegularFile).toList();
      assertThat(classes).isNotEmpty();
      for (Path each : classes) {
        assertThat(ClassFile.of().verify(Files.readAllBytes(each))).as(each.toString()).isEmpty();
        assertThat(Files.readAllBytes(each)).isNotEqualTo(original(folder.relativize(each)));
      }
    }
  }

  private static byte[] original(Path name) throws IOException {
    try (var bytes = Mutation.class.getClassLoader().getResourceAsStream(name.toString())) {
      return bytes == null ? new byte[0] : bytes.readAllBytes();
    }
  }
}
