package dev.sst.server;

import dev.sst.web.Answer;
import dev.sst.web.Exchange;
import dev.sst.web.Fields;
import dev.sst.web.ProblemAnswer;
import dev.sst.web.Route;
import dev.sst.web.RouteGroup;
import java.util.List;

/** Where a browser exchanges a token for a cookie that no script can read and no other site can send. */
final class SessionRoutes implements RouteGroup {
    private static final String SESSION = Route.BASE + "/session";

    private final TokenCheck check;

    SessionRoutes(TokenCheck check) {
        this.check = check;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(SESSION, this::login)
                        .named("openSession", "Exchanges a token for a session cookie")
                        .forEverybody()
                        .takes("SessionInput")
                        .answers(204),
                Route.delete(SESSION, this::logout)
                        .named("closeSession", "Ends the session of the cookie")
                        .forEverybody()
                        .answers(204));
    }

    private Answer login(Exchange exchange) {
        Fields fields = new Fields(exchange.body());
        String token = fields.text("token").orElse("");
        fields.refuseOthers();
        fields.check();
        boolean secure = exchange.servlet().isSecure();
        return check.login(token)
                .map(cookie -> Answer.nothing().with("Set-Cookie", cookie(cookie, secure)))
                .orElseGet(() -> ProblemAnswer.of(401, "That token is not known here."));
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
