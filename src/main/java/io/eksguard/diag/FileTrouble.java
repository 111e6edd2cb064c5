package io.eksguard.diag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/// Why a file could not be read or written, in words that stand behind its name and a colon.
///
/// Java's own words are the name of a class and the path once more, and for the usual cases nothing
/// else.
public final class FileTrouble {
  private FileTrouble() {}

  /// The same of a fault that came out of a stream.
  public static String why(UncheckedIOException fault) {
    IOException cause = fault.getCause();
    return cause == null ? fault.getClass().getSimpleName() : why(cause);
  }

  /// The words, without a full stop.
  public static String why(IOException fault) {
    return switch (fault) {
      case NoSuchFileException _ -> "it, or the folder that it is to be in, is not there";
      case AccessDeniedException _ -> "access denied";
      case NotDirectoryException _ -> "it is not a folder";
      case CharacterCodingException _ -> "it is not a text in UTF-8";
      case FileSystemException said when said.getReason() != null -> said.getReason();
      case FileSystemException other -> other.getClass().getSimpleName();
      default -> Optional.ofNullable(fault.getMessage()).orElse(fault.getClass().getSimpleName());
    };
  }
}
