package dev.sst.server;

import dev.sst.json.JsonObject;
import dev.sst.web.Answer;
import dev.sst.web.Exchange;
import dev.sst.web.Fields;
import dev.sst.web.ProblemAnswer;
import dev.sst.web.Route;
import dev.sst.web.RouteGroup;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Where a browser exchanges a token for a cookie that no script can read and no other site can send. */
final class SessionRoutes implements RouteGroup {
    private static final String SESSION = Route.BASE + "/session";

    private final TokenCheck check;
    private final InstantSource clock;

    SessionRoutes(TokenCheck check, InstantSource clock) {
        this.check = check;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(SESSION, this::login)
                        .named("openSession", "Exchanges a token for a session cookie")
                        .forEverybody()
                        .takes("SessionInput")
                        .answers(204),
                Route.post(SESSION + "/codes", this::code)
                        .named(
                                "createSignInCode",
                                "Makes a code that lets a browser in once, for a link; takes a token")
                        .forEveryCaller()
                        .answers(201, "SignInCode"),
                Route.delete(SESSION, this::logout)
                        .named("closeSession", "Ends the session of the cookie")
                        .forEverybody()
                        .answers(204));
    }

    private Answer login(Exchange exchange) {
        Fields fields = new Fields(exchange.body());
        Optional<String> token = fields.textOrNull("token");
        Optional<String> code = fields.textOrNull("code");
        if (token.isPresent() == code.isPresent()) {
            fields.refuse("token", "must be there, or code, and not both");
        }
        fields.refuseOthers();
        fields.check();
        boolean secure = exchange.servlet().isSecure();
        return token.flatMap(check::login)
                .or(() -> code.flatMap(check::loginByCode))
                .map(cookie -> Answer.nothing().with("Set-Cookie", cookie(cookie, secure)))
                .orElseGet(() -> ProblemAnswer.of(
                        401,
                        code.isPresent()
                                ? "That link was used already, or is too old. Make a new one, or sign in with the token."
                                : "That token is not known here."));
    }

    private Answer code(Exchange exchange) {
        exchange.expectNoBody();
        return check.newCode(exchange.servlet())
                .map(code -> Answer.json(
                        201,
                        JsonObject.builder()
                                .put("code", code)
                                .put("path", exchange.address("/ui/sign-in#code=" + code))
                                .put(
                                        "expires_at",
                                        clock.instant()
                                                .plus(SignInCodes.GOOD)
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .toString())
                                .build()))
                .orElseGet(() -> ProblemAnswer.of(403, "A code is made by whoever shows the token itself."));
    }

    private Answer logout(Exchange exchange) {
        check.logout(exchange.servlet());
        boolean secure = exchange.servlet().isSecure();
        return Answer.nothing().with("Set-Cookie", cookie("", secure) + "; Max-Age=0");
    }

    private static String cookie(String value, boolean secure) {
        String name = secure ? TokenCheck.SECURE_COOKIE : TokenCheck.COOKIE;
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }
}
