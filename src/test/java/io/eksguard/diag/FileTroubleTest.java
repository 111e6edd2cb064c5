package io.eksguard.diag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
  @TempDir private Path folder;

  private static String why(ThrowingCallable work) {
    return FileTrouble.why(catchThrowableOfType(IOException.class, work));
  }

  @Test
  void whatIsNotThereIsSaidInWords() {
    assertThat(why(() -> Files.writeString(folder.resolve("none/file"), "text")))
        .isEqualTo("it, or the folder that it is to be in, is not there");
  }

  @Test
  void whatTheSystemSaysIsPassedOnWithoutTheNameOfAClass() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");

    assertThat(why(() -> Files.readString(folder))).isEqualTo("Is a directory");
    assertThat(why(() -> Files.writeString(file.resolve("below"), "text")))
        .isEqualTo("Not a directory");
    assertThat(FileTrouble.why(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
  }

  @Test
  void whatIsNoTextSaysSo() throws IOException {
    Path file = Files.write(folder.resolve("file"), "é".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(why(() -> Files.readString(file))).isEqualTo("it is not a text in UTF-8");
  }

  @Test
  void whereNothingIsSaidTheKindOfFaultIs() {
    assertThat(FileTrouble.why(new DirectoryNotEmptyException("folder")))
        .isEqualTo("DirectoryNotEmptyException");
    assertThat(FileTrouble.why(new IOException())).isEqualTo("IOException");
  }

  @Test
  void ofAStreamTheFaultInsideCounts() {
    var inside = new IOException("No space left on device");

    assertThat(FileTrouble.why(new UncheckedIOException(inside)))
        .isEqualTo("No space left on device");
  }
}
