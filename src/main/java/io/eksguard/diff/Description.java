package io.eksguard.diff;

import io.eksguard.model.Desired;
import java.util.List;
import java.util.Optional;

/// What is live, as a desired state.
///
/// @param desired the desired state; nothing if there is nothing that it could say
/// @param remarks what it leaves out, in a fixed order
public record Description(Optional<Desired> desired, List<Remark> remarks) {
  public Description {
    remarks = List.copyOf(remarks);
  }
}
