using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GatewaySample;

/// <summary>Basic authentication (RFC 7617) of a single user. Any other ASP.NET scheme works as well.</summary>
internal sealed class BasicAuthentication(IOptionsMonitor<BasicOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<BasicOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || header.Scheme != "Basic")
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var expected = Encoding.UTF8.GetBytes($"{Options.User}:{Options.Password}");
        if (!TryDecode(header.Parameter, out var login) || !CryptographicOperations.FixedTimeEquals(login, expected))
        {
            return Task.FromResult(AuthenticateResult.Fail("The user or the password is wrong."));
        }

        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, Options.User)], Scheme.Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = 401;
        Response.Headers.WWWAuthenticate = "Basic realm=\"rpc\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    private static bool TryDecode(string? text, out byte[] login)
    {
        try
        {
            login = Convert.FromBase64String(text ?? "");
            return true;
        }
        catch (FormatException)
        {
            login = [];
            return false;
        }
    }
}
