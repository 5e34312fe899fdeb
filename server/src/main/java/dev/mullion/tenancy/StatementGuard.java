package dev.mullion.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Judges each statement text once for each way of planning, at its first use, by the plan that the database itself
 * makes of it under the settings that it will run with: every scan of a tenant table must be bound to the statement's
 * own workspace parameter, whatever the policies would add. What does not explain is refused.
 */
class StatementGuard {

    /** More distinct texts than this means that SQL is being put together at run time, which the house does not do. */
    private static final int MOST_STATEMENTS = 4_000;

    private final PlanSource plans;
    private final Cache<Question, Verdict> verdicts =
            Caffeine.newBuilder().maximumSize(MOST_STATEMENTS).build();
    private final LongAdder judged = new LongAdder();
    private final LongAdder refusals = new LongAdder();

    StatementGuard(PlanSource plans) {
        this.plans = plans;
    }

    /** A verdict is one about a plan, so what the planner was told is part of the question. */
    private record Question(String sql, Plans how) {}

    sealed interface Verdict {}

    /** @param workspaceParameters the places, from 1, whose value must be the bound workspace */
    record Allowed(List<Integer> workspaceParameters) implements Verdict {
        Allowed {
            workspaceParameters = List.copyOf(workspaceParameters);
        }
    }

    record Refused(String rule) implements Verdict {}

    /**
     * What the guard has seen since the start, for the trust page.
     *
     * @param statements distinct texts that were judged, each for each way of planning
     * @param refusals how often work was refused a statement
     */
    record Ledger(long statements, long refusals) {}

    Allowed allow(String sql, Plans how) {
        return switch (judge(sql, how)) {
            case Allowed allowed -> allowed;
            case Refused refused -> {
                refusals.increment();
                throw new WorkspaceMismatch(refused.rule());
            }
        };
    }

    Verdict judge(String sql, Plans how) {
        return verdicts.get(new Question(sql, how), this::explain);
    }

    Ledger ledger() {
        return new Ledger(judged.sum(), refusals.sum());
    }

    private Verdict explain(Question question) {
        Verdict verdict = switch (plans.explain(question.sql(), question.how())) {
            case PlanSource.Unexplained unexplained -> new Refused(unexplained.reason());
            case PlanSource.Explained explained -> new PlanJudge(explained).verdict();
        };
        judged.increment();
        return verdict;
    }
}
