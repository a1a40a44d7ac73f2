using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>Basic authentication: whoever has the password "secret" is let in, and "root" is an operator.</summary>
internal sealed class BasicHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication("basic").AddScheme<AuthenticationSchemeOptions, BasicHandler>("basic", null);
        services.AddAuthorizationBuilder().AddPolicy("operators", policy => policy.RequireRole("operator"));
    }

    public static (string Name, string Value) Login(string user, string password = "secret") =>
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.Authorization.ToString().StartsWith("Basic ", StringComparison.Ordinal))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var login = Encoding.UTF8.GetString(Convert.FromBase64String(Request.Headers.Authorization.ToString()["Basic ".Length..])).Split(':', 2);
        if (login[1] != "secret")
        {
            return Task.FromResult(AuthenticateResult.Fail("The password is wrong."));
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, login[0])], Scheme.Name);
        if (login[0] == "root")
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, "operator"));
        }

        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }
}
