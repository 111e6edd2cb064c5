package io.eksguard.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eksguard.diff.AnyLive;
import io.eksguard.diff.Describer;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.model.Desired;
import io.eksguard.snapshot.SnapshotCodec.Read;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Whatever is live, a snapshot of it says the same.
class SnapshotPropertyTest {
  private static final Instant TAKEN = Instant.parse("2026-11-24T12:00:00Z");
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(Path.of("schemas/snapshot.schema.json")), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Snapshot taken(Desired desired, LiveState live) {
    return Snapshot.of(desired, live, TAKEN, "test", Snapshot.Origin.SANDBOX);
  }

  @Property(tries = 1000)
  void isReadAsItWasWrittenAndWrittenTheSameTwice(@ForAll long seed) {
    Desired survey = AnyLive.of(seed).survey();
    Snapshot snapshot = taken(survey, AnyLive.of(seed).read(survey));

    String text = SnapshotCodec.write(snapshot);

    assertThat(SnapshotCodec.read("x.json", text)).isEqualTo(new Read.Ok(snapshot));
    assertThat(SnapshotCodec.write(taken(survey, AnyLive.of(seed).read(survey)))).isEqualTo(text);
    assertThat(text).doesNotContain("request-1");
  }

  @Property(tries = 200)
  void fitsItsSchema(@ForAll long seed) {
    Desired survey = AnyLive.of(seed).survey();

    String text = SnapshotCodec.write(taken(survey, AnyLive.of(seed).read(survey)));

    assertThat(SCHEMA.validate(text, InputFormat.JSON)).isEmpty();
  }

  @Property(tries = 1000)
  void readingItForTheSameFileGivesWhatAwsGave(@ForAll long seed) {
    var live = AnyLive.of(seed);
    Desired survey = live.survey();

    LiveState again = new SnapshotReader(taken(survey, live.read(survey))).read(survey);

    sameAs(survey, again, live.read(survey));
  }

  /// What a survey found is enough for any other file about the same accounts.
  @Property(tries = 1000)
  void readingItForAnotherFileGivesWhatAwsWouldHaveGiven(@ForAll long seed) {
    var live = AnyLive.of(seed);
    Desired survey = live.survey();
    Optional<Desired> other = Describer.describe(survey, live.read(survey), _ -> true).desired();

    other.ifPresent(desired -> {
      LiveState again = new SnapshotReader(taken(survey, live.read(survey))).read(desired);

      sameAs(desired, again, live.read(desired));
    });
  }

  private static void sameAs(Desired desired, LiveState again, LiveState live) {
    assertThat(taken(desired, again)).isEqualTo(taken(desired, live));
    assertThat(entries(again)).isEqualTo(entries(live));
    assertThat(again.undecided()).isEqualTo(live.undecided());
    assertThat(again.problems()).hasSameSizeAs(live.problems());
  }

  private static List<?> entries(LiveState live) {
    return live.places().values().stream().map(LivePlace::assignment).toList();
  }
}
