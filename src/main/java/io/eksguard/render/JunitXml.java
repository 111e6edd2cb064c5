package io.eksguard.render;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.drift.ClusterState;
import io.eksguard.drift.Kind;
import io.eksguard.drift.Subject;
import io.eksguard.model.Place;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A result as JUnit XML, as CI systems read it: a suite for each account, a test case for each
/// cluster, and a suite of the diagnostics.
///
/// A cluster that is in sync has passed; so has one that only something is told of, which stands in
/// its output. What the command ends with 2 for is a failure. What could not be read is an error: a
/// test that could not be carried out has not passed.
public final class JunitXml {
  private static final String DIAGNOSTICS = "diagnostics";

  private JunitXml() {}

  private enum Ended {
    PASSED,
    FAILED,
    NOT_CARRIED_OUT
  }

  /// A test case.
  ///
  /// @param type the code of what ended it
  /// @param message what ended it, in one sentence
  /// @param text all that there is to tell; empty if there is nothing
  private record Case(
      String classname, String name, Ended ended, String type, String message, String text) {}

  /// The document, with a line break at its end.
  public static String render(CiReport report) {
    Map<String, List<Case>> suites = new LinkedHashMap<>();
    suites.put(DIAGNOSTICS, diagnostics(report));
    new TreeMap<>(ofSubjects(report)).forEach(suites::put);
    var text = new StringWriter();
    try {
      // The JDK's own, whatever else is on the class path.
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      open(xml, 0, "testsuites");
      xml.writeAttribute("name", "eksguard");
      counts(xml, suites.values().stream().flatMap(Collection::stream).toList());
      for (var suite : suites.entrySet()) {
        open(xml, 1, "testsuite");
        xml.writeAttribute("name", suite.getKey());
        counts(xml, suite.getValue());
        // Nothing is: what is not looked at is no test case either.
        xml.writeAttribute("skipped", "0");
        for (Case one : suite.getValue()) {
          write(xml, one);
        }
        close(xml, 1);
      }
      close(xml, 0);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text takes whatever is written", e);
    }
    return text + "\n";
  }

  private static List<Case> diagnostics(CiReport report) {
    if (report.diagnostics().isEmpty()) {
      // A report without a test is an error to some.
      return List.of(
          new Case("eksguard." + DIAGNOSTICS, "nothing to tell", Ended.PASSED, "", "", ""));
    }
    return report.diagnostics().stream()
        .map(one ->
            new Case(
                "eksguard." + DIAGNOSTICS,
                one.told().code().id() + " " + one.told().message(),
                one.told().isError() ? Ended.FAILED : Ended.PASSED,
                one.told().code().id(),
                one.told().message(),
                text(one)))
        .toList();
  }

  /// The test cases of each suite. Every cluster has one, as has what else is not in order.
  private static Map<String, List<Case>> ofSubjects(CiReport report) {
    Map<String, Subject> subjects = new LinkedHashMap<>();
    for (ClusterState one : report.clusters()) {
      var cluster = new Subject.Cluster(one.place(), one.cluster());
      subjects.put(cluster.key(), cluster);
    }
    Map<String, List<CiReport.Item>> items = new LinkedHashMap<>();
    for (CiReport.Item item : report.items()) {
      Subject subject = item.told().item().subject();
      subjects.putIfAbsent(subject.key(), subject);
      items.computeIfAbsent(subject.key(), _ -> new ArrayList<>()).add(item);
    }
    // Whether a cluster is managed can hang on its account alone, which has drifted then.
    for (ClusterState one : report.clusters()) {
      List<CiReport.Item> own =
          items.computeIfAbsent(
              new Subject.Cluster(one.place(), one.cluster()).key(), _ -> new ArrayList<>());
      if (one.wanted() != one.managed() && own.stream().noneMatch(JunitXml::isDrift)) {
        own.addAll(items.getOrDefault(new Subject.Account(one.place()).key(), List.of()));
      }
    }
    Map<String, List<Case>> suites = new LinkedHashMap<>();
    subjects.forEach((key, subject) ->
        suites
            .computeIfAbsent(suite(subject), _ -> new ArrayList<>())
            .add(ofSubject(subject, items.getOrDefault(key, List.of()))));
    return suites;
  }

  private static Case ofSubject(Subject subject, List<CiReport.Item> items) {
    Optional<CiReport.Item> worst =
        items.stream()
            .min(
                Comparator.comparing((CiReport.Item item) -> ended(item), Comparator.reverseOrder())
                    .thenComparing(item -> item.told().kind()));
    return new Case(
        suite(subject) + subject.where().map(at -> "." + at.region()).orElse(""),
        name(subject),
        worst.map(JunitXml::ended).orElse(Ended.PASSED),
        worst.map(item -> item.annotation().told().code().id()).orElse(""),
        worst.map(item -> item.annotation().told().message()).orElse(""),
        items.stream().map(item -> text(item.annotation())).collect(Collectors.joining("\n\n")));
  }

  private static boolean isDrift(CiReport.Item item) {
    return item.told().kind().isDrift();
  }

  private static Ended ended(CiReport.Item item) {
    if (item.told().kind() == Kind.UNKNOWN) {
      return Ended.NOT_CARRIED_OUT;
    }
    return item.fails() ? Ended.FAILED : Ended.PASSED;
  }

  private static String suite(Subject subject) {
    return switch (subject) {
      case Subject.Cluster(Place at, var _) -> at.account().value();
      case Subject.Account(Place at) -> at.account().value();
      case Subject.Coverage coverage ->
          coverage.where().map(at -> at.account().value()).orElse("organization");
      case Subject.Everything _, Subject.Organization _, Subject.Policy _, Subject.Units _ ->
          "organization";
      case Subject.Line _ -> "file";
    };
  }

  private static String name(Subject subject) {
    return subject instanceof Subject.Cluster cluster
        ? cluster.name().value()
        : DriftWords.subject(subject).replace("`", "");
  }

  private static String text(Annotation one) {
    Diagnostic told = one.told();
    String place = one.place().map(JunitXml::place).orElse("");
    return place
        + told.code().id()
        + ": "
        + told.message()
        + told.hint().map(hint -> "\n" + hint).orElse("");
  }

  private static String place(SourcePos pos) {
    return TerminalText.safe(pos.toString()) + ": ";
  }

  private static void counts(XMLStreamWriter xml, List<Case> cases) throws XMLStreamException {
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("failures", count(cases, Ended.FAILED));
    xml.writeAttribute("errors", count(cases, Ended.NOT_CARRIED_OUT));
    xml.writeAttribute("time", "0");
  }

  private static String count(List<Case> cases, Ended ended) {
    return Long.toString(cases.stream().filter(one -> one.ended() == ended).count());
  }

  private static void write(XMLStreamWriter xml, Case one) throws XMLStreamException {
    open(xml, 2, "testcase");
    attribute(xml, "classname", one.classname());
    attribute(xml, "name", one.name());
    attribute(xml, "time", "0");
    switch (one.ended()) {
      case PASSED -> {
        if (one.text().isEmpty()) {
          xml.writeEndElement();
          return;
        }
        open(xml, 3, "system-out");
        xml.writeCharacters(one.text());
        xml.writeEndElement();
      }
      case FAILED -> ended(xml, "failure", one);
      case NOT_CARRIED_OUT -> ended(xml, "error", one);
    }
    close(xml, 2);
  }

  private static void ended(XMLStreamWriter xml, String element, Case one)
      throws XMLStreamException {
    open(xml, 3, element);
    attribute(xml, "type", one.type());
    attribute(xml, "message", one.message());
    xml.writeCharacters(one.text());
    xml.writeEndElement();
  }

  /// An attribute with nothing in it that XML cannot have.
  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, TerminalText.safe(value));
  }

  private static void open(XMLStreamWriter xml, int depth, String element)
      throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeStartElement(element);
  }

  private static void close(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
    xml.writeEndElement();
  }
}
