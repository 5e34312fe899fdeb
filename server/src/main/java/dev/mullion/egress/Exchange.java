package dev.mullion.egress;

import dev.mullion.egress.LimitSigns.Head;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** One request on the wire and its answer. Ends at its deadline, whatever it is doing. For one thread. */
final class Exchange implements AutoCloseable {

    private static final String SELF = "mullion.exchange";
    private static final int OPENING = 4_096;

    private final Call call;
    private final Endpoint endpoint;
    private final Bounds bounds;
    private final HttpUriRequestBase request;
    private Optional<CloseableHttpResponse> response = Optional.empty();
    private Optional<ScheduledFuture<?>> deadline = Optional.empty();
    private BoundedBody body = new BoundedBody(InputStream.nullInputStream(), "", 0);
    private byte[] opening = {};
    private boolean sent;
    private volatile boolean overdue;

    Exchange(Call call, Endpoint endpoint, Bounds bounds) {
        this.call = call;
        this.endpoint = endpoint;
        this.bounds = bounds;
        this.request = new HttpUriRequestBase(call.method().name(), call.address());
    }

    /** Sends, and waits for the head of the answer. */
    Head open(Wire wire, Instant now) throws IOException {
        Origin origin = endpoint.origin();
        prepare();
        deadline = Optional.of(wire.watch().schedule(this::end, bounds.whole().toNanos(), TimeUnit.NANOSECONDS));
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(SELF, this);
        CloseableHttpResponse received =
                executed(wire, new HttpHost(origin.scheme(), origin.bareHost(), origin.port()), context);
        response = Optional.of(received);
        body = body(received);
        if (received.getCode() >= 400 || call.method() == Endpoint.Method.POST) {
            peek(received.getCode());
        }
        return new Head(received.getCode(), headers(received), new String(opening, StandardCharsets.ISO_8859_1), now);
    }

    /**
     * The library takes a deadline between its own steps for a mistake of its caller, or reaches for a connection that
     * is closed under it.
     */
    private CloseableHttpResponse executed(Wire wire, HttpHost host, HttpClientContext context) throws IOException {
        try {
            return (CloseableHttpResponse) wire.client().executeOpen(host, request, context);
        } catch (IllegalStateException | NullPointerException e) {
            if (overdue) {
                throw new InterruptedIOException("its deadline came while it was being sent");
            }
            throw e;
        }
    }

    private void prepare() {
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(bounds.firstByte()))
                .setConnectionRequestTimeout(Timeout.of(bounds.firstByte()))
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .build());
        call.headers().forEach(request::setHeader);
        request.setHeader("Accept", endpoint.accept());
        request.setHeader("Accept-Encoding", "gzip");
        json().ifPresent(text -> request.setEntity(new StringEntity(text, ContentType.APPLICATION_JSON)));
    }

    private Optional<String> json() {
        return switch (call.body().orElse(null)) {
            case Call.Body.Json json -> Optional.of(json.text());
            case Call.Body.GraphQl asked ->
                Optional.of(JsonMapper.shared()
                        .writeValueAsString(Map.of("query", asked.document(), "variables", asked.variables())));
            case Call.Body.Form _, Call.Body.Fields _ -> Optional.empty();
            case null -> Optional.empty();
        };
    }

    /** Between the handshake and the first byte of the request. */
    static ClassicHttpResponse lend(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        return ((Exchange) scope.clientContext.getAttribute(SELF)).send(request, scope, chain);
    }

    /**
     * Works on the library's copy of the request, so that what is secret is gone with it. The library's strings cannot
     * be wiped: until the collector comes by, a dead copy is left in the memory of this process.
     */
    private ClassicHttpResponse send(ClassicHttpRequest copy, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Sending sending = new Sending(endpoint.origin().bareHost());
        call.credential().ifPresent(credential -> credential.lend(sending));
        sending.requireNothingRefused();
        sending.headers().forEach(copy::setHeader);
        fields(sending).ifPresent(copy::setEntity);
        sent = true;
        try {
            return chain.proceed(copy, scope);
        } finally {
            sending.headers().keySet().forEach(copy::removeHeaders);
        }
    }

    private Optional<HttpEntity> fields(Sending sending) {
        return switch (call.body().orElse(null)) {
            case Call.Body.Form form -> Optional.of(form(joined(form.fields(), sending)));
            case Call.Body.Fields json ->
                Optional.of(new StringEntity(
                        JsonMapper.shared().writeValueAsString(joined(json.fields(), sending)),
                        ContentType.APPLICATION_JSON));
            case Call.Body.Json _, Call.Body.GraphQl _ -> withoutFields(sending);
            case null -> withoutFields(sending);
        };
    }

    private static Optional<HttpEntity> withoutFields(Sending sending) {
        if (!sending.fields().isEmpty()) {
            throw new IllegalStateException("a secret was put into a form, and this call sends none");
        }
        return Optional.empty();
    }

    private static Map<String, String> joined(Map<String, String> open, Sending sending) {
        Map<String, String> fields = new LinkedHashMap<>(open);
        fields.putAll(sending.fields());
        return fields;
    }

    private static HttpEntity form(Map<String, String> fields) {
        String text = fields.entrySet().stream()
                .map(field -> Percent.encode(field.getKey()) + "=" + Percent.encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return new StringEntity(text, ContentType.APPLICATION_FORM_URLENCODED);
    }

    private BoundedBody body(CloseableHttpResponse received) throws IOException {
        HttpEntity entity = received.getEntity();
        if (entity == null) {
            return body;
        }
        String encoding = Optional.ofNullable(entity.getContentEncoding())
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
        return new BoundedBody(entity.getContent(), encoding, bounds.bytes());
    }

    /** An error whose body does not come is an error all the same: what its head says still counts. */
    private void peek(int status) throws IOException {
        try {
            opening = body.readNBytes(OPENING);
        } catch (IOException e) {
            if (status < 400) {
                throw e;
            }
        }
    }

    private static Map<String, List<String>> headers(CloseableHttpResponse received) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : received.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(Optional.ofNullable(header.getValue()).orElse(""));
        }
        return headers;
    }

    Answer answer(Head head) {
        return new Answer(
                head.status(), head.headers(), new SequenceInputStream(new ByteArrayInputStream(opening), body));
    }

    BoundedBody body() {
        return body;
    }

    /** Whether anything of the request can have left. */
    boolean isSent() {
        return sent;
    }

    boolean isOverdue() {
        return overdue;
    }

    private void end() {
        overdue = true;
        request.cancel();
    }

    @Override
    public void close() {
        deadline.ifPresent(task -> task.cancel(false));
        // A body that nobody read to its end is not read to its end here: it may have none.
        response.ifPresent(received -> received.close(body.isWhole() ? CloseMode.GRACEFUL : CloseMode.IMMEDIATE));
    }

    /** For messages: no path, no query. */
    @Override
    public String toString() {
        return endpoint.origin().host() + " within " + bounds.whole();
    }
}
