package io.eksguard.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.Desired;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// What was read for the file after a change is enough to tell causes: reading for the file before
/// it, too, would tell the same.
class OneReadingPropertyTest {
  @Property(tries = 1000)
  void readingForTheOldFileTooTellsTheSame(@ForAll long seed, @ForAll boolean swapped) {
    var live = AnyLive.of(seed);
    var another = AnyLive.of(seed + 1);
    Desired survey = live.survey();
    Optional<Desired> described =
        Describer.describe(another.survey(), another.surveyed(), AnyLive::hasWords).desired();

    described
        .filter(one -> administrator(one).equals(administrator(survey)))
        .ifPresent(one -> {
          Desired old = swapped ? one : survey;
          Desired file = swapped ? survey : one;
          Difference difference = Differ.diff(file, live.read(file));
          Difference whole = Differ.diff(old, live.read(old));
          var read =
              new CauseFinder(file, difference, new Base(whole, new TreeSet<>()), Optional.empty());
          var seen =
              new CauseFinder(
                  file,
                  difference,
                  Base.of(old, file, live.read(file), live.read(file).units()),
                  Optional.empty());

          for (Change change : difference.changes()) {
            if (place(change).filter(at -> !whole.blocked().contains(at)).isPresent()) {
              assertThat(seen.of(change)).as("%s", change).isEqualTo(read.of(change));
            }
          }
        });
  }

  private static Optional<?> administrator(Desired desired) {
    return desired.organization().map(Organization::administrator);
  }

  private static Optional<Place> place(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> Optional.of(tag.place());
      case Change.ClusterAgent agent -> Optional.of(agent.place());
      case Change.VpcEndpoint endpoint -> Optional.of(endpoint.place());
      case Change.AccountFeature feature -> Optional.of(feature.place());
      case Change.OrganizationFeature _, Change.OfPolicy _ -> Optional.empty();
    };
  }
}
