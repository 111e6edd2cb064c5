package io.eksguard.live;

import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;

/// How a member account stands to the administrator, as far as its status word says.
///
/// The word is free text in AWS's model and its case varies. The first six are documented; of the
/// others, some were met and some belong to sibling services.
///
/// @see <a href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Member.html">AWS API
///   reference, read 2026-11-24</a>
public enum MemberState {
  ENABLED("it is active", "There is nothing to do."),
  DISABLED(
      "the administrator suspended GuardDuty there",
      "Resume it as the administrator, with `guardduty:StartMonitoringMembers`."),
  CREATED(
      "it was added as a member, and GuardDuty is not on there yet",
      "Invite it, or let the organization turn GuardDuty on there."),
  INVITED("it was invited and has not accepted yet", "Accept the invitation in that account."),
  REMOVED(
      "the administrator removed it from its members",
      "Add it as a member again, with `guardduty:CreateMembers`."),
  RESIGNED(
      "it left the administrator by itself",
      "Add it as a member again, with `guardduty:CreateMembers`."),
  EMAIL_VERIFICATION_IN_PROGRESS(
      "it was invited, and AWS is still checking its e-mail address",
      "Wait for AWS; the invitation follows by itself."),
  EMAIL_VERIFICATION_FAILED(
      "it could not be invited, since its e-mail address is not that of the account",
      "Delete the member and add it again with the e-mail address of its account."),
  ACCOUNT_SUSPENDED(
      "its AWS account is suspended", "Take it out of the file, or have AWS reopen the account."),
  REGION_DISABLED(
      "it has not enabled the region", "Enable the region there, or narrow the entry's `regions`."),
  /// A word that this version does not know.
  OTHER(
      "this version does not know the word, and takes it for not active",
      "Look at the member in the GuardDuty console.");

  private final String meaning;
  private final String cure;

  MemberState(String meaning, String cure) {
    this.meaning = meaning;
    this.cure = cure;
  }

  /// What it means, as a clause.
  public String meaning() {
    return meaning;
  }

  /// What would make the member active, as a sentence.
  public String cure() {
    return cure;
  }

  /// Reads AWS's word: letters alone count, and their case does not.
  static MemberState of(String status) {
    return KNOWN.getOrDefault(letters(status), OTHER);
  }

  private static final Map<String, MemberState> KNOWN =
      EnumSet.complementOf(EnumSet.of(OTHER)).stream()
          .collect(Collectors.toUnmodifiableMap(known -> letters(known.name()), known -> known));

  private static String letters(String text) {
    var letters = new StringBuilder();
    text.chars()
        .map(c -> c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)
        .filter(c -> c >= 'A' && c <= 'Z')
        .forEach(c -> letters.append((char) c));
    return letters.toString();
  }
}
