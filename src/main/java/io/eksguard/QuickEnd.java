package io.eksguard;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// Ends the process without the wait of the virtual machine.
///
/// However a Java program ends, the virtual machine waits up to 300 ms for threads that are outside
/// of Java. Once a virtual thread has waited for a socket there is one for as long as the process
/// lives, in `epoll_wait`, and nothing wakes it. So the C library ends the process: what was
/// written is written, and there is nothing else to do for the few hooks that we have. Whoever
/// starts Java asks for it, since what Java itself does at its end is left out too, such as writing
/// a cache or a recording.
///
/// @see <a
///   href="https://github.com/openjdk/jdk/blob/jdk-25%2B36/src/hotspot/share/runtime/vmOperations.cpp">
///   OpenJDK 25, VM_Exit::wait_for_threads_in_native_to_block</a>
final class QuickEnd {
  /// The system property: `yes`, or `prepare` for what Java keeps in its cache.
  static final String PROPERTY = "eksguard.quickEnd";

  /// The variables of the environment from which Java takes options that no launcher sees. What
  /// they ask for may be done at the end.
  private static final List<String> MORE_OPTIONS =
      List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

  private QuickEnd() {}

  /// Ends the process with this code.
  static void end(int code) {
    String wanted = System.getProperty(PROPERTY, "");
    if (!wanted.isEmpty()) {
      try {
        MethodHandle exit = exit();
        if (wanted.equals("yes") && MORE_OPTIONS.stream().allMatch(QuickEnd::isEmpty)) {
          exit.invokeExact(code);
        }
      } catch (Throwable _) {
        // the usual way takes longer
      }
    }
    System.exit(code);
  }

  private static boolean isEmpty(String variable) {
    String options = System.getenv(variable);
    return options == null || options.isBlank();
  }

  /// POSIX: ends the process at once, and runs nothing.
  @SuppressWarnings("restricted") // the jar's manifest asks for it
  private static MethodHandle exit() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("_exit"),
        FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
  }
}
