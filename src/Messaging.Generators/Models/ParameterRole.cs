namespace Messaging.Generators.Models;

/// <summary>What a parameter is for.</summary>
internal enum ParameterRole
{
    /// <summary>An argument on the wire.</summary>
    Argument,

    /// <summary>All arguments that no other parameter names.</summary>
    Extra,

    /// <summary>The context, which travels beside the arguments.</summary>
    Context,

    /// <summary>The token, which does not travel.</summary>
    Token,
}
