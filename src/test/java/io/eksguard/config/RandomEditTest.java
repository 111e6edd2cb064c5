package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.config.FileEditor.Edited;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.Assignment;
import io.eksguard.model.Assignments;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Region;
import io.eksguard.model.Units;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// However untidy a file is, an edit changes what was asked for and nothing else.
class RandomEditTest {
  private static final Pattern COMMENT = Pattern.compile("# c(\\d+)");
  private static final AccountId BELOW = new AccountId("200000000000");
  private static final AccountId OTHER = new AccountId("300000000000");
  private static final List<ClusterName> CLUSTERS =
      List.of("web-0", "web-1", "web-2", "app", "x-0", "x-1", "new").stream()
          .map(ClusterName::new)
          .toList();

  private final FileEditor editor = new FileEditor(BadFiles.TODAY);

  /// An untidy file, or one that `fmt` has put in order, and an edit of it.
  private record Trial(String text, Desired before, Edit edit) {
    static Trial of(long seed) {
      var random = new Random(seed);
      String text = RandomFile.any(random).text();
      if (random.nextBoolean()) {
        text = new FileFormatter().text("f.yaml", text).files().getFirst().after();
      }
      text =
          switch (random.nextInt(6)) {
            case 0 -> text.replace("\n", "\r\n");
            case 1 -> "\uFEFF" + text;
            case 2 -> text.stripTrailing();
            default -> text;
          };
      Desired before = desired(text);
      return new Trial(text, before, edit(random, before));
    }

    private static Edit edit(Random random, Desired desired) {
      List<Named> named = random.nextInt(3) == 0 ? List.of() : named(desired);
      List<AccountId> accounts = accounts(desired);
      Named any =
          named.isEmpty()
              ? new Named(
                  accounts.get(random.nextInt(accounts.size())),
                  CLUSTERS.get(random.nextInt(CLUSTERS.size())))
              : named.get(random.nextInt(named.size()));
      AccountId account = any.account;
      ClusterName cluster = any.cluster;
      Optional<Region> region = desired.regions().stream().skip(random.nextInt(3)).findFirst();
      Optional<String> reason = random.nextBoolean() ? Optional.of("so: # it") : Optional.empty();
      var approaches = ApproachName.values();
      ApproachName approach = approaches[random.nextInt(approaches.length)];
      return switch (random.nextInt(7)) {
        case 0 -> new Edit.SetApproach(account, approach);
        case 1 -> new Edit.SetNewAccounts(approach);
        case 2, 3 -> new Edit.Include(account, region, cluster, reason);
        default -> new Edit.Exclude(account, region, cluster, reason);
      };
    }

    Edited edited(FileEditor editor, String of) {
      return editor.edit(List.of(new FileEditor.Source("f.yaml", of)), edit, units());
    }
  }

  /// A cluster that a line of the file names.
  private record Named(AccountId account, ClusterName cluster) {}

  private static List<Named> named(Desired desired) {
    List<Named> named = new ArrayList<>();
    for (Region region : desired.regions()) {
      for (Assignment a :
          Assignments.in(region, desired, new TreeSet<>(accounts(desired)), units())) {
        a.entry().approach().rules().stream()
            .filter(rule -> rule.name().isExact())
            .map(rule -> new ClusterName(rule.name().glob()))
            .forEach(cluster -> named.add(new Named(a.place().account(), cluster)));
      }
    }
    return named;
  }

  private static Units units() {
    var above = new TreeMap<AccountId, List<String>>();
    above.put(BELOW, List.of("ou-abcd-00000001", "ou-abcd-00000000"));
    return new Units(true, above, new TreeSet<>(List.of(BELOW)));
  }

  private static Desired desired(String text) {
    var result = new DesiredStateReader(BadFiles.TODAY).readText("f.yaml", text);
    assertThat(result.diagnostics()).as(text).noneMatch(Diagnostic::isError);
    return result.loaded().orElseThrow().desired();
  }

  /// Those that are named, one below a unit, and one that is neither.
  private static List<AccountId> accounts(Desired desired) {
    SortedSet<AccountId> accounts = new TreeSet<>(List.of(BELOW, OTHER));
    List<Entry> entries = new ArrayList<>(desired.standalone());
    desired
        .organization()
        .ifPresent(organization -> {
          entries.addAll(organization.members());
          accounts.add(organization.administrator());
        });
    for (Entry entry : entries) {
      if (entry.who() instanceof Entry.Who.Accounts(var ids)) {
        accounts.addAll(ids);
      }
    }
    return List.copyOf(accounts);
  }

  /// What holds for every account, region and cluster.
  private static Map<String, String> states(Desired desired, List<AccountId> accounts) {
    Map<String, String> states = new TreeMap<>();
    for (Region region : desired.regions()) {
      for (Assignment a : Assignments.in(region, desired, new TreeSet<>(accounts), units())) {
        String place = a.place().account() + "/" + region;
        states.put(place, String.valueOf(a.setting()));
        for (ClusterName cluster : CLUSTERS) {
          states.put(place + "/" + cluster, String.valueOf(a.selection().manages(cluster)));
        }
      }
    }
    desired
        .organization()
        .ifPresent(o -> states.put("new", String.valueOf(o.newAccounts().map(n -> n.approach()))));
    return states;
  }

  @Property(tries = 1000)
  void changesWhatWasAskedForAndNothingElse(@ForAll long seed) {
    Trial trial = Trial.of(seed);

    if (trial.edited(editor, trial.text) instanceof Edited.Changed changed) {
      Desired after = desired(changed.files().getFirst().after());
      List<AccountId> accounts = accounts(trial.before);
      Map<String, String> wanted = states(trial.before, accounts);
      Map<String, String> found = states(after, accounts);
      asWanted(trial, found);
      wanted.keySet().removeIf(place -> isMeant(trial.edit, place));
      found.keySet().removeIf(place -> isMeant(trial.edit, place));
      assertThat(found).as(seed + "\n" + trial).isEqualTo(wanted);
      assertThat(after.access()).isEqualTo(trial.before.access());
      assertThat(after.limits()).isEqualTo(trial.before.limits());
    }
  }

  private static boolean isMeant(Edit edit, String place) {
    return switch (edit) {
      case Edit.SetApproach(var account, _) -> place.startsWith(account.value());
      case Edit.SetNewAccounts _ -> place.equals("new");
      case Edit.Exclude(var account, var region, var cluster, _) ->
          isMeant(place, account, region, cluster);
      case Edit.Include(var account, var region, var cluster, _) ->
          isMeant(place, account, region, cluster);
    };
  }

  private static boolean isMeant(
      String place, AccountId account, Optional<Region> region, ClusterName cluster) {
    return place.startsWith(account.value())
        && place.endsWith("/" + cluster)
        && region.map(r -> place.contains("/" + r + "/")).orElse(true);
  }

  /// Whether what was meant has become so.
  private static void asWanted(Trial trial, Map<String, String> found) {
    String value =
        switch (trial.edit) {
          case Edit.SetApproach(_, var approach) -> String.valueOf(approach.setting());
          case Edit.SetNewAccounts(var approach) -> String.valueOf(Optional.of(approach));
          case Edit.Exclude _ -> "false";
          case Edit.Include _ -> "true";
        };
    List<String> meant =
        found.entrySet().stream()
            .filter(state -> isMeant(trial.edit, state.getKey()))
            .filter(
                state -> !(trial.edit instanceof Edit.SetApproach) || isOfAPlace(state.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(meant).as(trial.toString()).isNotEmpty().containsOnly(value);
  }

  private static boolean isOfAPlace(String state) {
    return state.chars().filter(c -> c == '/').count() == 1;
  }

  @Property(tries = 1000)
  void keepsEveryCommentInItsOrder(@ForAll long seed) {
    Trial trial = Trial.of(seed);

    if (trial.edited(editor, trial.text) instanceof Edited.Changed changed) {
      assertThat(comments(changed.files().getFirst().after()))
          .as(seed + "\n" + trial)
          .isEqualTo(comments(trial.text));
    }
  }

  private static List<String> comments(String text) {
    return COMMENT.matcher(text).results().map(match -> match.group(1)).toList();
  }

  @Property(tries = 1000)
  void changesNothingTheSecondTime(@ForAll long seed) {
    Trial trial = Trial.of(seed);

    if (trial.edited(editor, trial.text) instanceof Edited.Changed changed) {
      Edited again = trial.edited(editor, changed.files().getFirst().after());
      // `only` without its last cluster is `manual`, where nothing can be left out.
      boolean manual =
          trial.edit instanceof Edit.Exclude
              && again instanceof Edited.Refused(var why)
              && why.message().startsWith("Under `manual`");
      assertThat(manual || again instanceof Edited.Unchanged)
          .as(seed + "\n" + trial + again)
          .isTrue();
    }
  }

  @Property(tries = 1000)
  void refusesNothingForAWayOfWriting(@ForAll long seed) {
    Trial trial = Trial.of(seed);

    if (trial.edited(editor, trial.text) instanceof Edited.Refused(var why)) {
      assertThat(why.code()).as(seed + "\n" + trial).isEqualTo(Code.EDIT_REFUSED);
      // Whatever is added behind such a text would change it.
      boolean unfinished = why.message().contains("a block of text that ends without");
      assertThat(why.message().startsWith("What is to be changed"))
          .as(seed + "\n" + trial)
          .isEqualTo(unfinished);
    }
  }

  @Property(tries = 1000)
  void keepsTheTextBeforeLineBreaksAndTheByteOrderMark(@ForAll long seed) {
    Trial trial = Trial.of(seed);

    if (trial.edited(editor, trial.text) instanceof Edited.Changed changed) {
      String after = changed.files().getFirst().after();
      assertThat(changed.files().getFirst().before()).isEqualTo(trial.text);
      assertThat(after.startsWith("\uFEFF")).isEqualTo(trial.text.startsWith("\uFEFF"));
      assertThat(after.contains("\r")).isEqualTo(trial.text.contains("\r"));
      assertThat(after.replace("\r\n", "").contains("\n")).isEqualTo(!trial.text.contains("\r"));
      assertThat(after.endsWith("\n")).as(seed + "\n" + trial).isEqualTo(trial.text.endsWith("\n"));
    }
  }

  @Test
  void theTrialsHaveEverythingInThem() {
    Map<Decided.Seat, Integer> seats = new EnumMap<>(Decided.Seat.class);
    int changed = 0;
    int unchanged = 0;
    for (long seed = 0; seed < 500; seed++) {
      Trial trial = Trial.of(seed);
      switch (trial.edited(editor, trial.text)) {
        case Edited.Changed _ -> {
          changed++;
          var decided = new EditDecision(trial.before, new Notes(), units()).of(trial.edit);
          if (decided instanceof Decided.Account account) {
            seats.merge(account.seat(), 1, Integer::sum);
          }
        }
        case Edited.Unchanged _ -> unchanged++;
        case Edited.Refused _ -> {}
      }
    }

    assertThat(changed).isGreaterThan(100);
    assertThat(unchanged).isGreaterThan(30);
    assertThat(seats).containsOnlyKeys(Decided.Seat.values());
    assertThat(seats.values()).allMatch(count -> count > 5);
  }
}
