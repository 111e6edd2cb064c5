package io.eksguard.order;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks every state that a plan can leave behind.
///
/// A state is which steps have taken effect, together with how AWS is. From each state any step may
/// come next whose dependencies have all taken effect; and while something is ALL, GuardDuty may
/// overwrite an account at any moment. The sets of steps reached so are all the down-sets of the
/// plan's partial order, so every prefix of every allowed interleaving is among them; and so is
/// whatever a failure (the step has no effect, what depends on it does not run), a crash (nothing
/// more runs) or a lost answer (the step had its effect, what depends on it does not run) leaves
/// behind, any number of them. A step that comes after others once they have ended, however they
/// ended, needs to know of failures: for those others, each state is walked with and without one.
final class Walk {
  private static final int STATE_BITS = 28;
  private static final long STATE = (1L << STATE_BITS) - 1;
  private static final int MAX_MOVES = 17;
  private static final int MOVES = (1 << MAX_MOVES) - 1;

  private final Case problem;
  private final Move[] moves;
  private final int[] dependsOn;
  private final int[] comesAfter;
  private final int mayFail;
  private final int policies;
  private final boolean keepsProtection;
  private final boolean[] neverInstall;
  private final boolean[] noGap;
  private final boolean newAccountsCovered;
  private long[] seen = new long[64];
  private long[] open = new long[64];
  private int states;
  private int waiting;

  /// @param moves the steps
  /// @param dependsOn for each step, a bit for each step that must have taken effect before
  /// @param comesAfter for each step, a bit for each step that must have ended before
  Walk(Case problem, Move[] moves, int[] dependsOn, int[] comesAfter) {
    if (moves.length > MAX_MOVES) {
      throw new IllegalArgumentException("too many steps to walk: " + moves.length);
    }
    this.problem = problem;
    this.moves = moves;
    this.dependsOn = dependsOn;
    this.comesAfter = comesAfter;
    this.mayFail = Arrays.stream(comesAfter).reduce(0, (a, b) -> a | b);
    int policyMoves = 0;
    for (int i = 0; i < moves.length; i++) {
      if (moves[i] instanceof Move.PolicyText || moves[i] instanceof Move.PolicyTarget) {
        policyMoves |= 1 << i;
      }
    }
    this.policies = policyMoves;
    this.keepsProtection =
        problem.isProtected()
            && AwsModel.isProtected(problem.live())
            && !AwsModel.refusesTags(problem.live());
    int clusters = problem.accounts() * AwsModel.CLUSTERS;
    this.neverInstall = new boolean[clusters];
    this.noGap = new boolean[clusters];
    long live = problem.live();
    long settled = AwsModel.settled(live, problem.accounts());
    for (int i = 0; i < clusters; i++) {
      int account = i / AwsModel.CLUSTERS;
      int cluster = i % AwsModel.CLUSTERS;
      Wish wish = problem.wishes().get(account);
      boolean shall = wish.on && wish.manages(cluster);
      boolean counts = !problem.isInConflict(account);
      neverInstall[i] =
          counts
              && !shall
              && !AwsModel.managed(live, account, cluster)
              && !AwsModel.managed(settled, account, cluster);
      noGap[i] = counts && shall && AwsModel.managed(live, account, cluster);
    }
    this.newAccountsCovered =
        problem.newAccounts().feature != AwsModel.NONE && coversNewAccounts(live);
  }

  /// What went wrong, if anything did.
  ///
  /// @param law which law
  /// @param state the state in which it does not hold
  /// @param done the steps that had taken effect
  record Violation(String law, long state, int done) {}

  /// How many states were walked.
  int states() {
    return states;
  }

  /// Walks.
  Optional<Violation> run() {
    visit(problem.live(), 0, 0);
    while (waiting > 0) {
      long packed = open[--waiting];
      long state = packed & STATE;
      int done = (int) (packed >>> STATE_BITS) & MOVES;
      int failed = (int) (packed >>> (STATE_BITS + MAX_MOVES)) & MOVES;
      String broken = brokenLaw(state, done);
      if (broken != null) {
        return Optional.of(new Violation(broken, state, done));
      }
      boolean atRest = true;
      for (int i = 0; i < moves.length; i++) {
        int ended = done | failed;
        if (((ended >> i) & 1) == 0
            && (dependsOn[i] & ~done) == 0
            && (comesAfter[i] & ~ended) == 0) {
          String refused = refusal(state, done, i);
          if (refused != null) {
            return Optional.of(new Violation(refused, state, done));
          }
          atRest = false;
          visit(moves[i].after(state), done | (1 << i), failed);
          if (((mayFail >> i) & 1) != 0) {
            visit(state, done, failed | (1 << i));
          }
        }
      }
      if (atRest && (policies & ~done) != 0) {
        return Optional.of(new Violation("a tag that fails keeps no policy", state, done));
      }
      for (int account = 0; account < problem.accounts(); account++) {
        for (int which = 0; which < 4; which++) {
          visit(
              AwsModel.overwritten(state, account, (which & 2) != 0, (which & 1) != 0),
              done,
              failed);
        }
      }
    }
    return Optional.empty();
  }

  /// What is wrong with making this move now, if anything is.
  private @Nullable String refusal(long state, int done, int i) {
    return switch (moves[i]) {
      case Move.Tag _ -> {
        if (AwsModel.refusesTags(state)) {
          yield "no tag write is refused";
        }
        // What is in force by then might, against all evaluation, refuse us.
        boolean needsPolicy = (dependsOn[i] & policies) != 0;
        yield (done & policies) != 0 && !needsPolicy ? "the tags come before the policy" : null;
      }
      case Move.Feature(int _, boolean other, boolean on, boolean addon) -> {
        if (AwsModel.refuses(state, other, on, addon)) {
          yield "no write is refused";
        }
        yield on && !isAsProtectedAsWanted(state) ? "the tag is protected first" : null;
      }
      case Move.Organization(boolean other, int feature, int addon) ->
          raises(state, other, feature, addon) && !isAsProtectedAsWanted(state)
              ? "the tag is protected first"
              : null;
      case Move.PolicyTarget(boolean _, boolean attached) ->
          attached && AwsModel.policy(state) == AwsModel.NO_POLICY
              ? "what is attached is there"
              : null;
      case Move.PolicyText _ -> null;
    };
  }

  private boolean isAsProtectedAsWanted(long state) {
    return !problem.isProtected()
        || (AwsModel.policy(state) == AwsModel.AS_WANTED && AwsModel.isAttached(state, true));
  }

  private static boolean raises(long state, boolean other, int feature, int addon) {
    return (feature == AwsModel.ALL && AwsModel.organization(state, other, false) != AwsModel.ALL)
        || (addon == AwsModel.ALL && AwsModel.organization(state, other, true) != AwsModel.ALL);
  }

  private @Nullable String brokenLaw(long state, int done) {
    for (int i = 0; i < neverInstall.length; i++) {
      boolean managed = AwsModel.managed(state, i / AwsModel.CLUSTERS, i % AwsModel.CLUSTERS);
      if (neverInstall[i] && managed) {
        return "never install";
      }
      if (noGap[i] && !managed) {
        return "no gap";
      }
    }
    if (keepsProtection && !AwsModel.isProtected(state)) {
      return "no gap in the protection";
    }
    if (keepsProtection && AwsModel.refusesTags(state)) {
      return "no lock-out";
    }
    if (newAccountsCovered && !coversNewAccounts(state)) {
      return "no gap for new accounts";
    }
    if (done == (1 << moves.length) - 1 && !problem.isReached(state) && !isForNextPlan(state)) {
      return "the goal is reached";
    }
    return null;
  }

  /// Where GuardDuty had not yet done all that ALL made it do when the plan was made, it may do so
  /// behind the plan, and a second plan is needed. That one starts from a settled state, which is a
  /// case of its own.
  private boolean isForNextPlan(long state) {
    boolean wasUnsettled = AwsModel.settled(problem.live(), problem.accounts()) != problem.live();
    return wasUnsettled && AwsModel.settled(state, problem.accounts()) == state;
  }

  private static boolean coversNewAccounts(long state) {
    return AwsModel.organization(state, false, false) != AwsModel.NONE
        || AwsModel.organization(state, true, false) != AwsModel.NONE;
  }

  private void visit(long state, int done, int failed) {
    long packed = state | ((long) done << STATE_BITS) | ((long) failed << (STATE_BITS + MAX_MOVES));
    if (!add(packed)) {
      return;
    }
    if (waiting == open.length) {
      open = Arrays.copyOf(open, open.length * 2);
    }
    open[waiting++] = packed;
  }

  /// An open-addressing set; 0 marks a free place, so states are stored plus one.
  private boolean add(long packed) {
    if (states * 2 >= seen.length) {
      long[] old = seen;
      seen = new long[old.length * 2];
      for (long one : old) {
        if (one != 0) {
          place(one);
        }
      }
    }
    if (!place(packed + 1)) {
      return false;
    }
    states++;
    return true;
  }

  private boolean place(long stored) {
    int at = (int) ((stored * 0x9E3779B97F4A7C15L) >>> 36) & (seen.length - 1);
    while (seen[at] != 0) {
      if (seen[at] == stored) {
        return false;
      }
      at = (at + 1) & (seen.length - 1);
    }
    seen[at] = stored;
    return true;
  }
}
