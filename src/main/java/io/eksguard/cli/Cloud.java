package io.eksguard.cli;

import io.eksguard.apply.Writer;
import io.eksguard.live.CallTerms;
import io.eksguard.live.Examiner;
import io.eksguard.live.LiveReader;
import io.eksguard.model.Reach;
import java.util.Optional;

/// The port by which commands reach AWS, or a sandbox.
public interface Cloud {
  /// Connects to look: whatever role is assumed, its session can change nothing.
  ///
  /// @param sandbox a running sandbox to reach instead of AWS
  /// @param terms until when AWS is asked, and who hears of it
  Connection toRead(Reach reach, Optional<Sandboxes.Running> sandbox, CallTerms terms);

  /// Connects to apply a plan. Only `apply` asks for it.
  ///
  /// @param sandbox a running sandbox to reach instead of AWS
  /// @param terms until when AWS is asked, and who hears of it
  Writable toApply(Reach reach, Optional<Sandboxes.Running> sandbox, CallTerms terms);

  /// Something that can be read, for as long as a command runs.
  interface Source extends AutoCloseable {
    /// The port for reading.
    LiveReader reader();

    @Override
    void close();
  }

  /// A connection for as long as a command runs.
  interface Connection extends Source {
    /// The port for finding out what is allowed.
    Examiner examiner();
  }

  /// A connection by which AWS can be changed.
  interface Writable extends Connection {
    /// The port for writing.
    Writer writer();
  }
}
