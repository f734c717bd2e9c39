package dev.bosai.runbooks.system;

import java.util.List;

/**
 * Somebody who decides. Where a system names people, its runs take answers from them alone, each
 * within their roles; a name is what a terminal said unless the answer is signed.
 *
 * @param key public SSH key, as in its {@code .pub} file; empty where the person has none
 * @param roles {@link #RESPONDER}, {@link #COMMANDER}, {@link #APPROVER}
 */
public record Person(String key, List<String> roles) {
  /** May pause a run and tick what is done by hand. */
  public static final String RESPONDER = "responder";

  /** May do everything. */
  public static final String COMMANDER = "commander";

  /** May pause a run and answer an approval that asks for approvers. */
  public static final String APPROVER = "approver";

  /** Every role there is. */
  public static final List<String> ROLES = List.of(RESPONDER, COMMANDER, APPROVER);
}
