package io.eksguard.sim.wire;

import java.util.Optional;

/// AWS refuses a request. The service it was meant for puts it into its own wire format.
///
/// It is an exception, and not a value, because any depth of an operation may refuse and nothing
/// between there and the wire has anything to say to it.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String type;

  /// A refusal.
  ///
  /// @param status the HTTP status
  /// @param code the name of the exception, such as `BadRequestException`
  public Refusal(int status, String code, String message) {
    this(status, code, message, "");
  }

  /// A refusal that carries a finer code: GuardDuty's `type`, or the `Reason` of Organizations.
  public Refusal(int status, String code, String message, String type) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.type = type;
  }

  /// IAM refuses.
  public static Refusal denied(String message) {
    return new Refusal(403, "AccessDeniedException", message);
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The name of the exception.
  public String code() {
    return code;
  }

  /// The finer code.
  public Optional<String> type() {
    return type.isEmpty() ? Optional.empty() : Optional.of(type);
  }

  /// What AWS says about it.
  public String text() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}
