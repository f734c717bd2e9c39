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
 * next one's beginning, with the roles swapped. After a violation the next run gets a new lab.
 */
public final class Proofs {
  private final int basePort;
  private final Consumer<Proof> told;
  private String machine = "";

  /**
   * Makes it.
   *
   * @param basePort the first of the labs' ports
   * @param told hears of every run as soon as it was judged
   */
  public Proofs(int basePort, Consumer<Proof> told) {
    this.basePort = basePort;
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
      again = proof.held();
    }
  }

  // A run that cannot be judged counts as violated: it must not vanish from the table.
  private static Proof one(BenchLab bench, Scenario scenario, int number) {
    LabFault.Scope hang = scenario.hang();
    try {
      return hang == null
          ? new KillProof(bench, scenario).run(number)
          : new HangProof(bench, scenario).run(number, hang);
    } catch (Fault fault) {
      return Proof.broken(scenario, number, String.valueOf(fault.getMessage()));
    }
  }
}
