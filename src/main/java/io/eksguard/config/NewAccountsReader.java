package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.NewAccounts;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/// Reads what shall happen to accounts that join later.
///
/// ```yaml
/// newAccounts:
///   autoEnable: NEW
///   approach: only
///   guardDuty: NEW
/// ```
final class NewAccountsReader {
  private final Notes notes;
  private final Values values;
  private final ApproachReader approaches;

  NewAccountsReader(Notes notes, LocalDate today) {
    this.notes = notes;
    this.values = new Values(notes);
    this.approaches = new ApproachReader(notes, today);
  }

  Optional<NewAccounts> read(Section section) {
    Optional<AutoEnable> autoEnable =
        section
            .required("autoEnable", "Write `autoEnable: NEW`, `ALL` or `NONE`.")
            .flatMap(this::autoEnable);
    Optional<ApproachName> approach = approaches.name(section);
    Optional<AutoEnable> guardDuty = section.optional("guardDuty").flatMap(this::autoEnable);
    approach.filter(ApproachName.ALL_EXCEPT::equals).ifPresent(_ -> warnOfTags(section));
    return autoEnable.flatMap(
        value -> approach.map(name -> new NewAccounts(section.path(), value, name, guardDuty)));
  }

  private Optional<AutoEnable> autoEnable(Node node) {
    return values.word(node, "auto-enable value", Words.AUTO_ENABLE, Map.of());
  }

  private void warnOfTags(Section section) {
    notes.warning(
        Code.NEW_CLUSTERS_NEED_TAG,
        section.keySpan("approach"),
        "In an account that joins under `all-except`, GuardDuty installs its agent on every cluster"
            + " that does not carry the tag from its creation.",
        "Create clusters to be left out with the tag `GuardDutyManaged` = `false`, or write"
            + " `approach: only`.");
  }
}
