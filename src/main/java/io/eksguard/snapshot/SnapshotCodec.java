package io.eksguard.snapshot;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.live.LiveRegion;
import io.eksguard.model.AccountId;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Snapshots as one JSON document: the same snapshot gives the same bytes.
/// `schemas/snapshot.schema.json` describes it.
public final class SnapshotCodec {
  /// The form of the file. Additions raise the part after the dot, and are passed over by earlier
  /// versions; anything else raises the part before it, and is refused.
  public static final String FORMAT_VERSION = "1.1";

  /// How large a file may be, in bytes: some 250,000 clusters.
  public static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_STRING = 64 * 1024;
  private static final String KIND = "eksguard-snapshot";
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SnapshotCodec() {}

  /// What reading a snapshot gave.
  public sealed interface Read {
    /// A snapshot, as it was taken.
    record Ok(Snapshot snapshot) implements Read {}

    /// None that this program takes.
    record Refused(Diagnostic why) implements Read {}
  }

  /// The snapshot as text, with a line break at its end.
  public static String write(Snapshot snapshot) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("kind", KIND);
    root.put("formatVersion", FORMAT_VERSION);
    root.put("eksguardVersion", snapshot.eksguardVersion());
    root.put("taken", snapshot.taken().toString());
    root.put("origin", Spot.word(snapshot.origin()));
    root.put("redacted", snapshot.redacted());
    root.set("asked", asked(snapshot.asked()));
    ObjectNode regions = root.putObject("regions");
    snapshot
        .regions()
        .forEach((region, found) -> regions.set(region.name(), FactCodec.region(found)));
    ArrayNode places = root.putArray("places");
    snapshot
        .places()
        .forEach((place, facts) -> {
          ObjectNode node = places.addObject();
          node.put("account", place.account().value());
          node.put("region", place.region().name());
          FactCodec.place(node, facts);
        });
    root.set("units", ReadingCodec.write(snapshot.units(), FactCodec::units));
    root.set("protection", FactCodec.protection(snapshot.protection()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static ObjectNode asked(Asked asked) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("feature", asked.feature().name());
    node.put("administrator", asked.administrator().map(AccountId::value).orElse(null));
    node.set("units", FactCodec.texts(asked.units()));
    node.put("policy", asked.policy().orElse(null));
    node.set("policyUnits", FactCodec.texts(asked.policyUnits()));
    return node;
  }

  /// Reads a snapshot.
  ///
  /// @param name the file as the user named it
  public static Read read(String name, String text) {
    try {
      var root = new Spot("", MAPPER.readTree(text));
      if (!root.optional("kind").map(spot -> spot.node().asString("")).equals(kind())) {
        return refused(name, "it is not a snapshot that eksguard took");
      }
      String version = root.get("formatVersion").text();
      if (!major(version).equals(major(FORMAT_VERSION))) {
        return refused(
            name,
            "it has the form `%s`, and this version takes `%s.x`"
                .formatted(version, major(FORMAT_VERSION)));
      }
      return new Read.Ok(snapshot(root));
    } catch (Spot.Unfit e) {
      return refused(name, e.said());
    } catch (JacksonException e) {
      return new Read.Refused(atItsPlace(name, e));
    }
  }

  private static Optional<String> kind() {
    return Optional.of(KIND);
  }

  private static String major(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }

  private static Read refused(String name, String why) {
    return new Read.Refused(refusal(name, why));
  }

  private static Diagnostic refusal(String name, String why) {
    return Diagnostic.error(Code.BAD_SNAPSHOT, "`%s` is refused: %s.".formatted(name, why))
        .hint(
            name.endsWith(".json")
                ? "Take it again with `eksguard snapshot -o %s`.".formatted(name)
                : "A snapshot is taken with `eksguard snapshot -o snapshot.json`; a desired-state"
                    + " file is named by `-f`.");
  }

  private static Diagnostic atItsPlace(String name, JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    var why = refusal(name, "it cannot be read: " + message);
    var at = e.getLocation();
    return at != null && at.getLineNr() > 0 && at.getColumnNr() > 0
        ? why.at(new SourcePos(name, at.getLineNr(), at.getColumnNr()))
        : why;
  }

  private static Snapshot snapshot(Spot root) {
    SortedMap<Region, LiveRegion> regions = new TreeMap<>();
    for (Spot.Named one : root.get("regions").members()) {
      regions.put(
          one.spot().as(one.name(), "a region", Region::new), FactCodec.readRegion(one.spot()));
    }
    SortedMap<Place, PlaceFacts> places = new TreeMap<>();
    for (Spot spot : root.get("places").items()) {
      var place =
          new Place(
              FactCodec.account(spot.get("account")),
              spot.get("region").as("a region", Region::new));
      if (!regions.containsKey(place.region())) {
        throw spot.get("region").unfit("is not one of `regions`");
      }
      if (places.put(place, FactCodec.readPlace(spot)) != null) {
        throw spot.unfit("is about the same account and region as one before it");
      }
    }
    return new Snapshot(
        root.get("taken").time(),
        root.get("eksguardVersion").text(),
        root.get("origin").word(Snapshot.Origin.class),
        root.get("redacted").truth(),
        readAsked(root.get("asked")),
        regions,
        places,
        ReadingCodec.read(root.get("units"), FactCodec::readUnits),
        FactCodec.readProtection(root.get("protection")));
  }

  private static Asked readAsked(Spot spot) {
    return new Asked(
        spot.get("feature").as("a feature", Feature::valueOf),
        spot.optional("administrator").map(FactCodec::account),
        spot.get("units").texts(),
        spot.optional("policy").map(Spot::text),
        spot.get("policyUnits").texts());
  }
}
