package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.Approach;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.Entry;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.ProtectionText;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.TagProtection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Finds what is wrong only in the light of another part of the file.
final class CrossChecks {
  private final Notes notes;

  CrossChecks(Notes notes) {
    this.notes = notes;
  }

  /// With `autoEnable: ALL`, GuardDuty overwrites every account within 24 hours, also the
  /// administrator's: an entry that wants another setting cannot last.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html">
  ///   AWS API reference, read 2026-11-24</a>
  void overwrittenByAll(OrganizationReader.Parts organization) {
    organization
        .newAccounts()
        .filter(joining -> joining.setting().forcesAnything())
        .ifPresent(joining ->
            entries(organization).stream()
                .filter(entry -> !lasts(entry, joining))
                .forEach(entry -> noteOverwritten(entry, joining)));
  }

  /// Clusters of other accounts can be read by way of the members' role only.
  void unreadableClusters(OrganizationReader.Parts organization) {
    organization.defaults().ifPresent(this::noteUnreadable);
    organization.members().forEach(this::noteUnreadable);
  }

  /// Clusters of the one account that the caller is in can be read without a role; of several
  /// accounts, the caller can be in one only.
  void unreadableClusters(List<Entry> standalone) {
    long accounts =
        standalone.stream()
            .map(Entry::who)
            .mapToLong(who -> who instanceof Entry.Who.Accounts named ? named.ids().size() : 1)
            .sum();
    if (accounts > 1) {
      standalone.forEach(this::noteUnreadable);
    }
  }

  /// The policy that protects the tag must fit into what AWS takes.
  void tooLongAPolicy(OrganizationReader.Parts organization, SortedSet<Region> regions) {
    organization
        .tagProtection()
        .filter(_ -> !regions.isEmpty())
        .ifPresent(wanted -> tooLong(wanted, regions.first().partition()));
  }

  private void tooLong(TagProtection wanted, String partition) {
    int length = ProtectionText.of(wanted, partition).length();
    if (length > ProtectionText.MAX_LENGTH) {
      notes.error(
          Code.POLICY_TOO_LONG,
          notes
              .placeOf(wanted.path() + ".trusted")
              .orElseThrow(() -> new IllegalStateException("roles without a place")),
          "The policy would have %,d characters, and AWS takes %,d."
              .formatted(length, ProtectionText.MAX_LENGTH),
          "Name fewer roles under `trusted`; `*` in place of the account speaks of every account.");
    }
  }

  private static List<Entry> entries(OrganizationReader.Parts organization) {
    List<Entry> entries = new ArrayList<>();
    organization.administratorEntry().ifPresent(entries::add);
    organization.defaults().ifPresent(entries::add);
    entries.addAll(organization.members());
    return entries;
  }

  private static boolean lasts(Entry entry, NewAccounts joining) {
    Setting forced = joining.approach().setting();
    return entry.approach().setting().meansTheSameAs(forced);
  }

  private void noteOverwritten(Entry entry, NewAccounts joining) {
    String approach = entry.approach().name().word();
    notes.error(
        Code.OVERWRITTEN_BY_ALL,
        place(entry.path() + ".approach", entry),
        "GuardDuty would overwrite `approach: "
            + approach
            + "` within 24 hours, because `newAccounts` says `autoEnable: ALL` with `"
            + joining.approach().word()
            + "`.",
        "Write `autoEnable: NEW` under `newAccounts`, and cover existing accounts by `defaults`.");
  }

  private void noteUnreadable(Entry entry) {
    Optional<String> key =
        switch (entry.approach()) {
          case Approach.AllExcept _ -> Optional.of("exclude");
          case Approach.Only _ -> Optional.of("include");
          case Approach.Manual manual when manual.tended() -> Optional.of("agents");
          case Approach.Manual manual ->
              manual.endpointCare() == EndpointCare.IGNORED
                  ? Optional.empty()
                  : Optional.of("endpoint");
          case Approach.All _, Approach.Disabled _ -> Optional.empty();
        };
    key.ifPresent(list ->
        notes.error(
            Code.CLUSTERS_NOT_READABLE,
            place(entry.path() + "." + list, entry),
            "`"
                + list
                + (list.equals("endpoint") ? "` is about VPCs" : "` names clusters")
                + ", and the file does not say how to reach the accounts they are in.",
            "Add `access: {members: {role: \"arn:aws:iam::{account}:role/eksguard\"}}`."));
  }

  private Span place(String path, Entry entry) {
    return notes
        .placeOf(path)
        .or(() -> notes.placeOf(entry.path()))
        .orElseThrow(() -> new IllegalStateException("an entry without a place: " + entry.path()));
  }
}
