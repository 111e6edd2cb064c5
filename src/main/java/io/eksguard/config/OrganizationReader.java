package io.eksguard.config;

import io.eksguard.model.Entry;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.TagProtection;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Reads `organization`: an AWS Organization, driven from its delegated administrator.
final class OrganizationReader {
  private final Notes notes;
  private final EntryReader entries;
  private final NewAccountsReader newAccounts;
  private final TagProtectionReader tagProtection;

  OrganizationReader(Notes notes, LocalDate today, EntryReader entries) {
    this.notes = notes;
    this.entries = entries;
    this.newAccounts = new NewAccountsReader(notes, today);
    this.tagProtection = new TagProtectionReader(notes);
  }

  /// The parts of the organization that could be read.
  Parts read(Section section) {
    Optional<EntryReader.Administrator> administrator =
        section
            .required("administrator", "Write `administrator: {account: \"111122223333\"}`.")
            .flatMap(node -> part(section, "administrator", node, Shape.ADMINISTRATOR))
            .flatMap(entries::administrator);
    Optional<NewAccounts> joining =
        part(section, "newAccounts", Shape.NEW_ACCOUNTS).flatMap(newAccounts::read);
    Optional<Entry> defaults = part(section, "defaults", Shape.DEFAULTS).flatMap(entries::defaults);
    List<Entry> members =
        section
            .optional("members")
            .map(node -> entries.list(node, section.at("members"), Shape.MEMBER))
            .orElse(List.of());
    Optional<TagProtection> protection =
        part(section, "tagProtection", Shape.TAG_PROTECTION).flatMap(tagProtection::read);
    return new Parts(administrator, joining, defaults, members, protection);
  }

  private Optional<Section> part(Section section, String key, Shape shape) {
    return section.optional(key).flatMap(node -> part(section, key, node, shape));
  }

  private Optional<Section> part(Section section, String key, Node node, Shape shape) {
    return Section.of(notes, node, section.at(key), shape);
  }

  /// What could be read of an organization, right or not.
  record Parts(
      Optional<EntryReader.Administrator> administrator,
      Optional<NewAccounts> newAccounts,
      Optional<Entry> defaults,
      List<Entry> members,
      Optional<TagProtection> tagProtection) {

    /// The whole, if its administrator is known.
    Optional<Organization> whole() {
      return administrator.map(admin ->
          new Organization(
              admin.account(), admin.entry(), newAccounts, defaults, members, tagProtection));
    }

    Optional<Entry> administratorEntry() {
      return administrator.flatMap(EntryReader.Administrator::entry);
    }

    /// Whether it says nothing that could be carried out.
    boolean isEmpty() {
      return administratorEntry().isEmpty()
          && newAccounts.isEmpty()
          && defaults.isEmpty()
          && members.isEmpty()
          && tagProtection.isEmpty();
    }
  }
}
