using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Subjects;

/// <summary>Where a subject's client and server meet, and what they do.</summary>
/// <param name="BrokerUrl">The URL of the broker, if the subject needs one and there is one.</param>
/// <param name="Topic">A name that no other subject uses.</param>
/// <param name="Port">A free port of this machine.</param>
/// <param name="Shape">What is sent.</param>
internal sealed record SubjectSetup(string? BrokerUrl, string Topic, int Port, Shape Shape)
{
    public string Url => BrokerUrl ?? throw new UnavailableException("there is no broker");
}
