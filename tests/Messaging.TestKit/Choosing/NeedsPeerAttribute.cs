using Xunit.v3;

namespace Messaging.TestKit;

/// <summary>A test that is about what some releases of Python's oslo.messaging offer: with another it is left out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsPeerAttribute : Attribute, ITraitAttribute
{
    /// <summary>The first release that offers it, such as <c>14.7</c>.</summary>
    public string? From { get; init; }

    /// <summary>The first release that does not offer it any more.</summary>
    public string? Below { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        LeftOut.When(!LeftOut.IsWithin(PythonPeer.OsloVersion, From, Below));
}
