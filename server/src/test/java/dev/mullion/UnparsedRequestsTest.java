package dev.mullion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * What the web server cannot parse it quotes in its log, once a day for each kind, so that a test which sent such a
 * request would see it by luck only: links, tokens, session cookies and form fields among it.
 */
class UnparsedRequestsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.coyote.http11.Http11Processor",
                "org.apache.coyote.http11.Http11InputBuffer",
                "org.apache.tomcat.util.http.Parameters",
                "org.apache.tomcat.util.http.parser.Cookie",
                "org.apache.tomcat.util.http.parser.HttpParser"
            })
    @Attack("isolation-55")
    void areNotQuotedInTheLog(String logger) {
        assertThat(TestServer.shared().get("/healthz").statusCode()).isEqualTo(200);

        assertThat(LoggerFactory.getLogger(logger).isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger(logger).isWarnEnabled()).isTrue();
    }
}
