package io.eksguard.foreign;

import io.eksguard.diag.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads what another tool says that it owns.
///
/// A file is what `terraform show -json` prints of a saved plan or of a state, or what `aws
/// cloudformation describe-stacks` prints, plain or gzipped; which of them is told by what is in
/// it. Only what is needed is kept.
///
/// @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">Terraform, JSON
///   Output Format, read 2026-11-24</a>
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html">
///   AWS CloudFormation API Reference, read 2026-11-24</a>
public final class ClaimReader {
  /// In characters, once unpacked.
  static final long MAX_LENGTH = 512L * 1024 * 1024;

  private static final int MAX_DEPTH = 256;
  private static final int MAX_NAME = 64 * 1024;

  /// In characters; a plan may hold whole files.
  private static final int MAX_STRING = 64 * 1024 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(MAX_NAME)
                  .maxStringLength(MAX_STRING)
                  .maxDocumentLength(MAX_LENGTH)
                  .build())
          .build();

  /// What a saved plan of Terraform begins with: it is a ZIP archive.
  private static final byte[] ARCHIVE = {'P', 'K'};

  private static final byte[] PACKED = {(byte) 0x1f, (byte) 0x8b};

  private static final String SHOW = "`terraform show -json` prints what is taken";

  private ClaimReader() {}

  /// What a file gave.
  ///
  /// @param claims what is owned, in a fixed order
  /// @param problem why the file could not be used; there are no claims then
  public record Read(List<Claim> claims, Optional<String> problem) {
    public Read {
      claims = List.copyOf(claims);
    }

    static Read unusable(String why) {
      return new Read(List.of(), Optional.of(why));
    }
  }

  /// Reads one file.
  ///
  /// @param name the file as the user named it
  public static Read read(InputStream file, String name) {
    try {
      var in = new PushbackInputStream(file, 2);
      byte[] start = in.readNBytes(2);
      in.unread(start);
      if (Arrays.equals(start, ARCHIVE)) {
        return Read.unusable("it is a plan as Terraform saves it; " + SHOW);
      }
      boolean packed = Arrays.equals(start, PACKED);
      try (JsonParser parser =
          FACTORY.createParser(ObjectReadContext.empty(), packed ? new GZIPInputStream(in) : in)) {
        return document(parser, name);
      }
    } catch (JacksonException e) {
      return Read.unusable(why(e));
    } catch (IOException e) {
      return Read.unusable(FileTrouble.why(e));
    }
  }

  /// Jackson's words may quote the text, which may be a secret; the place alone cannot be one.
  private static String why(JacksonException e) {
    var at = e.getLocation();
    String where = at == null || at.getLineNr() < 1 ? "" : " at line " + at.getLineNr();
    return e instanceof StreamConstraintsException
        ? "it is too large or too deep" + where
        : "it is not JSON, or cut short," + where;
  }

  private static Read document(JsonParser parser, String name) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return Read.unusable("it is not one JSON object");
    }
    var terraform = new TerraformReader(name);
    List<Claim> stacks = new ArrayList<>();
    boolean isStacks = false;
    Optional<String> mistaken = Optional.empty();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      parser.nextToken();
      if (member.equals("Stacks")) {
        isStacks = true;
        StackReader.read(parser, name, stacks);
      } else {
        mistaken = mistaken.or(() -> mistaken(member));
        terraform.member(member, parser);
      }
    }
    if (isStacks) {
      return new Read(stacks, Optional.empty());
    }
    return terraform.isOne()
        ? terraform.read()
        : Read.unusable(
            mistaken.orElse("it is neither of Terraform nor of CloudFormation; " + SHOW));
  }

  /// What the file probably is instead, going by the name of one member.
  private static Optional<String> mistaken(String member) {
    return switch (member) {
      case "lineage" -> Optional.of("it is a state as Terraform saves it; " + SHOW);
      case "@level" -> Optional.of("it is the log of `terraform plan -json`; " + SHOW);
      case "Records", "Events" ->
          Optional.of("it is events of CloudTrail, which `--cloudtrail` takes");
      default -> Optional.empty();
    };
  }
}
