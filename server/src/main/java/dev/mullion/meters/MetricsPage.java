package dev.mullion.meters;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * All figures in Prometheus' text format, version 0.0.4.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
@Component
class MetricsPage {

    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(MetricsPage.class);

    private final List<Metered> all;

    MetricsPage(List<Metered> all) {
        this.all = List.copyOf(all);
    }

    String text() {
        StringBuilder page = new StringBuilder(8_192);
        int failed = 0;
        for (Metered one : all) {
            try {
                one.meters().forEach(meter -> write(page, meter));
            } catch (RuntimeException e) { // the database away: the rest is wanted then more than ever
                failed++;
                LOG.warn(
                        "Figures of {} could not be read: {}",
                        one.getClass().getSimpleName(),
                        e.getClass().getSimpleName());
            }
        }
        write(page, Meter.gauge("mullion_scrape_failures", "Sources of figures that did not answer.", failed));
        return page.toString();
    }

    private static void write(StringBuilder page, Meter meter) {
        page.append("# HELP ").append(meter.name()).append(' ').append(escaped(meter.help(), false));
        page.append("\n# TYPE ")
                .append(meter.name())
                .append(' ')
                .append(meter.kind().word());
        page.append('\n');
        for (Meter.Sample sample : meter.samples()) {
            page.append(meter.name());
            if (!sample.labels().isEmpty()) {
                page.append('{').append(labels(sample.labels())).append('}');
            }
            page.append(' ').append(number(sample.value())).append('\n');
        }
    }

    private static String labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue(), true) + "\"")
                .collect(Collectors.joining(","));
    }

    private static String escaped(String text, boolean isLabel) {
        String plain = text.replace("\\", "\\\\").replace("\n", "\\n");
        return isLabel ? plain.replace("\"", "\\\"") : plain;
    }

    private static String number(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : "NaN";
    }
}
