package io.dagwerk.checks.coverage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.checks.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The coverage gate over a repository of one module whose tests are compiled here.
class CoverageTest {
  private static final Instant BUILD_STARTED = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private Path module;
  private Path page;

  @BeforeEach
  void createRepository() throws IOException {
    module = folder.resolve("lone");
    page = folder.resolve("designs/coverage.md");
    Files.createDirectories(module.resolve("target/test-classes"));
    Files.createDirectories(module.resolve("target/surefire-reports"));
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(folder.resolve("pom.xml"), "<modules><module>lone</module></modules>");
  }

  @Test
  void aCheckIsShownByATestThatRan() throws IOException {
    compile("SailTest", "class SailTest { @Covers(\"S1.1\") void itSails() {} }");
    report("SailTest", "<testcase classname='SailTest' name='itSails'/>");

    update();

    assertThat(page)
        .content()
        .contains("**1 of 359 checks are shown.**")
        .contains("| S1 Supported runtimes | 1 of 3 | S1.1 `SailTest.itSails` | S1.2<br>S1.3 |");
  }

  @Test
  void aTestMayClaimSeveralChecksAndACheckMayHaveSeveralTests() throws IOException {
    compile(
        "SailTest",
        """
        class SailTest {
          @Covers({"S1.1", "S1.2"}) void itSails() {}
          @Covers("S1.1") void itSinks() {}
        }
        """);
    report(
        "SailTest",
        "<testcase classname='SailTest' name='itSails'/>",
        "<testcase classname='SailTest' name='itSinks'/>");

    update();

    assertThat(page)
        .content()
        .contains("S1.1 `SailTest.itSails`, `SailTest.itSinks`<br>S1.2 `SailTest.itSails`");
  }

  @Test
  void aTestWithParametersRanWhenEachSetOfThemDid() throws IOException {
    compile("SailTest", "class SailTest { @Covers(\"S1.1\") void itSails(int knots) {} }");
    report(
        "SailTest",
        "<testcase classname='SailTest' name='itSails(int)[1]'/>",
        "<testcase classname='SailTest' name='itSails(int)[2]'><skipped/></testcase>");

    assertThatThrownBy(this::update)
        .hasMessageContaining("SailTest.itSails claims checks, but was skipped");
  }

  @Test
  void theClaimOfASharedSuiteIsShownByTheClassesThatRunIt() throws IOException {
    compile("StoreSuite", "interface StoreSuite { @Covers(\"S1.1\") default void itKeeps() {} }");
    compile("MemoryStoreTest", "class MemoryStoreTest implements StoreSuite {}");
    report("MemoryStoreTest", "<testcase classname='MemoryStoreTest' name='itKeeps'/>");

    update();

    assertThat(page).content().contains("S1.1 `StoreSuite.itKeeps`");
  }

  @Test
  void aClaimIsRefusedWhenItsTestDidNotRun() throws IOException {
    compile("SailTest", "class SailTest { @Covers(\"S1.1\") void itSails() {} }");
    report("SailTest", "<testcase classname='SailTest' name='itSinks'/>");

    assertThatThrownBy(this::update)
        .hasMessageContaining("SailTest.itSails claims checks, but did not run in this build");
    assertThat(page).doesNotExist();
  }

  @Test
  void aReportOfAnEarlierBuildDoesNotCount() throws IOException {
    compile("SailTest", "class SailTest { @Covers(\"S1.1\") void itSails() {} }");
    Path report = report("SailTest", "<testcase classname='SailTest' name='itSails'/>");
    Files.setLastModifiedTime(report, FileTime.from(BUILD_STARTED.minusSeconds(1)));

    assertThatThrownBy(this::update).hasMessageContaining("did not run in this build");
  }

  @Test
  void anUnknownCheckIsRefused() throws IOException {
    compile("SailTest", "class SailTest { @Covers(\"S1.4\") void itSails() {} }");
    report("SailTest", "<testcase classname='SailTest' name='itSails'/>");

    assertThatThrownBy(this::update)
        .hasMessageContaining("SailTest.itSails claims 'S1.4', but there is no such check");
  }

  @Test
  void aCheckShownInPartStaysOpenWithWhatIsMissing() throws IOException {
    open("S1.1,part,the command line");
    compile("SailTest", "class SailTest { @Covers(\"S1.1\") void itSails() {} }");
    report("SailTest", "<testcase classname='SailTest' name='itSails'/>");

    update();

    assertThat(page)
        .content()
        .contains("**0 of 359 checks are shown.**")
        .contains("| S1.1 the command line (in part: `SailTest.itSails`)<br>S1.2<br>S1.3 |");
  }

  @Test
  void anOpenCheckSaysWhatItComesWith() throws IOException {
    open("S1.2,nothing,comes with the stores, and their pages");

    update();

    assertThat(page)
        .content()
        .contains("| S1.1<br>S1.2 comes with the stores, and their pages<br>S1.3 |");
  }

  @Test
  void anOpenCheckThatIsShownIsRefused() throws IOException {
    open("S1.1,nothing,comes with the stores");
    compile("SailTest", "class SailTest { @Covers(\"S1.1\") void itSails() {} }");
    report("SailTest", "<testcase classname='SailTest' name='itSails'/>");

    assertThatThrownBy(this::update)
        .hasMessageContaining(
            "coverage-open.csv says that nothing of 'S1.1' is shown, but SailTest.itSails claims it;"
                + " remove the line, or write 'part'");
  }

  @Test
  void aPartOfACheckThatNothingShowsIsRefused() throws IOException {
    open("S1.1,part,the command line", "S1.9,nothing,comes later");

    assertThatThrownBy(this::update)
        .hasMessageContaining(
            "says that a part of 'S1.1' is shown, but no test claims it; write 'nothing'")
        .hasMessageContaining("coverage-open.csv names 'S1.9', but there is no such check");
  }

  @Test
  void aLineOfAnotherFormIsRefused() throws IOException {
    open("S1.1,the command line");
    assertThatThrownBy(this::update)
        .hasMessageContaining(
            "expected an id, 'nothing' or 'part', and what is missing, but found");

    open("S1.1,nothing,comes later", "S1.1,nothing,comes later");
    assertThatThrownBy(this::update).hasMessageContaining("expected each check once");
  }

  @Test
  void aTestOfTheUiClaimsByItsTitle() throws IOException {
    reportOfUi(
        "<testcase classname='src/sail/sail.test.ts' name='S1.1, S1.2: sails (a [b]) | `c`'/>",
        "<testcase classname='src/sail/sail.test.ts' name='sinks, as S1.3: says'/>");

    update();

    assertThat(page)
        .content()
        .contains(
            "S1.1 `sail.test.ts: sails (a [b]) \\| 'c'`<br>"
                + "S1.2 `sail.test.ts: sails (a [b]) \\| 'c'` | S1.3 |");
  }

  @Test
  void aGroupOfTheUiClaimsOnceForAllItsTests() throws IOException {
    reportOfUi(
        "<testcase classname='src/sail.test.tsx' name='ships > S1.1: sails > S1.2: fast'/>",
        "<testcase classname='src/sail.test.tsx' name='ships > S1.1: sails > slow'/>");
    update();
    assertThat(page)
        .content()
        .contains("S1.1 `sail.test.tsx: sails`<br>S1.2 `sail.test.tsx: fast` | S1.3 |");

    reportOfUi(
        "<testcase classname='src/sail.test.tsx' name='ships > S1.1: sails > S1.2: fast'/>",
        "<testcase classname='src/sail.test.tsx' name='ships > S1.1: sails > slow'><failure/></testcase>");
    assertThatThrownBy(this::update)
        .hasMessageContaining("sail.test.tsx: sails claims checks, but failed")
        .hasMessageNotContaining("fast");
  }

  @Test
  void aClaimOfTheUiIsHeldAgainstTheChecksAndItsResult() throws IOException {
    reportOfUi(
        "<testcase classname='src/sail.test.ts' name='S1.4: sails'/>",
        "<testcase classname='src/sail.test.ts' name='S1.1: sinks'><skipped/></testcase>");

    assertThatThrownBy(this::update)
        .hasMessageContaining("sail.test.ts: sails claims 'S1.4', but there is no such check")
        .hasMessageContaining("sail.test.ts: sinks claims checks, but was skipped");
  }

  @Test
  void aTestOfJavaClaimsNothingByItsName() throws IOException {
    report("SailTest", "<testcase classname='io.x.SailTest' name='S1.1: sails'/>");

    update();

    assertThat(page).content().contains("**0 of 359 checks are shown.**");
  }

  private void reportOfUi(String... cases) throws IOException {
    report("vitest", cases);
  }

  private void open(String... lines) throws IOException {
    Files.writeString(
        folder.resolve("designs/coverage-open.csv"),
        "check,shown,missing\n" + String.join("\n", lines) + "\n");
  }

  @Test
  void aPageThatIsOutOfDateIsRefusedWithTheCommandThatRewritesIt() throws IOException {
    update();
    CoverageGate.judge(new Repository(folder), BUILD_STARTED, false);
    Files.writeString(page, "all is shown");

    assertThatThrownBy(() -> CoverageGate.judge(new Repository(folder), BUILD_STARTED, false))
        .hasMessageContaining("./mvnw verify -Dcoverage.update");
  }

  private void update() throws IOException {
    CoverageGate.judge(new Repository(folder), BUILD_STARTED, true);
  }

  private void compile(String name, String text) throws IOException {
    Path source = folder.resolve(name + ".java");
    Files.writeString(source, "import io.dagwerk.testsupport.Covers;\n" + text);
    Path classes = module.resolve("target/test-classes");
    String classPath = System.getProperty("java.class.path") + File.pathSeparator + classes;
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                source.toString());
    assertThat(exitCode).isZero();
  }

  private Path report(String testClass, String... cases) throws IOException {
    Path report = module.resolve("target/surefire-reports/TEST-" + testClass + ".xml");
    return Files.writeString(
        report, "<testsuite>" + String.join("\n", cases) + "</testsuite>", UTF_8);
  }
}
