namespace Messaging.Benchmarks.Subjects;

/// <summary>The procedure that every subject serves.</summary>
internal sealed class EchoEndpoint
{
    public string Echo(string payload) => payload;
}
