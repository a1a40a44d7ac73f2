using Microsoft.AspNetCore.Authentication;

namespace GatewaySample;

/// <summary>Who is let in.</summary>
internal sealed class BasicOptions : AuthenticationSchemeOptions
{
    public string User { get; set; } = "";

    public string Password { get; set; } = "";
}
