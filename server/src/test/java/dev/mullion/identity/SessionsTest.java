package dev.mullion.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mullion.Attack;
import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.KeyLabel;
import dev.mullion.tenancy.TestTenancy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseCookie;

class SessionsTest {

    private static TestTenancy tenancy;
    private TestIdentity identity;
    private Session session;
    private String token;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void aSignedInPerson() {
        identity = TestIdentity.on(tenancy);
        session = identity.session(identity.member(tenancy.newWorkspace(), Permissions.all()));
        token = session.token().expose(text -> text);
    }

    @Test
    void knowsItsPerson() {
        assertThat(identity.sessions.verify(session.token()))
                .contains(new Caller.PersonCaller(session.person(), session.id()));
    }

    @Test
    @Attack("isolation-43")
    void refusesATokenWithoutASignature() {
        String payload = token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
        for (String alg : new String[] {"none", "None", "NONE", "nOnE"}) {
            String header = encode("{\"alg\":\"" + alg + "\"}");
            assertRefused(header + payload);
            assertRefused(header + token.substring(token.indexOf('.')));
        }
    }

    @Test
    @Attack("isolation-43")
    void refusesATokenOfAnotherKeyOrAlgorithmOrHeader() throws JOSEException, ParseException {
        DerivedKey own = tenancy.keys.installation(KeyLabel.SESSION);
        DerivedKey other = tenancy.keys.installation(KeyLabel.LINK);

        assertRefused(signed(new JWSHeader(JWSAlgorithm.HS256), other));
        assertRefused(signed(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID("../../dev/null")
                        .build(),
                own));
        assertRefused(signed(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .jwkURL(URI.create("https://x.example"))
                        .build(),
                own));
        String algorithm = encode("{\"alg\":\"RS256\"}") + token.substring(token.indexOf('.'));
        assertRefused(algorithm);
        assertThat(identity.sessions.verify(Credential.of(signed(new JWSHeader(JWSAlgorithm.HS256), own))))
                .isPresent();
    }

    @Test
    @Attack("isolation-43")
    void refusesATokenWithAnyCharacterChangedOrCutOff() {
        for (int length = 0; length < token.length(); length++) {
            assertRefused(token.substring(0, length));
        }
        for (int at = 0; at < token.length(); at++) {
            // The last character of a 43-character part carries two bits that decode to nothing.
            char changed = token.charAt(at) == 'A' ? 'g' : 'A';
            if (at < token.length() - 1) {
                assertRefused(token.substring(0, at) + changed + token.substring(at + 1));
            }
        }
        assertRefused(token + "x");
        assertRefused(token + ".x");
        assertRefused("x".repeat(100_000));
    }

    @Test
    void endsAfterTwelveHours() {
        identity.clock.advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(identity.sessions.verify(session.token())).isPresent();
        identity.clock.advance(Duration.ofSeconds(1));
        assertRefused(token);
    }

    @Test
    @Attack("reliability-44")
    void endsAtOnceHereAndWithinTwoSecondsElsewhere() {
        TestIdentity elsewhere = identity.anotherNode();
        assertThat(elsewhere.sessions.verify(session.token())).isPresent();

        identity.sessions.revoke(session.id());

        assertRefused(token);
        identity.clock.advance(Duration.ofSeconds(2));
        assertThat(elsewhere.sessions.verify(session.token())).isEmpty();
    }

    @Test
    void endsEverySessionOfAPersonAndNobodyElses() {
        Session second = identity.session(session.person());
        Session stranger = identity.session(identity.member(tenancy.newWorkspace(), Permissions.none()));

        identity.sessions.revokeAll(session.person());

        assertRefused(token);
        assertThat(identity.sessions.verify(second.token())).isEmpty();
        assertThat(identity.sessions.verify(stranger.token())).isPresent();
    }

    @Test
    @Attack("isolation-44")
    void travelsInACookieForThisHostAlone() {
        ResponseCookie cookie = SessionCookie.of(session);

        assertThat(cookie.getName()).isEqualTo("__Host-mullion");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofHours(12));
        assertThat(SessionCookie.gone().getMaxAge()).isEqualTo(Duration.ZERO);
    }

    @Test
    void givesEachSessionAFormTokenOfItsOwn() {
        Session second = identity.session(session.person());

        assertThat(identity.sessions.formToken(session.id()))
                .isEqualTo(identity.anotherNode().sessions.formToken(session.id()))
                .isNotEqualTo(identity.sessions.formToken(second.id()));
    }

    private void assertRefused(String presented) {
        assertThat(identity.sessions.verify(Credential.of(presented))).isEmpty();
    }

    private String signed(JWSHeader header, DerivedKey key) throws ParseException, JOSEException {
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        SignedJWT made = new SignedJWT(header, claims);
        byte[] secret = key.expose(bytes -> bytes.clone());
        made.sign(new MACSigner(secret));
        return made.serialize();
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }
}
