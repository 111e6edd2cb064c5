package io.eksguard.shell.review;

import java.io.IOError;
import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/// Keys from what a terminal sends for them.
final class KeyReader {
  /// How long, in milliseconds, the rest of a sequence may take; then it was the key Esc.
  private static final long REST_OF_SEQUENCE = 100;

  private static final int ESCAPE = 27;

  private final BindingReader reader;
  private final KeyMap<Key> keys;

  KeyReader(Terminal terminal) {
    reader = new BindingReader(terminal.reader());
    keys = keys(terminal);
  }

  /// What reading gave.
  sealed interface Input {
    /// A key was pressed.
    record Pressed(Key key) implements Input {}

    /// None was, in time.
    record Nothing() implements Input {}

    /// There will be no more: the terminal is gone.
    record End() implements Input {}
  }

  private static KeyMap<Key> keys(Terminal terminal) {
    var keys = new KeyMap<Key>();
    keys.setAmbiguousTimeout(REST_OF_SEQUENCE);
    keys.setNomatch(Key.Named.UNKNOWN);
    keys.setUnicode(Key.Named.UNKNOWN);
    for (char c = ' '; c <= '~'; c++) {
      keys.bind(new Key.Typed(c), String.valueOf(c));
    }
    // What the terminal says it sends, and what most send whatever they say.
    bind(keys, Key.Named.UP, terminal, Capability.key_up, "\u001b[A", "\u001bOA", KeyMap.ctrl('P'));
    bind(
        keys,
        Key.Named.DOWN,
        terminal,
        Capability.key_down,
        "\u001b[B",
        "\u001bOB",
        KeyMap.ctrl('N'));
    bind(keys, Key.Named.RIGHT, terminal, Capability.key_right, "\u001b[C", "\u001bOC");
    bind(keys, Key.Named.LEFT, terminal, Capability.key_left, "\u001b[D", "\u001bOD");
    bind(keys, Key.Named.PAGE_UP, terminal, Capability.key_ppage, "\u001b[5~", KeyMap.ctrl('B'));
    bind(keys, Key.Named.PAGE_DOWN, terminal, Capability.key_npage, "\u001b[6~", KeyMap.ctrl('F'));
    bind(
        keys,
        Key.Named.HOME,
        terminal,
        Capability.key_home,
        "\u001b[H",
        "\u001bOH",
        "\u001b[1~",
        "\u001b[7~");
    bind(
        keys,
        Key.Named.END,
        terminal,
        Capability.key_end,
        "\u001b[F",
        "\u001bOF",
        "\u001b[4~",
        "\u001b[8~");
    bind(
        keys,
        Key.Named.BACKSPACE,
        terminal,
        Capability.key_backspace,
        KeyMap.del(),
        KeyMap.ctrl('H'));
    keys.bind(Key.Named.ENTER, "\r", "\n");
    keys.bind(Key.Named.ERASE, KeyMap.ctrl('U'));
    keys.bind(Key.Named.INTERRUPT, KeyMap.ctrl('C'));
    keys.bind(Key.Named.REDRAW, KeyMap.ctrl('L'));
    keys.bind(Key.Named.ESCAPE, KeyMap.esc());
    return keys;
  }

  private static void bind(
      KeyMap<Key> keys, Key key, Terminal terminal, Capability capability, String... sequences) {
    Optional.ofNullable(KeyMap.key(terminal, capability))
        .filter(sequence -> !sequence.isEmpty())
        .ifPresent(sequence -> keys.bind(key, sequence));
    keys.bind(key, (CharSequence[]) sequences);
  }

  /// The next key, if one is pressed within so many milliseconds.
  Input read(long timeout) {
    try {
      if (reader.peekCharacter(timeout) == NonBlockingReader.READ_EXPIRED) {
        return new Input.Nothing();
      }
      Key key = reader.readBinding(keys);
      if (key == null) {
        return new Input.End();
      }
      return new Input.Pressed(whole(key));
    } catch (EndOfFileException | IOError | IllegalStateException _) {
      // Each is how a terminal that was closed meanwhile may answer.
      return new Input.End();
    }
  }

  /// The key, once it is known whether more belongs to it.
  private Key whole(Key key) {
    if (key == Key.Named.ESCAPE && reader.peekCharacter(1) >= 0) {
      // Esc and more at once is a key that we do not know. Its rest must not be taken for others.
      skipSequence();
      return Key.Named.UNKNOWN;
    }
    String last = reader.getLastBinding();
    if (key == Key.Named.UNKNOWN && last != null && !last.isEmpty()) {
      int character = last.codePointAt(0);
      return Character.isISOControl(character) || !Character.isDefined(character)
          ? key
          : new Key.Typed(character);
    }
    return key;
  }

  /// Reads the rest of a sequence: up to its final character if it is a control sequence, or else
  /// one or two characters.
  private void skipSequence() {
    int first = reader.readCharacter();
    if (first == 'O' && reader.peekCharacter(1) >= 0) {
      reader.readCharacter();
    } else if (first == '[') {
      while (reader.peekCharacter(1) >= 0) {
        int next = reader.readCharacter();
        if ((next >= '@' && next <= '~') || next == ESCAPE) {
          return;
        }
      }
    }
  }
}
