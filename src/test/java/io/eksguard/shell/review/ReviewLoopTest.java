package io.eksguard.shell.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eksguard.Golden;
import io.eksguard.plan.Decision;
import io.eksguard.plan.Review;
import io.eksguard.plan.StepId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;
import org.jline.utils.ShutdownHooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The review in a terminal: keys as the bytes that a keyboard sends, and the screen as a person
/// sees it.
class ReviewLoopTest {
  private static final StepId LEGACY = new StepId("eu-west-1/444455556666/legacy-billing/tag");
  private static final String DOWN = "\u001b[B";
  private static final String UP_IN_APPLICATION_MODE = "\u001bOA";
  private static final String PAGE_DOWN = "\u001b[6~";

  /// Keys as the screen knows them, and what a keyboard sends for those that are no letters.
  private static final SortedMap<String, String> BYTES = new TreeMap<>();

  static {
    Stream.of("jjahroAnNdd-+/web4\u4e2d\u6587".split("")).forEach(key -> BYTES.put(key, key));
    BYTES.put("<UP>", "\u001b[A");
    BYTES.put("<DOWN>", DOWN);
    BYTES.put("<LEFT>", "\u001b[D");
    BYTES.put("<RIGHT>", "\u001b[C");
    BYTES.put("<PAGE_DOWN>", PAGE_DOWN);
    BYTES.put("<PAGE_UP>", "\u001b[5~");
    BYTES.put("<HOME>", "\u001b[H");
    BYTES.put("<END>", "\u001b[4~");
    BYTES.put("<ENTER>", "\r");
    BYTES.put("<BACKSPACE>", "\u007f");
    BYTES.put("<ERASE>", "\u0015");
    BYTES.put("<REDRAW>", "\u000c");
  }

  private LineDisciplineTerminal terminal;
  private ScreenTerminal screen;

  @BeforeEach
  void open() throws IOException {
    ScreenTerminal.VirtualTerminal virtual =
        ScreenTerminal.withTerminal("test", "xterm-256color", 80, 24);
    terminal = virtual.terminal();
    screen = virtual.screen();
    terminal.writer().println("eksguard> review");
    terminal.flush();
  }

  @AfterEach
  void close() throws IOException {
    terminal.close();
  }

  private CompletableFuture<Review> start(boolean colour) {
    return CompletableFuture.supplyAsync(() -> ReviewLoop.run(terminal, Reviews.small(), colour));
  }

  private void press(String keys) throws IOException {
    terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
  }

  private static Review end(CompletableFuture<Review> running)
      throws InterruptedException, ExecutionException, TimeoutException {
    return running.get(20, TimeUnit.SECONDS);
  }

  private void awaitScreen(String... parts) throws InterruptedException {
    await(() -> {
      String text = screen.toString();
      for (String part : parts) {
        if (!text.contains(part)) {
          return false;
        }
      }
      return true;
    });
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came; the screen is\n" + text());
      }
      screen.waitDirty(20);
    }
  }

  private String text() {
    return screen.toString().lines().map(String::stripTrailing).reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void aPersonFiltersLooksAndDecides() throws Exception {
    CompletableFuture<Review> running = start(true);
    var story = new StringBuilder();

    awaitScreen("10 open of 10", "q quit");
    story.append("--- at first\n").append(text());
    press(DOWN + "h");
    awaitScreen("[h] + tag", "and are held with it");
    story.append("--- down, h\n").append(text());
    press("/WEB");
    awaitScreen("/WEB", "; filter: WEB");
    story.append("--- /WEB\n").append(text());
    press("\rA");
    awaitScreen("Accepted 2 steps.");
    press("\u001b");
    awaitScreen("The filter is cleared.", "Review  2 accepted");
    press(PAGE_DOWN + UP_IN_APPLICATION_MODE + DOWN + "\r");
    awaitScreen("us-east-1/777788889999/edge/tag");
    story.append("--- Enter, A, Esc, PgDn, up, down, Enter\n").append(text());
    press("q");

    Review review = end(running);
    story.append("--- q\n").append(text());
    assertThat(review.decisions()).containsEntry(LEGACY, Decision.HELD).hasSize(3);
    Golden.check("review/terminal.txt", story.toString());
  }

  /// What a person sees is what was painted, however little of it is written for each key.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theTerminalShowsWhatWasPainted(long seed) throws Exception {
    var random = new Random(seed);
    List<String> names = List.copyOf(BYTES.keySet());
    CompletableFuture<Review> running = start(true);
    ReviewScreen expected = ReviewScreen.of(Reviews.small(), new ScreenSize(24, 80));

    for (int i = 0; i < 120; i++) {
      String key = names.get(random.nextInt(names.size()));
      press(BYTES.getOrDefault(key, key));
      expected = Screens.after(expected, key);
      String text = Screens.text(expected);
      await(() -> text().equals(text));
    }
    press("\u0003");

    assertThat(end(running)).isEqualTo(expected.review());
  }

  @Test
  void whatWasThereBeforeComesBack() throws Exception {
    Attributes before = terminal.getAttributes();
    CompletableFuture<Review> running = start(false);
    awaitScreen("10 open of 10");
    assertThat(text()).doesNotContain("eksguard> review");

    press("q");
    end(running);

    assertThat(terminal.getAttributes()).hasToString(before.toString());
    assertThat(text()).startsWith("eksguard> review\n\n");
  }

  @Test
  void controlCLeavesAndKeepsWhatWasDecided() throws Exception {
    CompletableFuture<Review> running = start(false);
    awaitScreen("10 open of 10");

    press("ja\u0003");

    assertThat(end(running).decisions()).containsOnlyKeys(LEGACY);
  }

  /// A key that we do not know begins with what Esc sends; it must neither leave nor decide.
  @Test
  void noKeyThatIsUnknownDoesAnything() throws Exception {
    CompletableFuture<Review> running = start(false);
    awaitScreen("10 open of 10");

    // F5, shift and tab, alt and a, control-right, mouse, F1, and a letter of another script
    for (String key :
        new String[] {
          "\u001b[15~",
          "\u001b[Z",
          "\u001ba",
          "\u001b[1;5C",
          "\u001b[<0;10;10M",
          "\u001bOP",
          "\u00e9"
        }) {
      press("j");
      awaitMessage(false);
      press(key);
      awaitMessage(true);
    }
    assertThat(running).isNotDone();
    press("q");

    assertThat(end(running).isBegun()).isFalse();
  }

  private void awaitMessage(boolean unknown) throws InterruptedException {
    await(() -> screen.toString().contains("That key does nothing here.") == unknown);
  }

  @Test
  void followsTheSizeOfTheTerminal() throws Exception {
    CompletableFuture<Review> running = start(false);
    awaitScreen("10 open of 10");

    screen.setSize(Size.of(40, 10));
    terminal.setSize(Size.of(40, 10));
    terminal.raise(Terminal.Signal.WINCH);
    awaitScreen("[ ]10 of 10", "a h r o");
    String small = text();
    screen.setSize(Size.of(100, 30));
    terminal.setSize(Size.of(100, 30));
    terminal.raise(Terminal.Signal.WINCH);
    awaitScreen("Review  0 accepted", "? help");
    press("q");
    end(running);

    assertThat(small.lines()).hasSize(10);
  }

  @Test
  void aFailureInTheMiddleLeavesTheScreenSane() throws Exception {
    Attributes before = terminal.getAttributes();
    var loop =
        new ReviewLoop(
            terminal,
            (shown, colour) -> {
              if (shown.review().isBegun()) {
                throw new IllegalArgumentException("a bug");
              }
              return ReviewPainter.paint(shown, colour);
            },
            true);
    CompletableFuture<Review> running =
        CompletableFuture.supplyAsync(() -> loop.run(Reviews.small()));
    awaitScreen("10 open of 10");

    press("a");

    assertThatThrownBy(() -> end(running)).hasRootCauseMessage("a bug");
    assertThat(terminal.getAttributes()).hasToString(before.toString());
    assertThat(text()).startsWith("eksguard> review\n").doesNotContain("accepted");
  }

  /// SIGTERM, say: nothing of the review runs on, but what JLine does at the end.
  @Test
  void theEndOfTheProgramLeavesTheScreenSane() throws Exception {
    Attributes before = terminal.getAttributes();
    CompletableFuture<Review> running = start(false);
    awaitScreen("10 open of 10");

    ShutdownHooks.runTasks();

    assertThat(text()).startsWith("eksguard> review\n").doesNotContain("10 open of 10");
    assertThat(terminal.getAttributes()).hasToString(before.toString());
    press("q");
    end(running);
  }

  @Test
  void aTerminalThatGoesAwayEndsTheReview() throws Exception {
    CompletableFuture<Review> running = start(false);
    awaitScreen("10 open of 10");
    press("ja");
    awaitScreen("Accepted 1 step.");

    terminal.close();

    assertThat(end(running).decisions()).containsOnlyKeys(LEGACY);
  }

  @Test
  void aDumbTerminalIsNoPlaceForIt() throws IOException {
    try (LineDisciplineTerminal dumb =
        ScreenTerminal.withTerminal("dumb", Terminal.TYPE_DUMB, 80, 24).terminal()) {
      assertThat(ReviewLoop.fits(dumb)).isFalse();
    }
    assertThat(ReviewLoop.fits(terminal)).isTrue();
  }
}
