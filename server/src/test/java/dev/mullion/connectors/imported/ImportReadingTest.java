package dev.mullion.connectors.imported;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.telemetry.ComplianceTask;
import dev.mullion.telemetry.InfrastructureCost;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportReadingTest {

    private static final Instant AS_OF = Instant.parse("2026-02-01T00:00:00Z");
    private static final ImportTerms TERMS = new ImportTerms("bills", AS_OF);
    private static final String HEADER = "provider,service,month,amount,currency\n";

    @Test
    void readsTheSameFactsFromBothForms() {
        Imported csv = csv(HEADER + "aws,ec2,2026-01,123456,USD\r\n\"hetzner\",,2026-01,\"-1999\",EUR");
        Imported json = json("""
                {"rows": [
                  {"provider": "aws", "service": "ec2", "month": "2026-01", "amount": 123456, "currency": "USD"},
                  {"month": "2026-01", "provider": "hetzner", "service": null, "amount": "-1999", "currency": "EUR"}
                ]}
                """);

        assertThat(csv)
                .isEqualTo(json)
                .isEqualTo(new Imported.Whole(
                        List.of(cost("aws", "ec2", 123_456, "USD"), cost("hetzner", "", -1_999, "EUR"))));
    }

    @Test
    void readsTasksWithAndWithoutADay() {
        Imported csv = read(ImportKind.COMPLIANCE, ImportFormat.CSV, """
                \uFEFFstate,id,due,severity
                in_progress,SOC2:CC6.1,2026-03-31,critical
                done,t-2,,low
                """);

        assertThat(csv)
                .isEqualTo(new Imported.Whole(List.of(
                        new ComplianceTask(
                                new ComplianceTask.Id("bills", "SOC2:CC6.1"),
                                ComplianceTask.Severity.CRITICAL,
                                ComplianceTask.State.IN_PROGRESS,
                                LocalDate.of(2026, 3, 31),
                                AS_OF),
                        new ComplianceTask(
                                new ComplianceTask.Id("bills", "t-2"),
                                ComplianceTask.Severity.LOW,
                                ComplianceTask.State.DONE,
                                null,
                                AS_OF))));
    }

    /** As ISO 4217 counts them; what is kept has its own number of decimals. */
    @ParameterizedTest
    @CsvSource({"USD, 1999, 19.99", "JPY, 1999, 1999", "ISK, 1999, 1999.00", "KWD, 1999, 1.999", "MGA, 1999, 19.99"})
    void countsMinorUnitsAsTheCurrencyDoes(String currency, String minor, String amount) {
        Imported.Whole whole = (Imported.Whole) csv(HEADER + "aws,,2026-01," + minor + "," + currency);

        assertThat(whole.facts())
                .singleElement()
                .extracting(
                        fact -> ((InfrastructureCost) fact).amount().amount().toPlainString())
                .isEqualTo(amount);
    }

    @Test
    void saysEverythingThatIsWrongByRowAndColumnAndRepeatsNoneOfIt() {
        String canary = "Canary Person";
        List<ImportFault> faults = faults(csv(HEADER
                + "aws,ec2,2026-01,1,USD\n"
                + canary + "," + canary + ",2026-13,1.5,usd\n"
                + "aws,ec2,2026-01,2,USD\n"
                + "aws,ec2,2026-02\n"
                + "gcp,,1999-12,9999999999999,XXX\n"));

        assertThat(faults)
                .extracting(ImportFault::pointer)
                .containsExactly(
                        "/rows/1/provider",
                        "/rows/1/service",
                        "/rows/1/month",
                        "/rows/1/amount",
                        "/rows/1/currency",
                        "/rows/2",
                        "/rows/3",
                        "/rows/4/month",
                        "/rows/4/amount",
                        "/rows/4/currency");
        assertThat(faults.toString()).contains("the same thing as row 0").doesNotContain("Canary", "1.5", "usd");
    }

    @Test
    void tellsAtMostFiftyFaults() {
        assertThat(faults(csv(HEADER + ",,,,\n".repeat(9_000)))).hasSize(ImportReading.MOST_FAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider,month,amount                           | /columns   | lacks the column currency",
                "provider,month,amount,currency,owner            | /columns/4 | is no column of this",
                "provider,month,amount,currency,currency         | /columns/4 | a second time",
                "Provider,month,amount,currency                  | /columns/0 | is no column of this"
            })
    void takesNoColumnsButTheDeclaredOnes(String header, String pointer, String detail) {
        assertThat(faults(csv(header + "\naws,2026-01,1,EUR,x\n"))).anySatisfy(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.detail()).contains(detail).doesNotContain("owner");
        });
    }

    @Test
    void tellsWhatIsWrongWithRowsBesideAColumnThatIsNotKnown() {
        String text = "provider,month,amount,currency,owner\naws,2026-19,48.3,USDX,x\n";

        assertThat(faults(csv(text)))
                .extracting(ImportFault::pointer)
                .containsExactly("/columns/4", "/rows/0/month", "/rows/0/amount", "/rows/0/currency");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | /rows",
                "[]                                                        | ''",
                "{\"rows\": []}                                            | /rows",
                "{\"rows\": {}}                                            | /rows",
                "{\"rows\": [7]}                                           | /rows",
                "{\"rows\": [{}], \"rows\": []}                            | /rows",
                "{\"rows\": [{\"id\": \"a\", \"id\": \"b\"}]}              | /rows",
                "{\"rows\": [{\"id\": {}, \"severity\": \"low\"}]}         | /rows",
                "{\"rows\": [{\"id\": \"a\", \"title\": \"secret\"}]}      | /rows/0",
                "{\"rows\": [{\"id\": \"a\"}], \"owner\": \"secret\"}      | ''",
                "{\"rows\": [{\"id\": \"a\"}]} {}                          | ''",
                "{\"rows\": [                                              | /rows"
            })
    void takesNoJsonButTheDescribedOne(String body, String pointer) {
        List<ImportFault> faults = faults(read(ImportKind.COMPLIANCE, ImportFormat.JSON, body));

        assertThat(faults.getFirst().pointer()).isIn(pointer, "");
        assertThat(faults.toString()).doesNotContain("secret", "title", "owner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "provider",
                "\"provider",
                "provider,service,month,amount,currency\naws,\"e\"c2,2026-01,1,EUR",
                "provider,service,month,amount,currency\naws,e\"c2,2026-01,1,EUR",
                "provider,service,month,amount,currency\naws,ec2,2026-01,1,EUR\r",
                "provider,service,month,amount,currency\raws,ec2,2026-01,1,EUR",
                "provider,service,month,amount,currency\naws;ec2;2026-01;1;EUR",
                "provider,service,month,amount,currency\n\n",
                "provider,service,month,amount,currency\naws,=1+1,2026-01,1,EUR",
                "provider,service,month,amount,currency\naws,e\u0000c2,2026-01,1,EUR",
                "provider,service,month,amount,currency\naws,ec2,2026-01,\uFF11,EUR",
                "provider,service,month,amount,currency"
            })
    void takesNoValuesButCommaSeparatedOnes(String body) {
        assertThat(csv(body)).isInstanceOf(Imported.Faulty.class);
    }

    @Test
    void takesNoBytesThatAreNoText() {
        byte[] latin = (HEADER + "aws,\u00e9,2026-01,1,EUR").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(faults(ImportReading.read(ImportKind.INFRASTRUCTURE, ImportFormat.CSV, TERMS, latin, latin.length)))
                .containsExactly(new ImportFault("", "is not UTF-8"));
    }

    @Test
    void takesTenThousandRowsAndNotOneMore() {
        String most = rows(ImportReading.MOST_ROWS);

        assertThat(((Imported.Whole) csv(HEADER + most)).facts()).hasSize(ImportReading.MOST_ROWS);
        assertThat(faults(csv(HEADER + most + "one,more,2026-01,1,EUR\n")))
                .singleElement()
                .extracting(ImportFault::pointer)
                .isEqualTo("/rows");
    }

    static String rows(int count) {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < count; row++) {
            rows.append("provider-")
                    .append(row)
                    .append(",s,2026-01,")
                    .append(row)
                    .append(",EUR\n");
        }
        return rows.toString();
    }

    private static InfrastructureCost cost(String provider, String service, long minor, String currency) {
        return new InfrastructureCost(
                new InfrastructureCost.Id("bills", provider, service, YearMonth.of(2026, 1)),
                new Money(minor, new CurrencyCode(currency)),
                AS_OF);
    }

    private static List<ImportFault> faults(Imported read) {
        assertThat(read).isInstanceOf(Imported.Faulty.class);
        return ((Imported.Faulty) read).faults();
    }

    private static Imported csv(String body) {
        return read(ImportKind.INFRASTRUCTURE, ImportFormat.CSV, body);
    }

    private static Imported json(String body) {
        return read(ImportKind.INFRASTRUCTURE, ImportFormat.JSON, body);
    }

    private static Imported read(ImportKind kind, ImportFormat format, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ImportReading.read(kind, format, TERMS, bytes, bytes.length);
    }
}
