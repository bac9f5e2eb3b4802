package io.dagwerk.checks;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows between modules and packages, and the names that the house does not use.
class ArrowsTest {
  private static final Repository REPOSITORY = new Repository(Path.of("../.."));
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPaths(REPOSITORY.inModules("target/classes"));

  private static final List<String> API = List.of("model", "cron", "config", "definitions");
  private static final List<String> CORE =
      List.of(
          "fingerprint", "documents", "selection", "partitions", "plan", "automation", "execution");

  /// Modules that speak to other processes.
  private static final List<String> REMOTE =
      List.of("protocol", "runhost", "codeclient", "worker", "codeserver");

  /// What each module may use of the others. Arrows point down only: a module names those above it
  /// in this table.
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  static {
    ARROWS.put("model", List.of());
    ARROWS.put("cron", List.of("model"));
    ARROWS.put("config", List.of("model"));
    ARROWS.put("definitions", List.of("model", "cron", "config"));
    ARROWS.put("fingerprint", List.of());
    ARROWS.put("documents", List.of("model"));
    ARROWS.put("selection", List.of("model"));
    ARROWS.put("partitions", List.of("model", "cron"));
    ARROWS.put("plan", List.of("model", "selection", "partitions"));
    ARROWS.put("automation", List.of("model", "cron", "selection", "partitions", "plan"));
    ARROWS.put(
        "execution",
        Stream.of(API, List.of("fingerprint", "documents", "selection", "partitions", "plan"))
            .flatMap(List::stream)
            .toList());
    ARROWS.put("logging", List.of("model", "execution"));
    ARROWS.put("spi", List.of("model", "partitions"));
    ARROWS.put("projection", List.of("model", "spi"));
    ARROWS.put("storage", List.of("model", "partitions", "spi"));
    ARROWS.put("protocol", List.of("model", "partitions", "plan"));
    ARROWS.put("runhost", List.of("model", "plan", "spi", "protocol"));
    ARROWS.put("codeclient", List.of("model", "partitions", "plan", "protocol"));
    ARROWS.put("worker", List.of("model", "definitions", "plan", "execution", "protocol"));
    ARROWS.put(
        "codeserver", List.of("model", "definitions", "plan", "execution", "protocol", "worker"));
    ARROWS.put(
        "daemon",
        List.of(
            "model",
            "config",
            "selection",
            "partitions",
            "plan",
            "automation",
            "spi",
            "projection",
            "protocol",
            "runhost",
            "codeclient"));
    ARROWS.put("dev", List.of("model", "protocol", "daemon"));
    ARROWS.put("conformance", List.of());
    ARROWS.put("graphql", List.of("model", "spi", "config", "daemon"));
    ARROWS.put("webserver", List.of("model", "spi", "config", "documents", "daemon", "graphql"));
    ARROWS.put("cli", List.of("model", "documents"));
    ARROWS.put(
        "server",
        List.of(
            "model",
            "config",
            "documents",
            "automation",
            "spi",
            "storage",
            "protocol",
            "runhost",
            "codeclient",
            "daemon",
            "dev",
            "graphql",
            "webserver",
            "cli"));
    ARROWS.put("testing", Stream.of(API, CORE).flatMap(List::stream).toList());
    ARROWS.put("jdbc", API);
    ARROWS.put("duckdb", List.of("model", "config", "definitions", "jdbc"));
    ARROWS.put(
        "examples",
        Stream.of(API, CORE, List.of("logging", "spi", "daemon", "cli", "server", "jdbc", "duckdb"))
            .flatMap(List::stream)
            .toList());
    ARROWS.put(
        "benchmarks",
        Stream.of(
                API,
                CORE,
                REMOTE,
                List.of(
                    "spi",
                    "projection",
                    "storage",
                    "testing",
                    "examples",
                    "daemon",
                    "cli",
                    "server"))
            .flatMap(List::stream)
            .toList());
    ARROWS.put("chaos", List.of("model", "definitions", "documents"));
    ARROWS.put("shop", List.of("model", "config", "definitions", "execution"));
    ARROWS.put("testsupport", List.of());
    ARROWS.put("checks", List.of());
  }

  private static final Pattern FOREIGN_NAME =
      Pattern.compile(
          "(?:Default|Abstract)[A-Z].*"
              + "|.+(?:Impl|Utils?|Helpers?|Service|Handler|Processor|(?<!Io)Manager)");
  private static final Pattern FOREIGN_PACKAGE =
      Pattern.compile(".*\\.(?:common|utils?|impl|dto|helpers?|misc)(?:\\..*)?");

  @Test
  void aModuleUsesOnlyTheModulesBelowIt() {
    assertThat(
            violations((from, to) ->
                moduleOf(from).equals(moduleOf(to))
                    || ARROWS.getOrDefault(moduleOf(from), List.of()).contains(moduleOf(to))))
        .isEmpty();
  }

  @Test
  void everyModuleHasItsArrows() {
    assertThat(CLASSES.stream().map(ArrowsTest::moduleOf).distinct()).isSubsetOf(ARROWS.keySet());
  }

  @Test
  void theArrowsHaveNoCycle() {
    TreeSet<String> above = new TreeSet<>();
    ARROWS.forEach((module, uses) -> {
      assertThat(above).as("what module '%s' may use stands above it", module).containsAll(uses);
      above.add(module);
    });
  }

  @Test
  void internalPackagesAreUsedOnlyByTheirModule() {
    assertThat(
            violations((from, to) ->
                !to.getPackageName().matches(".*\\.internal(\\..*)?")
                    || moduleOf(from).equals(moduleOf(to))))
        .isEmpty();
  }

  @Test
  void sqlIsSpokenOnlyWhereADatabaseIs() {
    List<String> speakers = List.of("storage", "jdbc", "duckdb", "examples", "benchmarks", "chaos");
    assertThat(usersOf("java.sql", speakers)).isEmpty();
    assertThat(usersOf("javax.sql", speakers)).isEmpty();
  }

  @Test
  void jsonIsParsedOnlyWhereDocumentsAreRead() {
    assertThat(usersOf("tools.jackson", List.of("documents", "execution"))).isEmpty();
  }

  @Test
  void otherProcessesAreSpokenToOnlyInTheProtocol() {
    assertThat(usersOf("io.grpc", REMOTE)).isEmpty();
    assertThat(usersOf("com.google.protobuf", REMOTE)).isEmpty();
  }

  @Test
  void theApiIsSpokenOnlyWhereItIsServed() {
    assertThat(usersOf("graphql.", List.of("graphql"))).isEmpty();
    assertThat(usersOf("io.helidon", List.of("webserver"))).isEmpty();
  }

  @Test
  void packagesAreNamedByFeature() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .filteredOn(name -> FOREIGN_PACKAGE.matcher(name).matches())
        .isEmpty();
  }

  @Test
  void classesAreNamedByWhatTheyAre() {
    assertThat(
            CLASSES.stream()
                .filter(type -> !type.isAnonymousClass())
                .filter(type -> !type.getPackageName().equals("io.dagwerk.protocol.v1")))
        .filteredOn(type -> FOREIGN_NAME.matcher(type.getSimpleName()).matches())
        .isEmpty();
  }

  /// All uses of our classes by others of ours that the rule does not allow.
  private static List<String> violations(BiPredicate<JavaClass, JavaClass> allowed) {
    return CLASSES.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(use -> use.getTargetClass().getName().startsWith("io.dagwerk."))
        .filter(use -> !allowed.test(use.getOriginClass(), use.getTargetClass()))
        .map(Dependency::getDescription)
        .distinct()
        .sorted()
        .toList();
  }

  /// The classes outside the modules that use the library's packages.
  private static SortedSet<String> usersOf(String library, List<String> modules) {
    return CLASSES.stream()
        .filter(type -> !modules.contains(moduleOf(type)))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(use -> use.getTargetClass().getPackageName().startsWith(library))
        .map(Dependency::getDescription)
        .collect(toCollection(TreeSet::new));
  }

  private static String moduleOf(JavaClass type) {
    Matcher name = Pattern.compile("(?:io\\.dagwerk\\.)?(\\w+)\\..*").matcher(type.getName());
    return name.matches() ? name.group(1) : type.getName();
  }
}
