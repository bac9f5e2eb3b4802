package io.dagwerk.checks.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// The tests that ran in this build, from the XML reports of the modules.
record TestReports(List<Ran> tests) {

  TestReports {
    tests = List.copyOf(tests);
  }

  /// A test that was reported. One with parameters is reported once for each set of them; one of
  /// the UI has the titles of the groups around it before its own.
  record Ran(String className, String method, Result result) {}

  /// How a test ended.
  enum Result {
    PASSED,
    SKIPPED,
    FAILED
  }

  /// Reads the reports below the folders that are not older than the build.
  static TestReports read(List<Path> folders, Instant buildStarted) {
    List<Ran> tests = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(TestReports::isReport).sorted().toList()) {
          if (!Files.getLastModifiedTime(file).toInstant().isBefore(buildStarted)) {
            tests.addAll(parse(file));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the test reports in " + folder, e);
      }
    }
    return new TestReports(tests);
  }

  private static boolean isReport(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("TEST-") && name.endsWith(".xml");
  }

  private static List<Ran> parse(Path file) throws IOException {
    try {
      NodeList cases =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getElementsByTagName("testcase");
      return IntStream.range(0, cases.getLength())
          .mapToObj(index -> ran((Element) cases.item(index)))
          .toList();
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("the report " + file + " is no XML", e);
    }
  }

  private static Ran ran(Element testcase) {
    String className = testcase.getAttribute("classname");
    String name = testcase.getAttribute("name");
    return new Ran(
        className,
        TestMethod.isOfUi(className) ? name : withoutParameters(name),
        resultOf(testcase));
  }

  private static String withoutParameters(String name) {
    int end = 0;
    while (end < name.length() && Character.isJavaIdentifierPart(name.charAt(end))) {
      end++;
    }
    return name.substring(0, end);
  }

  private static Result resultOf(Element testcase) {
    Result result = Result.PASSED;
    for (Node child = testcase.getFirstChild(); child != null; child = child.getNextSibling()) {
      switch (child.getNodeName()) {
        case "skipped" -> result = Result.SKIPPED;
        case "failure", "error" -> result = Result.FAILED;
        default -> {}
      }
    }
    return result;
  }
}
