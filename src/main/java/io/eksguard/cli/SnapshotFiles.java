package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.snapshot.SnapshotCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Snapshots on disk.
final class SnapshotFiles {
  private SnapshotFiles() {}

  /// Reads a snapshot.
  static SnapshotCodec.Read read(Path file) {
    // One byte more than is allowed, and no more: it may be a pipe or a device without an end.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(SnapshotCodec.MAX_BYTES + 1);
      return bytes.length > SnapshotCodec.MAX_BYTES
          ? refused(file, "it is larger than %d MiB".formatted(SnapshotCodec.MAX_BYTES >> 20))
          : SnapshotCodec.read(
              file.toString(),
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return refused(file, "it is not text in UTF-8");
    } catch (IOException e) {
      return refused(file, "it cannot be read: " + e);
    }
  }

  private static SnapshotCodec.Read refused(Path file, String why) {
    return new SnapshotCodec.Read.Refused(
        Diagnostic.error(Code.BAD_SNAPSHOT, "`%s` is refused: %s.".formatted(file, why))
            .hint("Take one with `eksguard snapshot -o FILE`."));
  }
}
