package io.railgate.proxy.report;

import io.railgate.rails.testing.Defect;
import io.railgate.rails.testing.PlayedTurn;
import io.railgate.rails.testing.TestResult;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What became of tests, for CI: the XML of Ant's and Maven's JUnit reports, a suite for each file
 * and a case for each test. Without times, so that it is the same bytes each time.
 */
public final class TestJUnit {

  private TestJUnit() {}

  public static String of(TestRun run) {
    Map<String, List<TestResult>> files = new LinkedHashMap<>();
    for (TestResult result : run.results()) {
      files.computeIfAbsent(result.place().file(), first -> new ArrayList<>()).add(result);
    }
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      start(xml, "testsuites", run.results(), run.name());
      for (Map.Entry<String, List<TestResult>> file : files.entrySet()) {
        start(xml, "testsuite", file.getValue(), file.getKey());
        for (TestResult result : file.getValue()) {
          test(xml, result);
        }
        line(xml, "  ");
        xml.writeEndElement();
      }
      line(xml, "");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new AssertionError("a string can be written to", e);
    }
    return out + "\n";
  }

  private static void start(
      XMLStreamWriter xml, String element, List<TestResult> results, String name)
      throws XMLStreamException {
    line(xml, element.equals("testsuites") ? "" : "  ");
    xml.writeStartElement(element);
    xml.writeAttribute("name", valid(name));
    xml.writeAttribute("tests", "" + results.size());
    xml.writeAttribute("failures", "" + results.stream().filter(each -> !each.passed()).count());
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
  }

  private static void test(XMLStreamWriter xml, TestResult result) throws XMLStreamException {
    line(xml, "    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", valid(result.name()));
    xml.writeAttribute("classname", valid(result.place().file()));
    xml.writeAttribute("file", valid(result.place().file()));
    xml.writeAttribute("line", "" + result.place().line());
    for (PlayedTurn turn : result.failed()) {
      line(xml, "      ");
      xml.writeStartElement("failure");
      xml.writeAttribute("type", "expectation");
      xml.writeAttribute(
          "message", valid(result.called(turn) + ": " + turn.defects().getFirst().message()));
      xml.writeCharacters(valid(details(turn)));
      xml.writeEndElement();
    }
    if (!result.passed()) {
      line(xml, "    ");
    }
    xml.writeEndElement();
  }

  private static String details(PlayedTurn turn) {
    return turn.defects().stream()
        .map(Defect::message)
        .collect(Collectors.joining("\n", turn.place() + "\nuser: " + turn.user() + "\n", "\n"));
  }

  private static void line(XMLStreamWriter xml, String indent) throws XMLStreamException {
    xml.writeCharacters("\n" + indent);
  }

  /** Without the characters that no XML may hold. */
  private static String valid(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean allowed =
                  c == '\t'
                      || c == '\n'
                      || c == '\r'
                      || (c >= 0x20 && c <= 0xD7FF)
                      || (c >= 0xE000 && c <= 0xFFFD)
                      || c >= 0x10000;
              out.appendCodePoint(allowed ? c : 0xFFFD);
            });
    return out.toString();
  }
}
