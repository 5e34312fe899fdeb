package dev.mullion.identity.http;

import dev.mullion.identity.Caller.PersonCaller;
import dev.mullion.identity.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * The token against forged forms: derived from the session, so the server keeps nothing and no cookie is set for it.
 */
final class FormTokens implements CsrfTokenRepository {

    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";

    private final Sessions sessions;

    FormTokens(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The person whose browser sends its cookie by itself; API tokens are never sent unasked. */
    static Optional<PersonCaller> person() {
        return CallerAuthentication.current()
                .filter(PersonCaller.class::isInstance)
                .map(PersonCaller.class::cast);
    }

    /** For a stranger: a value that is right for nobody. */
    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return token(UUID.randomUUID().toString());
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return person().map(caller -> token(sessions.formToken(caller.session())))
                .orElse(null);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        // Nothing is kept: the token follows from the session.
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, PARAMETER, value);
    }
}
