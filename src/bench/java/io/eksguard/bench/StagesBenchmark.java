package io.eksguard.bench;

import io.eksguard.config.Loaded;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.live.LiveState;
import io.eksguard.plan.Bases;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Planner;
import io.eksguard.plan.Summaries;
import io.eksguard.render.Aside;
import io.eksguard.render.Landscape;
import io.eksguard.render.PlanText;
import io.eksguard.render.Report;
import io.eksguard.render.ReportHtml;
import io.eksguard.render.ReportJson;
import io.eksguard.render.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Each stage by itself, in milliseconds for one pass.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StagesBenchmark {
  /// How many clusters there are.
  @Param({"10", "1000", "100000"})
  public int clusters;

  private String file = "";
  private Loaded loaded = Fleet.loaded(Fleet.file(1));
  private LiveState live = Fleet.live(loaded, 1);
  private Difference difference = Differ.diff(loaded.desired(), live);
  private Plan plan = new Plan(List.of());
  private Bases bases = Bases.of(difference, live);
  private Report report = Report.failed(List.of());

  /// Everything that the stages take.
  @Setup
  public void prepare() {
    file = Fleet.file(clusters);
    loaded = Fleet.loaded(file);
    live = Fleet.live(loaded, clusters);
    difference = Differ.diff(loaded.desired(), live);
    plan = Planner.plan(difference, loaded.positions());
    bases = Bases.of(difference, live);
    report =
        new Report(
            Verdict.CHANGES,
            Optional.of(Summaries.of(plan, difference, live)),
            plan,
            Map.of(),
            List.of(),
            0,
            Aside.NONE,
            Optional.of(Landscape.of(bases, difference)));
  }

  @Benchmark
  public Loaded readYaml() {
    return Fleet.loaded(file);
  }

  @Benchmark
  public Difference diff() {
    return Differ.diff(loaded.desired(), live);
  }

  @Benchmark
  public Plan plan() {
    return Planner.plan(difference, loaded.positions());
  }

  @Benchmark
  public OrderChecker.Verdict checkOrder() {
    return OrderChecker.check(plan, bases);
  }

  @Benchmark
  public String renderText() {
    return new PlanText(false, false).render(report);
  }

  @Benchmark
  public String renderJson() {
    return new ReportJson("bench").render(report);
  }

  @Benchmark
  public String renderHtml() {
    return new ReportHtml("bench").render(report);
  }
}
