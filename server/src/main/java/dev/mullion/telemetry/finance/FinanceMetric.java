package dev.mullion.telemetry.finance;

import java.util.List;

/**
 * A number that is computed from books.
 *
 * @param id stable, for scripts
 * @param version rises when the definition changes, and so what earlier numbers meant
 * @param definition says exactly what is counted
 */
public record FinanceMetric(String id, int version, String name, String definition) {

    public static final FinanceMetric RECEIVABLES = new FinanceMetric(
            "finance.receivables",
            1,
            "Receivables by age",
            "What is left to pay of invoices to customers that are approved and neither voided nor deleted, after part payments"
                    + " and allocated credits, by days since the due date in the time zone of the books: current (due today or"
                    + " later), 1 to 30, 31 to 60, 61 to 90, over 90. An invoice without a due date is aged from its issue"
                    + " and counted as such. Each currency by itself.");
    public static final FinanceMetric UNAPPLIED = new FinanceMetric(
            "finance.unapplied-credit",
            1,
            "Unapplied credit",
            "What is left of credit notes to customers, of overpayments and of prepayments by them, that is allocated to no"
                    + " invoice yet. It is in no age; receivables less this are the net.");
    public static final FinanceMetric SPEND = new FinanceMetric(
            "finance.spend",
            1,
            "Spend by month",
            "Bills that are approved or paid, with tax, by the month of their issue, less approved credit notes of"
                    + " suppliers by the month of theirs. Overpayments and prepayments are no spend until a bill takes"
                    + " them. A supplier that Mullion's catalogue does not know is in no vendor. Each currency by itself.");

    public static final FinanceMetric DUPLICATES = new FinanceMetric(
            "finance.duplicates",
            1,
            "Bought twice",
            "Of bills that are approved or paid and were issued in the last three months: two businesses of a category of which"
                    + " one is usually enough, or one business of Mullion's catalogue under several names. What somebody"
                    + " said is no duplicate stays so until another business joins the group.");

    public static final FinanceMetric INFRASTRUCTURE = new FinanceMetric(
            "finance.infrastructure",
            1,
            "Infrastructure spend by month",
            "What the providers of infrastructure billed for each month, as it was imported: the sum of the rows of all"
                    + " services and sources, less what was credited. Of rows that state the same service, month and source the"
                    + " one with the latest version counts. It is no part of spend by month, which is made of the books."
                    + " Each currency by itself.");

    public static List<FinanceMetric> all() {
        return List.of(RECEIVABLES, UNAPPLIED, SPEND, DUPLICATES, INFRASTRUCTURE);
    }
}
