using Xunit.v3;

namespace Messaging.TestKit;

/// <summary>A test that kills its broker, makes a cluster, or shares files with it: with brokers in containers it is left out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsNodeAttribute : Attribute, ITraitAttribute
{
    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => LeftOut.When(RabbitBroker.IsContainer);
}
