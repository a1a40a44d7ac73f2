using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Malformed;

/// <summary>A policy of the broker that says where messages go which a server rejects from topics with this prefix.</summary>
public sealed class DeadLetters(Troupe troupe) : IAsyncLifetime
{
    public const string Prefix = "hostile-";
    public const string Exchange = "interop-dead-letters";

    public async ValueTask InitializeAsync() => await troupe.Node.RunCtlAsync(
        "set_policy", "--apply-to", "queues", "hostile", $"^{Prefix}", $$"""{"dead-letter-exchange": "{{Exchange}}"}""");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
