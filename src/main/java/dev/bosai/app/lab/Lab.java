package dev.bosai.app.lab;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.lab.postgres.ServerPair;

/**
 * A lab that exists.
 *
 * @param home where it was asked for
 * @param layout where its parts lie
 * @param settings how it was set up
 */
public record Lab(LabHome home, LabLayout layout, LabSettings settings) {

  /**
   * Opens the lab of a home.
   *
   * @throws Fault of the environment if there is none
   */
  public static Lab open(LabHome home) {
    LabLayout layout = new LabLayout(home.root());
    LabSettings settings =
        new JsonFile<>(layout.settings(), LabSettings.class)
            .read()
            .orElseThrow(
                () ->
                    new Fault(
                        Blame.ENVIRONMENT,
                        "there is no lab in \"" + home.home() + "\"",
                        "run \"bosai lab up\", or set BOSAI_HOME to the lab's home"));
    return new Lab(home, layout, settings);
  }

  /** Returns its database servers. */
  public ServerPair servers() {
    return new ServerPair(layout, settings);
  }
}
