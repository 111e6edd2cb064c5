package io.eksguard.aws.guardduty;

import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Pages;
import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.ListDetectorsResponse;

/// Finds detectors, and remembers their ids for as long as a command runs.
///
/// An account has at most one detector in a region.
///
/// @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_limits.html">Amazon
///   GuardDuty User Guide, quotas, read 2026-11-24</a>
public final class Detectors {
  private final Clients clients;
  private final Map<Place, Found> found = new ConcurrentHashMap<>();
  private final Map<Place, Object> asking = new ConcurrentHashMap<>();

  public Detectors(Clients clients) {
    this.clients = clients;
  }

  /// A detector that was found.
  ///
  /// @param client a client with the account's own credentials
  /// @param writer the same for writes, which are not sent again after silence
  /// @param id the detector's id
  public record Found(GuardDutyClient client, GuardDutyClient writer, String id) {}

  /// The detector of an account's own; NOT_FOUND if it has none there.
  public Answer<Found> of(Place place, Standing standing) {
    synchronized (asking.computeIfAbsent(place, _ -> new Object())) {
      Found known = found.get(place);
      return known == null ? ask(place, standing) : new Answer.Ok<>(known);
    }
  }

  private Answer<Found> ask(Place place, Standing standing) {
    return clients
        .guardDuty(place, standing)
        .then(client ->
            ids(place, client)
                .then(ids ->
                    ids.isEmpty()
                        ? none(place)
                        : clients
                            .guardDutyWriter(place, standing)
                            .map(writer -> new Found(client, writer, ids.getFirst()))))
        .map(detector -> {
          found.put(place, detector);
          return detector;
        });
  }

  /// An empty page may have a successor here, too.
  private Answer<List<String>> ids(Place place, GuardDutyClient client) {
    return Pages.all(
            place,
            Permission.LIST_DETECTORS,
            token ->
                clients
                    .calls()
                    .make(
                        place.account(),
                        place.region(),
                        Permission.LIST_DETECTORS,
                        () -> client.listDetectors(r -> r.nextToken(token.orElse(null)))),
            ListDetectorsResponse::hasDetectorIds,
            ListDetectorsResponse::nextToken)
        .map(pages -> pages.stream().flatMap(page -> page.detectorIds().stream()).toList());
  }

  /// The delegated administrator's detector in a region.
  public Answer<Found> ofAdministrator(io.eksguard.model.Region region) {
    return of(clients.administrator(region), Standing.ADMINISTRATOR);
  }

  private static Answer<Found> none(Place place) {
    return new Answer.Failed<>(
        Diagnostic.error(
                Code.NO_DETECTOR,
                "Account %s has no GuardDuty detector in `%s`."
                    .formatted(place.account(), place.region()))
            .at(
                new AwsCall(
                    place.account().value(),
                    place.region().name(),
                    Permission.LIST_DETECTORS.action(),
                    Optional.empty()))
            .hint("Enable GuardDuty there first, or leave the region out of the file."),
        Answer.Cause.NOT_FOUND);
  }
}
