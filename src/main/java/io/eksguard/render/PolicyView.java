package io.eksguard.render;

import io.eksguard.model.ProtectionText;
import io.eksguard.model.TagProtection;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The policy that protects the tag, as text for people.
public final class PolicyView {
  private PolicyView() {}

  /// What it is, whom it trusts, where it is attached, and its text with line breaks.
  public static String render(TagProtection wanted, String partition) {
    String text = ProtectionText.of(wanted, partition);
    String pretty = lines(text);
    return """
    Policy:    %s (%s), %,d of %,d characters
    Trusted:   %s
    Attach to: %s

    %s
    """
        .formatted(
            TerminalText.safe(wanted.policy()),
            wanted.form().name().toLowerCase(Locale.ROOT),
            text.length(),
            ProtectionText.MAX_LENGTH,
            TerminalText.safe(String.join(", ", wanted.trusted())),
            TerminalText.safe(String.join(", ", wanted.attachTo())),
            pretty);
  }

  /// The text of a policy with line breaks; as it stands, if it is no JSON.
  static String lines(String text) {
    JsonMapper mapper = JsonMapper.shared();
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(text));
    } catch (JacksonException _) {
      return text;
    }
  }
}
