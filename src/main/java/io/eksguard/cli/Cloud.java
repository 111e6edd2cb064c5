package io.eksguard.cli;

import io.eksguard.apply.Writer;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;

/// The port by which commands reach AWS, or a sandbox.
public interface Cloud {
  /// AWS itself.
  Connection aws(Reach reach);

  /// A running sandbox.
  Connection sandbox(Reach reach, Sandboxes.Running sandbox);

  /// A connection for as long as a command runs.
  interface Connection extends AutoCloseable {
    /// The port for reading.
    LiveReader reader();

    /// The port for writing. Only `apply` asks for it.
    Writer writer();

    @Override
    void close();
  }
}
