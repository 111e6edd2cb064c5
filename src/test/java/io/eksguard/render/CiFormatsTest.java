package io.eksguard.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.CiSchemas;
import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Excerpt;
import io.eksguard.diag.SourcePos;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What CI systems are given, made of values.
class CiFormatsTest {
  private static final Pattern COMMAND =
      Pattern.compile(
          "::(error|warning|notice) (file=[^,:]*,line=\\d+,col=\\d+,)?title=EG\\d{3}::.*");

  private static CiReport of(Diagnostic... diagnostics) {
    return of(Report.failed(List.of(diagnostics)));
  }

  private static CiReport of(Report report) {
    return CiReport.of(report, "eksguard.yaml", UnaryOperator.identity());
  }

  private static Diagnostic error(String message) {
    return Diagnostic.error(Code.BAD_VALUE, message).at(new SourcePos("a.yaml", 3, 5));
  }

  private static JsonNode sarif(CiReport report) {
    String document = new SarifJson("1").render(report);
    assertThat(CiSchemas.ofSarif(document)).isEmpty();
    return JsonMapper.shared().readTree(document).at("/runs/0");
  }

  @Test
  void githubTakesNothingForItsOwn() {
    var told =
        Diagnostic.error(Code.BAD_VALUE, "100% of\n::error::evil")
            .at(new SourcePos("a,b:c%d.yaml", 3, 5))
            .hint("Go on.");

    assertThat(GithubAnnotations.lines(of(told)))
        .containsExactly(
            "::error file=a%2Cb%3Ac%25d.yaml,line=3,col=5,title=EG018::"
                + "100%25 of\\u000a::error::evil%0AGo on.");
  }

  @Test
  void githubIsGivenTenOfAKindAndTheRestIsCounted() {
    List<Diagnostic> many = new ArrayList<>();
    IntStream.range(0, 12).forEach(i -> many.add(error("e" + i)));
    IntStream.range(0, 11).forEach(i -> many.add(Diagnostic.warning(Code.BAD_VALUE, "w" + i)));

    List<String> lines = GithubAnnotations.lines(of(many.toArray(Diagnostic[]::new)));

    assertThat(lines).filteredOn(line -> line.startsWith("::error ")).hasSize(10);
    assertThat(lines).filteredOn(line -> line.startsWith("::warning ")).hasSize(10);
    assertThat(lines.getLast())
        .isEqualTo("Not annotated: 2 more errors, 1 more warning. GitHub shows 10 of a kind.");
  }

  @Property(tries = 200)
  void eachIsWhatItIsWhateverTheTextSays(@ForAll long seed) {
    CiReport report = of(AnyReport.of(seed));

    assertThat(GithubAnnotations.lines(report))
        .filteredOn(line -> !line.startsWith("Not annotated: "))
        .allMatch(line -> COMMAND.matcher(line).matches());
    assertThat(CiSchemas.ofSarif(new SarifJson("1").render(report))).isEmpty();
    assertThat(CiSchemas.ofJunit(JunitXml.render(report))).isEmpty();
    assertThat(CiSchemas.ofCodeQuality(CodeQualityJson.render(report))).isEmpty();
    assertThat(report.annotations()).extracting(Annotation::fingerprint).doesNotHaveDuplicates();
  }

  @Test
  void theSameThingHasTheSameFingerprintWhereverItsLineMoves() {
    var before = Diagnostic.error(Code.ACCOUNT_TWICE, "`1` already has an entry at a.yaml:3:5.");
    var after = Diagnostic.error(Code.ACCOUNT_TWICE, "`1` already has an entry at a.yaml:4:7.");

    assertThat(fingerprint(before.at(new SourcePos("a.yaml", 9, 5))))
        .isEqualTo(fingerprint(after.at(new SourcePos("a.yaml", 10, 7))))
        .isNotEqualTo(fingerprint(before.at(new SourcePos("b.yaml", 9, 5))));
    assertThat(fingerprint(error("one"))).isNotEqualTo(fingerprint(error("another")));
  }

  @Test
  void theSameRefusalHasTheSameFingerprintWhateverItsRequestWas() {
    var first = new AwsCall("444455556666", "us-east-1", "eks:ListClusters", Optional.of("one"));
    var other = new AwsCall("444455556666", "us-east-1", "eks:ListClusters", Optional.of("two"));
    var denied = Diagnostic.error(Code.ACCESS_DENIED, "Denied.");

    assertThat(fingerprint(denied.at(first))).isEqualTo(fingerprint(denied.at(other)));
    assertThat(GithubAnnotations.lines(of(denied.at(first))))
        .containsExactly("::error title=EG101::444455556666/us-east-1 eks:ListClusters: Denied.");
  }

  @Test
  void whatIsToldTwiceIsTwo() {
    List<Annotation> two = of(error("one"), error("one")).annotations();

    assertThat(two.get(0).fingerprint()).isNotEqualTo(two.get(1).fingerprint());
  }

  private static String fingerprint(Diagnostic diagnostic) {
    return of(diagnostic).annotations().getFirst().fingerprint();
  }

  @ParameterizedTest
  @CsvSource({
    "eksguard.yaml, eksguard.yaml",
    "a b/c:d.yaml, a%20b/c%3Ad.yaml",
    "Größe%.yaml, Gr%C3%B6%C3%9Fe%25.yaml",
    "/elsewhere/a b.yaml, file:///elsewhere/a%20b.yaml"
  })
  void sarifNamesFilesByUris(String file, String uri) {
    var told = Diagnostic.error(Code.BAD_VALUE, "Bad.").at(new SourcePos(file, 3, 5));

    JsonNode artifact =
        sarif(of(told)).at("/results/0/locations/0/physicalLocation/artifactLocation");

    assertThat(artifact.path("uri").asString()).isEqualTo(uri);
    assertThat(artifact.has("uriBaseId")).isEqualTo(!file.startsWith("/"));
  }

  @Test
  void sarifMarksWhatIsMeantOnTheLine() {
    JsonNode region =
        sarif(of(error("Bad.").showing(new Excerpt("key: value", 3))))
            .at("/results/0/locations/0/physicalLocation/region");

    assertThat(region.path("startLine").intValue()).isEqualTo(3);
    assertThat(region.path("startColumn").intValue()).isEqualTo(5);
    assertThat(region.path("endColumn").intValue()).isEqualTo(8);
  }

  @Test
  void sarifHasARuleForEachCodeThatOccurs() {
    JsonNode run =
        sarif(of(error("one"), Diagnostic.warning(Code.EMPTY_FILE, "two"), error("three")));

    JsonNode rules = run.at("/tool/driver/rules");
    assertThat(rules.valueStream().map(rule -> rule.path("id").asString()))
        .containsExactly("EG004", "EG018");
    assertThat(rules.path(1).at("/shortDescription/text").asString()).isEqualTo("Bad value.");
    assertThat(rules.path(1).at("/help/text").asString()).endsWith("docs/errors.md#eg018");
    assertThat(run.path("results").valueStream())
        .allMatch(result ->
            rules
                .path(result.path("ruleIndex").intValue())
                .path("id")
                .equals(result.path("ruleId")));
  }

  @Test
  void aLinkOfOthersIsNoneInSarif() {
    JsonNode text = sarif(of(error("[evil](https://evil.example)"))).at("/results/0/message/text");

    assertThat(text.asString()).isEqualTo("[evil] (https://evil.example)");
  }

  @Test
  void xmlHasNothingThatXmlCannotHave() throws XMLStreamException {
    String text = "\u0000\u0001\u001b[2J\ufffe ]]> <a b=\"c\"> & \ud83d\ude00 \u202e";

    String document = JunitXml.render(of(error(text)));

    var reader =
        XMLInputFactory.newDefaultFactory().createXMLStreamReader(new StringReader(document));
    String message = "";
    while (reader.hasNext()) {
      reader.next();
      if (reader.isStartElement() && reader.getLocalName().equals("failure")) {
        message = reader.getAttributeValue("", "message");
      }
    }
    assertThat(message)
        .isEqualTo(TerminalText.safe(text))
        .contains("]]> <a b=\"c\"> & \ud83d\ude00");
  }

  @Test
  void aReportWithoutAnythingToTellHasATestThatPassed() {
    String document = JunitXml.render(of());

    assertThat(CiSchemas.ofJunit(document)).isEmpty();
    assertThat(document).contains("tests=\"1\" failures=\"0\"");
  }

  @Test
  void anOutputOfSeveralLinesStandsBetweenTwoThatAreNotInIt() {
    var outputs =
        new StepOutputs(Optional.of(true), Optional.empty(), Optional.of("a\nEKSGUARD\nb=c"));

    assertThat(outputs.github())
        .isEqualTo("changes=true\ndigest<<EKSGUARD_\na\nEKSGUARD\nb=c\nEKSGUARD_\n");
  }
}
