package broken.executor;

import org.apache.calcite.rel.RelNode;

/** Of Calcite, the executor may use run-time functions, in one package. */
public record UsesCalcite(RelNode node) {}
