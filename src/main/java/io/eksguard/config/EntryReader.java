package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.Entry;
import io.eksguard.model.Region;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads entries: some accounts, and how they shall be covered.
///
/// ```yaml
/// - accounts: ["777788889999", "888899990000"]
///   approach: only
///   include: [payments, "web-*"]
///   regions: [us-east-1]
/// ```
final class EntryReader {
  private static final List<String> WHO = List.of("account", "accounts", "ou");

  private final Notes notes;
  private final Values values;
  private final Ids ids;
  private final ApproachReader approaches;
  private final Claims claims;
  private final SortedSet<Region> fileRegions;

  /// @param fileRegions the regions of the file; empty if they could not be read
  EntryReader(Notes notes, LocalDate today, SortedSet<Region> fileRegions) {
    this.notes = notes;
    this.values = new Values(notes);
    this.ids = new Ids(notes);
    this.approaches = new ApproachReader(notes, today);
    this.claims = new Claims(notes);
    this.fileRegions = fileRegions;
  }

  /// A list of entries.
  List<Entry> list(Node node, String path, Shape shape) {
    List<Node> nodes = values.list(node, "`" + path + "`").orElse(List.of());
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String at = path + "[" + i + "]";
      notes.place(at, nodes.get(i).span());
      Section.of(notes, nodes.get(i), at, shape)
          .flatMap(section -> entry(section, who(section)))
          .ifPresent(entries::add);
    }
    return entries;
  }

  /// The delegated administrator's account; its entry is there where it says an approach.
  Optional<Administrator> administrator(Section section) {
    Optional<AccountId> account =
        section.required("account", "Write `account: \"111122223333\"`.").flatMap(this::account);
    boolean managed =
        List.of("approach", "exclude", "include", "agents", "endpoint", "regions").stream()
            .anyMatch(section::has);
    Optional<Entry> entry =
        managed ? entry(section, account.map(EntryReader::only)) : Optional.empty();
    return account.map(id -> new Administrator(id, entry));
  }

  /// The entry for every member that no other names.
  Optional<Entry> defaults(Section section) {
    return entry(section, Optional.of(new Entry.Who.Others()));
  }

  private Optional<Entry> entry(Section section, Optional<? extends Entry.Who> who) {
    Optional<SortedSet<Region>> own =
        section.optional("regions").flatMap(node -> ids.regions(node, fileRegions));
    Optional<Approach> approach = approaches.read(section, own.orElse(fileRegions));
    return who.flatMap(w -> approach.map(a -> new Entry(section.path(), w, a, own)));
  }

  private Optional<Entry.Who> who(Section section) {
    List<String> said = WHO.stream().filter(section::has).toList();
    if (said.isEmpty()) {
      section.noteMissing("account", "Say whom it is for: `account: \"111122223333\"`.");
    }
    if (said.size() > 1) {
      notes.error(
          Code.ONLY_ONE_OF,
          section.keySpan(said.get(1)),
          "An entry has one of " + Section.words(WHO) + ", not several.",
          "Make an entry of each.");
    }
    Optional<Entry.Who> account =
        section.optional("account").flatMap(this::account).map(EntryReader::only);
    Optional<Entry.Who> accounts =
        section.optional("accounts").flatMap(node -> accounts(node, section.at("accounts")));
    Optional<Entry.Who> unit = section.optional("ou").flatMap(this::unit);
    return account.or(() -> accounts).or(() -> unit);
  }

  private Optional<AccountId> account(Node node) {
    Optional<AccountId> account = ids.account(node);
    account.ifPresent(id -> claims.claim("Account", id.value(), node.span()));
    return account;
  }

  private Optional<Entry.Who> accounts(Node node, String path) {
    List<Node> nodes =
        values
            .filledList(node, "`accounts`", "Name at least one: `[\"111122223333\"]`.")
            .orElse(List.of());
    List<AccountId> accounts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      notes.place(path + "[" + i + "]", nodes.get(i).span());
      account(nodes.get(i)).ifPresent(accounts::add);
    }
    return accounts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Entry.Who.Accounts(new TreeSet<>(accounts)));
  }

  private Optional<Entry.Who> unit(Node node) {
    Optional<String> unit = ids.unit(node);
    unit.ifPresent(id -> claims.claim("Unit", id, node.span()));
    return unit.map(Entry.Who.Unit::new);
  }

  private static Entry.Who only(AccountId id) {
    return new Entry.Who.Accounts(new TreeSet<>(List.of(id)));
  }

  /// @param account its id
  /// @param entry how it is covered; empty if it is not managed
  record Administrator(AccountId account, Optional<Entry> entry) {}
}
