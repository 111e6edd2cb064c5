package io.eksguard.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files and folders that only their owner may read.
public final class PrivateFiles {
  private PrivateFiles() {}

  private static FileAttribute<?>[] only(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /// Makes a folder, and those above it, unless they are there.
  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, only("rwx------"));
  }

  /// Opens a file; one that this makes is for its owner only.
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), only("rw-------"));
  }

  /// Writes all of a text where the channel stands, and forces it to the disk.
  static void write(FileChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  /// Puts a text in the place of a file, whole or not at all. Not for two at once.
  static void replace(Path file, String text) throws IOException {
    var beside = Path.of(file + ".new");
    Files.deleteIfExists(beside);
    try (var channel = open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(channel, text);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Forces the names in a folder to the disk, so that a new file is found after a power cut.
  static void forceFolder(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system lets a folder be opened; there it keeps names safe in its own way.
    }
  }
}
