package io.dagwerk.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.checks.ModularProject.Ended;
import io.dagwerk.testsupport.Covers;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users see of our modules on the module path, and on the class path.
class ModulePathTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));

  private static final String DESCRIPTOR =
      """
      module shop {
        requires io.dagwerk.definitions;

        opens shop to
            io.dagwerk.definitions,
            io.dagwerk.config;
      }
      """;

  private static final String SHOP =
      """
      package shop;

      import io.dagwerk.config.Config;
      import io.dagwerk.config.Environment;
      import io.dagwerk.definitions.Asset;
      import io.dagwerk.definitions.Definitions;
      import java.util.Map;

      public final class Shop {
        record Read(int limit) {}

        private final Asset<String> orders = Asset.named("orders", String.class).by(() -> "x");

        public static void main(String[] args) {
          System.out.println(Definitions.in(new Shop()).all());
          System.out.println(Config.bind(Read.class, Map.of("limit", 3), Environment.empty()).get());
        }
      }
      """;

  private static final String INTRUDER =
      """
      package shop;

      public final class Intruder {
        public static void main(String[] args) {
          System.out.println(new io.dagwerk.config.internal.Problems().count());
        }
      }
      """;

  @TempDir Path folder;
  private ModularProject project;

  @BeforeEach
  void createProject() {
    project = new ModularProject(folder);
  }

  @Test
  void aModuleOfAUserIsCompiledAndRun() throws Exception {
    project.write("module-info.java", DESCRIPTOR);
    project.write("shop/Shop.java", SHOP);

    assertThat(project.compileAsModule()).isEqualTo(new Ended(true, ""));
    assertThat(project.runAsModule("shop", "shop.Shop").output())
        .contains("[asset 'orders']\nRead[limit=3]\n");
  }

  @Test
  void aPackageThatIsNotOpenIsNamedWithWhatOpensIt() throws Exception {
    project.write("module-info.java", DESCRIPTOR.replaceAll("(?s)opens.*?;", ""));
    project.write("shop/Shop.java", SHOP);

    assertThat(project.compileAsModule().succeeded()).isTrue();
    assertThat(project.runAsModule("shop", "shop.Shop").output())
        .contains(
            "cannot read Shop.orders: module shop does not open package shop; add 'opens shop to"
                + " io.dagwerk.definitions'");
  }

  @Test
  @Covers("S18.3")
  void aModuleThatReachesAnInternalPackageDoesNotCompile() throws Exception {
    project.write("module-info.java", DESCRIPTOR);
    project.write("shop/Intruder.java", INTRUDER);

    Ended compiled = project.compileAsModule();

    assertThat(compiled.succeeded()).isFalse();
    assertThat(compiled.output())
        .contains("package io.dagwerk.config.internal is not visible")
        .contains("module io.dagwerk.config, which does not export it");
  }

  @Test
  @Covers("S18.3")
  void aModuleThatWasCompiledAgainstAnInternalPackageDoesNotLink() throws Exception {
    project.write("shop/Intruder.java", INTRUDER);
    assertThat(project.compileOnClassPath()).isEqualTo(new Ended(true, ""));
    project.write("module-info.java", DESCRIPTOR);
    project.write("shop/Shop.java", SHOP);
    Files.delete(folder.resolve("source/shop/Intruder.java"));
    assertThat(project.compileAsModule()).isEqualTo(new Ended(true, ""));

    Ended run = project.runAsModule("shop", "shop.Intruder");

    assertThat(run.succeeded()).isFalse();
    assertThat(run.output())
        .contains("IllegalAccessError")
        .contains("module io.dagwerk.config does not export io.dagwerk.config.internal");
  }

  @Test
  void aUserOnTheClassPathIsUnaffected() throws Exception {
    project.write("shop/Shop.java", SHOP);

    assertThat(project.compileOnClassPath()).isEqualTo(new Ended(true, ""));
    assertThat(project.runOnClassPath("shop.Shop").output())
        .contains("[asset 'orders']\nRead[limit=3]\n");
  }

  @Test
  @Covers("S18.1")
  void noPackageNamedInternalIsExported() throws Exception {
    List<String> modules = new ArrayList<>();
    for (Path classes : REPOSITORY.inModules("target/classes")) {
      List<String> internal = internalPackages(classes);
      if (!internal.isEmpty()) {
        ModuleDescriptor module = descriptor(classes);
        modules.add(module.name());
        assertThat(module.exports())
            .extracting(ModuleDescriptor.Exports::source)
            .isNotEmpty()
            .doesNotContainAnyElementsOf(internal);
        assertThat(module.packages()).containsAll(internal);
        assertThat(module.opens()).isEmpty();
      }
    }

    assertThat(modules).contains("io.dagwerk.config", "io.dagwerk.fingerprint");
  }

  private static List<String> internalPackages(Path classes) throws Exception {
    try (Stream<Path> folders = Files.walk(classes)) {
      return folders
          .filter(path -> Files.isDirectory(path) && path.endsWith("internal"))
          .map(path -> classes.relativize(path).toString().replace('/', '.'))
          .toList();
    }
  }

  private static ModuleDescriptor descriptor(Path classes) {
    return ModuleFinder.of(classes).findAll().stream()
        .map(ModuleReference::descriptor)
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                classes + " has internal packages, but is no module that hides them"));
  }
}
