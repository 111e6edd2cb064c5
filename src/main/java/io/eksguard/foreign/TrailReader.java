package io.eksguard.foreign;

import io.eksguard.diag.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads exported events of CloudTrail, one record at a time, so that a file may be of any size.
///
/// A file is what CloudTrail puts into S3 (`{"Records":[...]}`), one record or such an object after
/// another, a list of records, or what `aws cloudtrail lookup-events` prints; each plain or
/// gzipped.
///
/// @see <a
///   href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html">
///   AWS CloudTrail User Guide, read 2026-11-24</a>
public final class TrailReader {
  /// How much of one record is read, in parts such as a name, a value or a bracket.
  static final int MAX_PARTS = 20_000;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NAME = 4 * 1024;

  /// In characters; CloudTrail's records are at most 256 KB, but may be more with what is enriched.
  private static final int MAX_STRING = 2 * 1024 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(MAX_NAME)
                  .maxStringLength(MAX_STRING)
                  .build())
          .build();

  /// What is read of a record; all else is passed over.
  private static final Set<String> WANTED =
      Set.of(
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "recipientAccountId",
          "errorCode",
          "userIdentity",
          "requestParameters",
          "responseElements",
          "userAgent",
          "sourceIPAddress",
          "eventID",
          "CloudTrailEvent");

  private static final Set<String> LISTS = Set.of("Records", "Events");

  private final Trail trail;

  private TrailReader(Trail trail) {
    this.trail = trail;
  }

  /// Reads one file into the trail. What came before the place where it breaks off counts.
  ///
  /// @return why it could not be read to its end
  public static Optional<String> read(InputStream file, Trail trail) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), plain(file))) {
      var reader = new TrailReader(trail);
      while (parser.nextToken() != null) {
        reader.any(parser);
      }
      return Optional.empty();
    } catch (JacksonException e) {
      return Optional.of(why(e));
    } catch (IOException e) {
      return Optional.of(FileTrouble.why(e));
    }
  }

  private static String why(JacksonException e) {
    String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    var at = e.getLocation();
    return at == null || at.getLineNr() < 1 ? what : "line " + at.getLineNr() + ": " + what;
  }

  /// The file, unpacked if it begins as gzip does.
  private static InputStream plain(InputStream file) throws IOException {
    var in = new PushbackInputStream(file, 2);
    byte[] start = in.readNBytes(2);
    in.unread(start);
    boolean packed = start.length == 2 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
    return packed ? new GZIPInputStream(in) : in;
  }

  private void any(JsonParser parser) {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      list(parser);
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      object(parser);
    }
  }

  private void list(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        object(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  /// A record, or an object that holds some.
  private void object(JsonParser parser) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    var budget = new Budget();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (LISTS.contains(name) && parser.currentToken() == JsonToken.START_ARRAY) {
        list(parser);
      } else if (WANTED.contains(name) && !isOther(record)) {
        record.set(name, budget.read(parser));
      } else {
        parser.skipChildren();
      }
    }
    if (record.path("CloudTrailEvent").isString()) {
      inner(record.path("CloudTrailEvent").asString());
    } else if (record.path("CloudTrailEvent").isObject()) {
      tell(record.path("CloudTrailEvent"), budget);
    } else {
      tell(record, budget);
    }
  }

  /// Whether it is known already to be of no kind that matters, so that its rest can be passed
  /// over.
  private static boolean isOther(ObjectNode record) {
    return record.has("eventTime")
        && record.has("eventSource")
        && !Event.isOf(record.path("eventSource").asString(""));
  }

  private void inner(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        object(parser);
      }
    }
  }

  private void tell(JsonNode record, Budget budget) {
    Event.of(record)
        .filter(_ -> !budget.isSpent())
        .ifPresentOrElse(trail::add, () -> Event.time(record).ifPresent(trail::pass));
  }

  /// Reads values, up to so many parts of them.
  private static final class Budget {
    private int left = MAX_PARTS;
    private int characters = MAX_STRING;

    boolean isSpent() {
      return left < 0 || characters < 0;
    }

    JsonNode read(JsonParser parser) {
      JsonNodeFactory nodes = JsonNodeFactory.instance;
      left--;
      if (isSpent()) {
        parser.skipChildren();
        return nodes.nullNode();
      }
      return switch (parser.currentToken()) {
        case START_OBJECT -> {
          ObjectNode node = nodes.objectNode();
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            JsonNode value = read(parser);
            if (!isSpent()) {
              node.set(name, value);
            }
          }
          yield node;
        }
        case START_ARRAY -> {
          ArrayNode node = nodes.arrayNode();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode value = read(parser);
            if (!isSpent()) {
              node.add(value);
            }
          }
          yield node;
        }
        case VALUE_STRING -> {
          String text = parser.getString();
          characters -= text.length();
          yield nodes.stringNode(text);
        }
        default -> nodes.nullNode();
      };
    }
  }
}
