package dev.bosai.app.bench.proof;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Machine;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.lab.LabFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs scenarios again and again. The runs of a scenario share one lab: each recovery's end is the
 * next one's beginning, with the roles swapped. After a violation, or an end that is no recovery,
 * the next run gets a new lab.
 */
public final class Proofs {
  private final int basePort;
  private final long seed;
  private final Consumer<Proof> told;
  private String machine = "";

  /**
   * Makes it.
   *
   * @param basePort the first of the labs' ports
   * @param seed of the first storm; the next has the next
   * @param told hears of every run as soon as it was judged
   */
  public Proofs(int basePort, long seed, Consumer<Proof> told) {
    this.basePort = basePort;
    this.seed = seed;
    this.told = told;
  }

  /** Runs a scenario a number of times. */
  public List<Proof> run(Scenario scenario, int runs) {
    List<Proof> proofs = new ArrayList<>();
    while (proofs.size() < runs) {
      try (BenchLab bench = BenchLab.up(scenario.lab(basePort))) {
        machine = Machine.describe(bench.lab().settings());
        in(bench, scenario, runs, proofs);
      }
    }
    return List.copyOf(proofs);
  }

  /** Returns what was measured on, once something was. */
  public String machine() {
    return machine;
  }

  private void in(BenchLab bench, Scenario scenario, int runs, List<Proof> proofs) {
    boolean again = true;
    while (again && proofs.size() < runs) {
      Proof proof = one(bench, scenario, proofs.size() + 1);
      proofs.add(proof);
      told.accept(proof);
      again = proof.held() && isWhole(bench);
    }
  }

  /** A recovery that waits for a person leaves a lab that nothing more can be proven on. */
  private static boolean isWhole(BenchLab bench) {
    try {
      return !bench.pair().primary().equals(bench.pair().standby());
    } catch (Fault broken) {
      return false;
    }
  }

  // A run that cannot be judged counts as violated: it must not vanish from the table.
  private Proof one(BenchLab bench, Scenario scenario, int number) {
    LabFault.Scope hang = scenario.hang();
    try {
      if (scenario == Scenario.STORM) {
        return new StormProof(bench, scenario).run(number, Storm.of(seed + number - 1));
      }
      return hang == null
          ? new KillProof(bench, scenario).run(number)
          : new HangProof(bench, scenario).run(number, hang);
    } catch (Fault fault) {
      return Proof.broken(scenario, number, String.valueOf(fault.getMessage()));
    }
  }
}
