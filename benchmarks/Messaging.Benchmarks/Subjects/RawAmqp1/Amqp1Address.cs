using Messaging.TestKit;

namespace Messaging.Benchmarks.Subjects.RawAmqp1;

/// <summary>The broker's URL for AMQP 1.0, which RabbitMQ speaks at the same port since 4.0.</summary>
internal static class Amqp1Address
{
    /// <exception cref="UnavailableException">The RabbitMQ that is installed is older.</exception>
    public static string Of(string url) => "amqp1" + Check(url)[url.IndexOf("://", StringComparison.Ordinal)..];

    /// <exception cref="UnavailableException">The RabbitMQ that is installed is older.</exception>
    public static string Check(string url) => RabbitNode.InstalledVersion >= new Version(4, 0)
        ? url : throw new UnavailableException("amqp1 takes RabbitMQ 4 (MESSAGING_TEST_ROOT names a Debian that has it)");
}
