using Microsoft.AspNetCore.Authentication;

namespace GatewaySample;

/// <summary>The user who is accepted.</summary>
internal sealed class BasicOptions : AuthenticationSchemeOptions
{
    public string User { get; set; } = "";

    public string Password { get; set; } = "";
}
