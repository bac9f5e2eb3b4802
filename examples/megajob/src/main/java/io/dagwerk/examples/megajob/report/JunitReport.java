package io.dagwerk.examples.megajob.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Findings as JUnit XML, which build servers show as tests.
public final class JunitReport {
  private JunitReport() {}

  /// A suite for each kind of finding, in the order in which the kinds occur.
  public static String of(List<Finding> findings) {
    SequencedMap<String, List<Finding>> suites = new LinkedHashMap<>();
    findings.forEach(
        finding -> suites.computeIfAbsent(finding.suite(), _ -> new ArrayList<>()).add(finding));
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (var suite : suites.entrySet()) {
        write(suite.getKey(), suite.getValue(), xml);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML can be written into a text", e);
    }
    return text + "\n";
  }

  private static void write(String suite, List<Finding> findings, XMLStreamWriter xml)
      throws XMLStreamException {
    long bad = findings.stream().filter(finding -> !finding.isGood()).count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite);
    xml.writeAttribute("tests", String.valueOf(findings.size()));
    xml.writeAttribute("failures", String.valueOf(bad));
    for (Finding finding : findings) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", suite);
      xml.writeAttribute("name", finding.name());
      if (finding.problem().isPresent()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", finding.problem().get());
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
