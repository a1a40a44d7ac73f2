namespace Messaging.Generators.Models;

/// <summary>The role of a parameter.</summary>
internal enum ParameterRole
{
    /// <summary>An argument on the wire.</summary>
    Argument,

    /// <summary>All arguments that match no other parameter.</summary>
    Extra,

    /// <summary>The context, which is sent beside the arguments.</summary>
    Context,

    /// <summary>The token, which is not sent.</summary>
    Token,
}
